"""Files that are none, and files made to do harm."""

import io
import zipfile

import pytest

from network.imports.reading import UnreadableFile, read


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, contents in files.items():
            archive.writestr(name.replace("_", "."), contents)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty"),
        (b"\xff\xfe", "empty"),
        (b"\0" * 1000, "empty"),
        (zipped(), "zip file"),
        (zipped(readme_txt="hello"), "zip file"),
        (zipped(contacts_vcf="BEGIN:VCARD\nFN:Jo\nEND:VCARD\n")[:60], "zip file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Outlook file"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "picture"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"<!DOCTYPE html><title>Sign in</title>", "web page"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "couldn’t find any people"),
        (b"END:VCARD\n", "couldn’t find any people"),
        (bytes(range(256)) * 50, "couldn’t find any people"),
        (b'{"contacts": []}', "program’s own database"),
    ],
)
def test_what_is_no_address_book_is_refused_with_words_that_help(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read(data)


def test_the_cards_of_a_zip_are_read_together() -> None:
    def card(name: str) -> str:
        return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD"

    data = zipped(friends_vcf=card("Jo"), picture_jpg="no", family_vcf=card("Di") + "\n" + card("Zoë"))
    assert [one.name for one in read(data).cards] == ["Jo", "Di", "Zoë"]


def test_a_zip_that_unpacks_to_more_than_a_book_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.imports.reading.packages.LONGEST_FILE", 100)
    with pytest.raises(UnreadableFile, match="zip file"):
        read(zipped(contacts_vcf="BEGIN:VCARD\nFN:Jo\nEND:VCARD\n" * 10))


def test_too_many_people_are_refused_with_the_number_that_can_be_taken() -> None:
    with pytest.raises(UnreadableFile, match="more than 1,000 people"):
        read(b"BEGIN:VCARD\nFN:Jo\nEND:VCARD\n" * 1001, most_cards=1000)
    with pytest.raises(UnreadableFile, match="more than 1,000 people"):
        read(b"First Name,Last Name,Mobile Phone\n" + b"Jo,Bell,\n" * 1001, most_cards=1000)


def test_nul_bytes_are_taken_out() -> None:
    [jo] = read(b"BEGIN:VCARD\nFN:J\0o\nNOTE:a\0b\nTITLE:Ba\\0ker\x07\nEND:VCARD\n").cards
    assert (jo.name, jo.note, jo.work) == ("Jo", "ab", "Ba\\0ker")


def test_nul_hidden_in_an_encoding_is_taken_out_too() -> None:
    data = b"BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:J=00o\nNOTE;ENCODING=B:YQBi\nEND:VCARD\n"
    [jo] = read(data).cards
    assert (jo.name, jo.note) == ("Jo", "ab")


def test_marks_that_turn_the_direction_of_writing_are_taken_out() -> None:
    assert read("BEGIN:VCARD\nFN:Jo \u202egnp.exe\nEND:VCARD\n".encode()).cards[0].name == "Jo gnp.exe"


def test_a_name_of_invisible_marks_is_no_name() -> None:
    reading = read("BEGIN:VCARD\nFN:\u200b\u200d\u2060\u202e\nEND:VCARD\n".encode())
    assert (reading.cards, len(reading.bad_rows)) == ([], 1)


def test_a_photograph_of_a_megabyte_is_dropped_and_the_person_kept() -> None:
    folded = b"\r\n ".join([b"A" * 74] * 18_000)
    data = (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jo\r\nPHOTO;ENCODING=b;TYPE=JPEG:"
        + folded
        + b"\r\nTEL:07700900123\r\nEND:VCARD"
    )
    [jo] = read(data).cards
    assert (jo.name, jo.phones, len(repr(jo)) < 400) == ("Jo", ("07700900123",), True)


def test_base64_that_is_not_indented_does_not_run_into_the_next_property() -> None:
    data = b"BEGIN:VCARD\nVERSION:2.1\nPHOTO;BASE64:\nAAAA\nBB==\n\nFN:Jo\nTEL:07700900123\nEND:VCARD\n"
    [jo] = read(data).cards
    assert (jo.name, jo.phones) == ("Jo", ("07700900123",))


@pytest.mark.parametrize(
    "line",
    [
        b"FN:" + b"x" * 100_000,
        b"TEL;" + b"," * 100_000,
        b"TEL;" + b";" * 100_000,
        b"TEL;A=" + b"," * 100_000 + b":1234567",
        b'TEL;A="' + b'";"' * 40_000,
        b"TEL" + b";TYPE=HOME" * 20_000 + b":1234567",
        b"N:" + b";" * 100_000,
        b"N:" + b"\\," * 50_000,
        b"NOTE:" + b"\\" * 100_001,
        b"NOTE;QUOTED-PRINTABLE:" + b"=\n" * 50_000,
        b"NOTE;QUOTED-PRINTABLE:" + b"=C3" * 40_000,
        b"FN;CHARSET=idna;QUOTED-PRINTABLE:" + b"xn--a" * 20_000,
        b"FN;CHARSET=punycode;QUOTED-PRINTABLE:" + b"a-" * 50_000,
        b"EMAIL:" + b"a@" * 50_000,
        b"EMAIL:" + b"<" * 100_000,
        b"TEL:tel:" + b";ext=1" * 20_000,
        b"a." * 50_000 + b"TEL:1234567",
        b"\n" * 100_000 + b"TEL:1234567",
        b"NOTE:x\n " * 20_000,
        b"BEGIN:VCARD\n" * 9_000,
        b"AGENT:\nBEGIN:VCARD\n" * 9_000,
    ],
    ids=lambda line: repr(line[:24]),
)
def test_reading_comes_to_an_end_whatever_a_line_holds(line: bytes) -> None:
    """A pattern that tries every way to read one of these would not end while anybody waits."""
    reading = read(b"BEGIN:VCARD\nVERSION:3.0\nFN:Jo\n" + line + b"\nEND:VCARD\n")
    assert len(reading.cards) + len(reading.bad_rows) >= 1


@pytest.mark.parametrize("cell", [b'"' * 100_001, b"x" * 300_000, b'"\n' * 20_001, b'a"b\n' * 9_001, b'","' * 30_001])
def test_reading_comes_to_an_end_whatever_a_cell_holds(cell: bytes) -> None:
    reading = read(b"First Name,Last Name,Mobile Phone\nAl,Fox,\n" + cell + b"\nJo,Bell,\n", most_cards=30_000)
    assert reading.cards[0].name == "Al Fox"


def test_a_line_too_long_to_be_a_person_spoils_no_other() -> None:
    reading = read(b"First Name,Last Name,Mobile Phone\nAl,Fox,\n" + b"x" * 300_000 + b"\nJo,Bell,\n")
    assert [card.name for card in reading.cards] == ["Al Fox", "Jo Bell"]
    assert len(reading.bad_rows) == 1
