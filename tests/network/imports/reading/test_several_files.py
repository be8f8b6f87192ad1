"""Several files in one: zips as Google and LinkedIn make them, and files chosen together."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from network.imports.reading import Format, UnknownColumns, UnreadableFile, put_together, read
from tests.network.imports.reading.workbooks import workbook, zipped

JO = "BEGIN:VCARD\nVERSION:3.0\nFN:Jo Bell\nEND:VCARD\n"
DI = "Name,Email\nDi Marsh,di@example.com\n"
AL = workbook([["Name", "Phone"], ["Al Fox", "01632 960123"]])


def names(data: bytes) -> list[str]:
    return [card.name for card in read(data).cards]


def left_out(data: bytes) -> list[str]:
    return [bad.hint for bad in read(data).bad_rows]


def test_every_kind_of_book_in_a_zip_is_read_whatever_folder_it_is_in() -> None:
    data = zipped({"Takeout/Contacts/All/all.vcf": JO, "Takeout/Contacts/di.csv": DI, "al.xlsx": AL})
    reading = read(data)
    assert [card.name for card in reading.cards] == ["Jo Bell", "Di Marsh", "Al Fox"]
    assert [card.number for card in reading.cards] == [1, 2, 3]
    assert (reading.format, reading.bad_rows) == (Format.SEVERAL, [])


def test_the_same_files_can_be_chosen_together() -> None:
    data = put_together([("all.vcf", JO.encode()), ("di.csv", DI.encode()), ("al.xlsx", AL)])
    assert names(data) == ["Jo Bell", "Di Marsh", "Al Fox"]
    assert put_together([("all.vcf", JO.encode())]) == JO.encode()


def test_a_bad_file_among_good_ones_is_named_and_the_rest_is_read() -> None:
    data = put_together([
        ("all.vcf", JO.encode()), ("holiday.jpg", b"\xff\xd8\xff\xe0"), ("letter.pdf", b"%PDF-1.4"),
        ("empty.csv", b""), ("old.zip", b"PK\x03\x04broken"), ("di.csv", DI.encode()), ("words.txt", b"just words\n"),
    ])  # fmt: skip
    assert names(data) == ["Jo Bell", "Di Marsh"]
    assert left_out(data) == ["holiday.jpg", "letter.pdf", "empty.csv", "old.zip", "words.txt"]
    assert all(bad.reason for bad in read(data).bad_rows)


def test_a_bad_row_says_in_which_file_it_is() -> None:
    data = zipped({"a.csv": DI, "b.csv": "Name,Email\nJo,jo@example.com,too many\n"})
    assert left_out(data) == ["Jo jo@example.com too many (b.csv)"]


def test_pictures_and_pages_that_lie_beside_the_cards_are_passed_over() -> None:
    data = zipped({
        "Takeout/archive_browser.html": "<html>", "Takeout/Contacts/Friends/Friends.vcf": JO,
        "Takeout/Contacts/Friends/Jo Bell.jpg": b"\xff\xd8\xff",
        "__MACOSX/._Friends.vcf": b"\0\5\x16\7", ".DS_Store": b"\0",
    })  # fmt: skip
    reading = read(data)
    assert [card.name for card in reading.cards] == ["Jo Bell"]
    said = "They aren’t address books, so we’ve left out these 2: archive_browser.html, Jo Bell.jpg."
    assert [bad.reason for bad in reading.bad_rows] == [said]


def test_of_linkedin_s_archive_only_the_tables_of_people_are_read() -> None:
    connections = (
        "Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nJo,Bell,,,A,B,1 May 2024\n"
    )
    data = zipped({
        "Connections.csv": connections, "Profile.csv": "First Name,Last Name,Headline\nMy,Self,x\n",
        "messages.csv": "FROM,TO,CONTENT\nA,B,hello\n",
        "Contacts.csv": "FirstName,LastName,Emails\nDi,Marsh,di@example.com\n",
    })  # fmt: skip
    assert sorted(names(data)) == ["Di Marsh", "Jo Bell"]


def test_a_zip_within_a_zip_is_read_and_one_within_that_is_named() -> None:
    inner = zipped({"all.vcf": JO})
    assert names(zipped({"inner.zip": inner})) == ["Jo Bell"]
    assert names(put_together([("a.zip", zipped({"inner.zip": inner})), ("di.csv", DI.encode())])) == [
        "Jo Bell", "Di Marsh",
    ]  # fmt: skip
    deeper = zipped({"di.csv": DI, "deep.zip": zipped({"inner.zip": inner})})
    assert (names(deeper), left_out(deeper)) == (["Di Marsh"], ["inner.zip"])


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\x\\jo.vcf", "jo\n.vcf", "a" * 5000, "\u202ejo"]
)
def test_names_in_a_zip_are_only_words(name: str) -> None:
    reading = read(zipped({name: JO, "bad.pdf": "%PDF", f"x/{name}": "%PDF"}))
    assert [card.name for card in reading.cards] == ["Jo Bell"]
    assert all(len(bad.hint) <= 80 and "/" not in bad.hint and "\n" not in bad.hint for bad in reading.bad_rows)


def test_two_files_of_one_name_are_two_files() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.vcf", JO)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.vcf", DI)
    assert names(out.getvalue()) == ["Jo Bell", "Di Marsh"]


def test_if_no_file_can_be_read_the_first_says_why() -> None:
    with pytest.raises(UnreadableFile, match=r"letter\.pdf, nor the other file with it. This is a PDF"):
        read(put_together([("letter.pdf", b"%PDF-1.4"), ("empty.csv", b"")]))
    with pytest.raises(UnreadableFile, match="holds no address book"):
        read(zipped({"photo.jpg": b"\xff\xd8\xff"}))
    with pytest.raises(UnknownColumns):
        read(put_together([("a.csv", b"Nimi,Puhelin\nJo,07700900123\n"), ("empty.csv", b"")]))


def bomb(sizes: list[int], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("all.vcf", JO, zipfile.ZIP_DEFLATED)
        for number, size in enumerate(sizes):
            archive.writestr(f"{number}.csv", b" " * size)
    return out.getvalue()


BOMBS = {
    "one large file": bomb([40_000_000]),
    "many files": bomb([30_000_000] * 4),
    "a file that says it is small": bomb([30_000_000]).replace(struct.pack("<I", 30_000_000), struct.pack("<I", 3000)),
    "another way of packing": bomb([30_000_000], zipfile.ZIP_BZIP2),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_file_that_unpacks_to_more_than_a_book_is_named_and_the_rest_is_read(kind: str) -> None:
    tracemalloc.start()
    try:
        reading = read(BOMBS[kind])
        assert tracemalloc.get_traced_memory()[1] < (110_000_000 if kind == "many files" else 10_000_000)
    finally:
        tracemalloc.stop()
    assert [card.name for card in reading.cards] == ["Jo Bell"]
    assert reading.bad_rows


def test_a_zip_that_lists_very_many_files_is_refused_before_they_are_listed() -> None:
    data = zipped({"all.vcf": JO})
    with pytest.raises(UnreadableFile, match="more files than we can look at"):
        read(data[:-22] + b"PK\x01\x02" * 20_000 + data[-22:])
    with pytest.raises(UnreadableFile, match="more files than we can look at"):
        read(zipped({f"{number}.vcf": JO for number in range(501)}))


def test_people_of_all_files_together_are_counted() -> None:
    with pytest.raises(UnreadableFile, match="more than 1,000 people"):
        read(zipped({"a.vcf": JO * 600, "b.vcf": JO * 600}), most_cards=1000)
