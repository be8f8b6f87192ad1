"""Chinese, Japanese and Korean in the encodings of before Unicode, in files that do not say in which."""

import pytest

from network.imports.reading import read
from tests.network.imports.reading.test_encodings_of_one_byte import BOOKS, table, vcards

SIMPLIFIED = ["王伟", "李小明", "欧阳娜娜", "赵国强"]
TRADITIONAL = ["陳志豪", "林淑惠", "歐陽建國", "黃雅婷"]
KOREAN = ["김철수", "이영희", "박지훈", "최수빈"]
JAPANESE = ["山田太郎", "佐藤 花子", "たなか ゆい", "高橋健一", "表 一郎", "ソニー能登"]

EASTERN = [
    ("gb2312", SIMPLIFIED), ("gbk", ["王喆", *SIMPLIFIED]), ("gb18030", SIMPLIFIED), ("big5", TRADITIONAL),
    ("cp950", TRADITIONAL), ("euc_kr", KOREAN), ("cp949", ["햏님", *KOREAN]), ("shift_jis", JAPANESE),
    ("cp932", ["髙橋 一", *JAPANESE]), ("euc_jp", JAPANESE), ("iso2022_jp", JAPANESE),
]  # fmt: skip
eastern = pytest.mark.parametrize(
    ("encoding", "names"), EASTERN, ids=[f"{encoding}, {names[0]}" for encoding, names in EASTERN]
)


@eastern
def test_each_encoding_is_told_by_the_names_it_makes(encoding: str, names: list[str]) -> None:
    assert [card.name for card in read(table(names).encode(encoding)).cards] == names
    assert [card.name for card in read(vcards(names).encode(encoding)).cards] == names


@eastern
def test_one_name_among_plain_ones_is_enough(encoding: str, names: list[str]) -> None:
    for name in names:
        book = ["Jo Bell", "Di Marsh", name, "Tom Field"]
        if len(name.encode(encoding)) > 5:
            assert [card.name for card in read(table(book).encode(encoding)).cards] == book


@pytest.mark.parametrize(("charset", "names"), [
    ("SHIFT_JIS", ["髙橋", *JAPANESE]), ("GB2312", SIMPLIFIED), ("BIG5", TRADITIONAL), ("EUC-KR", KOREAN),
    ("ISO-2022-JP", JAPANESE),
])  # fmt: skip
def test_a_charset_that_a_card_names_may_be_that_of_its_larger_descendant(charset: str, names: list[str]) -> None:
    larger = {"SHIFT_JIS": "cp932"}.get(charset, charset)
    for name in names:
        quoted = "".join(f"={byte:02X}" for byte in name.encode(larger))
        data = f"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:{quoted}\nEND:VCARD\n"
        assert read(data.encode()).cards[0].name == name


def test_a_line_that_is_utf_8_by_chance_is_read_as_the_others() -> None:
    names = ["联通", *SIMPLIFIED]
    assert "联通".encode("gbk").decode("utf-8", "ignore")
    assert [card.name for card in read(vcards(names).encode("gbk")).cards] == names
    assert [card.name for card in read(table(names).encode("gbk")).cards] == names


@pytest.mark.parametrize(("encoding", "names"), BOOKS)
def test_letters_of_one_byte_in_capitals_are_not_taken_for_two(encoding: str, names: list[str]) -> None:
    capitals = [name.upper().replace("ẞ", "SS") for name in names]
    try:
        data = table(capitals).encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("the encoding has no capital of one of these letters")
    read_back = [card.name for card in read(data).cards]
    assert not any("\u3000" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in "".join(read_back))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("names", [SIMPLIFIED, KOREAN, ["Ольга Кузнецова"], ["Zoë Müller"]])
def test_wide_unicode_without_a_mark_in_any_script(encoding: str, names: list[str]) -> None:
    for text in (table(names), vcards(names), "姓名,电话\r\n" + "".join(f"{name},0770090012\r\n" for name in names)):
        assert [card.name for card in read(text.encode(encoding)).cards] == names
