"""Reading takes memory in proportion to the file, whatever stands in it, and what is left out is told."""

import tracemalloc
from collections.abc import Callable

import pytest

from network.imports.reading import UnreadableFile, read

SIZE = 500_000  # bytes
MOST = 12  # bytes for each byte of the file, and a little for what a file of any size takes
CARD = b"BEGIN:VCARD\nVERSION:%b\nFN:Jo Bell\n%b\nEND:VCARD\n"


def lines(line: bytes, before: bytes = b"", after: bytes = b"") -> Callable[[], bytes]:
    return lambda: before + line * (SIZE // len(line)) + after


def in_a_card(line: bytes, version: bytes = b"3.0") -> Callable[[], bytes]:
    return lambda: CARD % (version, line * (SIZE // len(line)))


FILES: dict[str, Callable[[], bytes]] = {
    "numbers in one card": in_a_card(b"TEL:1\n"),
    "numbers in a card that breaks off": lines(b"TEL:1\n", b"BEGIN:VCARD\nFN:Jo\n"),
    "numbers in no card": lines(b"TEL:1\n"),
    "notes": in_a_card(b"NOTE:x\n"),
    "a note that goes on": in_a_card(b"NOTE:x\n" + b"x\n" * 10_000),
    "one long note": in_a_card(b"NOTE:" + b"x" * SIZE + b"\n"),
    "labels": in_a_card(b"item1.X-ABLabel:x\n"),
    "soft breaks": in_a_card(b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=\n" * (SIZE // 2), b"2.1"),
    "numbers in one value": in_a_card(b"TEL:" + b"123456;" * (SIZE // 7)),
    "addresses in one value": in_a_card(b"EMAIL:" + b"a@b.cc;" * (SIZE // 7)),
    "parts of a name": in_a_card(b"N:" + b";" * SIZE),
    "escapes in a firm": in_a_card(b"ORG:" + b"\\,," * (SIZE // 3)),
    "an indent": lines(b" TEL:1\n", b" BEGIN:VCARD\n FN:Jo\n", b" END:VCARD\n"),
    "bytes that are no letters": lines(b"\xe9 and twenty more letters\n"),
    "rows of one cell": lines(b"a\n", b"Name,Email\n"),
    "rows of commas": lines(b"x,,\n", b"Name,Email,Phone\n"),
    "one row of commas": lines(b",", b"Name,Email\n"),
    "a heading of very many columns": lambda: b"Name,Email" + b",x" * 50_000 + b"\nJo" * 20_000,
    "a heading of many columns": lambda: b"Name,Email" + b",x" * 490 + b"\nJo" * 20_000,
    "a table nobody knows": lines(b"a;b\n"),
    "addresses": lines(b"a@b.cc\n"),
    "addresses in one line": lines(b"a@b.cc,"),
    "marks of text": lines(b'"', b"Name,Email\n"),
    "values of one entry": lines(b"mail:1\n", b"dn: x\ncn: Jo\n"),
    "entries": lines(b"dn: x\n"),
    "line ends": lambda: b"Name,Email\n" + b"\n" * (SIZE // 3) + b"Jo,jo@example.com",
    "NULs": lines(b"\0", b"a"),
    "letters encoded twice": lines("Ã¼".encode(), b"Name,Email\nJo,"),
    "pairs of bytes": lines("田中太郎 山田花子 佐藤\n".encode("cp932"), b"Name,Email\n"),
    "wide letters": lambda: ("Name,Email\n" + "Jo,\n" * (SIZE // 8)).encode("utf-16"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_next_to_nothing_takes_little_memory(kind: str) -> None:
    data = FILES[kind]()
    tracemalloc.start()
    try:
        reading = read(data, most_cards=1000)
        told = [*reading.cards, *reading.bad_rows]
    except UnreadableFile as refusal:
        told = [str(refusal)]
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert told
    assert peak < MOST * len(data) + 6_000_000


def test_a_card_with_more_lines_than_a_person_has_is_named_and_the_others_are_read() -> None:
    others = CARD % (b"3.0", b"TEL:01632 960123")
    for line in (b"TEL:1\n", b"EMAIL:a\n", b"NOTE:x\n"):
        reading = read(CARD % (b"3.0", line * 6000) + others)
        assert (len(reading.cards), reading.bad_rows[0].hint) == (1, "Jo Bell")
        assert "more than 5,000 lines" in reading.bad_rows[0].reason


def test_a_file_of_more_lines_than_any_book_is_refused_in_plain_words() -> None:
    with pytest.raises(UnreadableFile, match="more than 1,500,000 lines"):
        read(b"TEL:1\n" * 1_600_000)


def test_what_is_too_long_to_be_looked_through_stands_in_the_note() -> None:
    numbers = ";".join(f"0770090{number:04}" for number in range(600))
    [jo] = read(CARD % (b"3.0", b"TEL:" + numbers.encode())).cards
    assert "07700900599" in jo.note or jo.note_is_cut
    [many] = read(("Name,Email\nJo," + ";".join(f"jo{number}@example.com" for number in range(400))).encode()).cards
    assert "jo399@example.com" in many.note or many.note_is_cut


def test_a_list_of_addresses_in_one_line_is_read_to_its_end() -> None:
    line = ", ".join(f"Jo{number} Bell <jo{number}@example.com>" for number in range(3000))
    cards = read(line.encode()).cards
    assert [card.emails[0] for card in cards] == [f"jo{number}@example.com" for number in range(3000)]
    assert cards[2999].name == "Jo2999 Bell"
