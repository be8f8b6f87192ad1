"""Whatever the bytes, nothing breaks; and what a program wrote comes back."""

import os
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from network.imports.reading import Card, Format, Reading, UnreadableFile, read
from network.models import Address, Contact, ContactImport
from tests.hypothesis_profiles import examples
from tests.network.imports.reading.writers import Somebody, books, folded, table, vcard_2_1, vcard_3_or_4

SHARED = Path(os.environ.get("BACKR_SHARED", Path(__file__).resolve().parents[5] / "shared")) / "data" / "address-books"
PIECES = [
    *(
        b"BEGIN:VCARD\r\n",
        b"END:VCARD\r\n",
        b"BEGIN:VCARD\nVERSION:2.1\n",
        b"VERSION:4.0\n",
        b"FN:Jo\n",
        b"N:Bell;Jo\n",
    ),
    *(b"FN;CHARSET=", b"ENCODING=QUOTED-PRINTABLE:", b"=C3=A", b"=\r\n", b"\n ", b"\xff\xfe", b"\0", b";", b":", b","),
    *(b"EMAIL:", b"TEL;TYPE=FAX:", b"item1.X-ABLabel:", b"KIND:group\n", b"AGENT:\n", b"ADR:;;;", b"ORG:", b"\\", b'"'),
    *(b"First Name,Last Name,Mobile Phone,Notes\n", b"Name,E-mail 1 - Value\n", b"PHOTO;BASE64:\n", b"jo@example.com"),
    *(b"First Name;Last Name;Position;Connected On\n", b"\n", b"\r", b"\x81", "é".encode(), "é".encode("cp1252")),
    "\u202e\ud800".encode("utf-8", "surrogatepass"),
]
scraps = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)), max_size=40).map(b"".join)


def is_fit_to_keep(reading: Reading) -> None:
    """Check what the tables of the database ask of every card."""
    numbers = sorted([card.number for card in reading.cards] + [bad.number for bad in reading.bad_rows])
    assert numbers == list(range(1, len(numbers) + 1))
    for bad in reading.bad_rows:
        assert 0 < len(bad.reason) < 200
        assert len(bad.hint) <= 80
    for card in reading.cards:
        assert card.name.strip()
        for text, longest in (
            (card.name, 120),
            (card.work, 200),
            (card.firm, 120),
            (card.place_words, 120),
            (card.note, 5000),
        ):
            assert len(text) <= longest
            assert not any((ord(letter) < 32 and letter != "\n") or 0xD800 <= ord(letter) < 0xE000 for letter in text)
        for value in (*card.emails, *card.phones, *card.other_numbers):
            assert 0 < len(value) <= 254
        assert Card.from_mapping(card.as_mapping()) == card


@settings(max_examples=examples(400), deadline=2000)
@given(scraps)
@example(b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=utf-16:=00\nEND:VCARD")
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with suppress(UnreadableFile):
        is_fit_to_keep(read(data))


@settings(max_examples=examples(150), deadline=2000)
@given(st.data())
def test_a_real_file_may_be_cut_or_spoilt_anywhere(data: st.DataObject) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"The shared address books are not at {SHARED}.")
    whole = (SHARED / data.draw(st.sampled_from(["android.vcf", "gmail.vcf", "rfc6350-example.vcf"]))).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    spoilt = whole[:start] + data.draw(st.binary(max_size=6)) + whole[end:]
    with suppress(UnreadableFile):
        is_fit_to_keep(read(spoilt))


def comes_back(data: bytes, people: list[Somebody], kind: Format) -> None:
    reading = read(data)
    assert (reading.format, reading.bad_rows) == (kind, [])
    for card, person in zip(reading.cards, people, strict=True):
        assert card.name == squeezed(person.name).strip(" ,;")
        assert card.work == ", ".join(part for part in (squeezed(person.title), squeezed(person.organisation)) if part)
        assert (card.emails, card.phones) == (person.emails, person.phones)
        assert card.place_words == squeezed(person.town)
        assert card.note == "\n".join(squeezed(line) for line in person.note.split("\n")).strip()


def squeezed(text: str) -> str:
    return " ".join(normalize("NFC", text).split())


@settings(max_examples=examples(100), deadline=2000)
@given(books, st.sampled_from(["3.0", "4.0"]), st.integers(12, 90), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_vcard_3_and_4_come_back(people: list[Somebody], version: str, width: int, encoding: str) -> None:
    data = "".join(vcard_3_or_4(person, version, width) for person in people).encode(encoding)
    comes_back(data, people, Format.VCARD)


@settings(max_examples=examples(100), deadline=2000)
@given(books, st.sampled_from(["UTF-8", "GB18030"]))
def test_vcard_2_1_comes_back(people: list[Somebody], charset: str) -> None:
    comes_back("".join(vcard_2_1(person, charset) for person in people).encode("ascii"), people, Format.VCARD)


@settings(max_examples=examples(100), deadline=2000)
@given(books, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]))
def test_a_table_comes_back(people: list[Somebody], delimiter: str, encoding: str) -> None:
    comes_back(table(people, delimiter).encode(encoding), people, Format.GOOGLE)


def test_folding_cuts_where_it_will() -> None:
    assert folded("abcd", 2) == "ab\r\n cd"


def test_ten_thousand_cards_are_read() -> None:
    one = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Bell;Jo {0};;;\r\nFN:Jo {0} Bell\r\nORG:Haverby Bakery;\r\nTITLE:Baker\r\n"
    more = "EMAIL;type=INTERNET;type=HOME:jo{0}@example.com\r\nTEL;type=CELL:+44 7700 {0:06}\r\nEND:VCARD\r\n"
    data = "".join((one + more).format(number) for number in range(10_000)).encode()
    reading = read(data)
    assert len(reading.cards) == 10_000
    assert reading.cards[9_999].emails == ("jo9999@example.com",)


def test_a_card_fits_the_tables_that_keep_it() -> None:
    for field, longest in (("name", 120), ("work", 200), ("place_words", 120), ("note", 5000)):
        assert Contact._meta.get_field(field).max_length == longest
    assert Address._meta.get_field("value").max_length == 254
    assert {kind.value for kind in Format} == set(ContactImport.Format.values)
