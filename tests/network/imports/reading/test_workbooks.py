"""Excel's files: several sheets, numbers and dates where numbers are meant, and files made to do harm."""

import io
import re
import struct
import sys
import tracemalloc
import zipfile
from datetime import date, datetime
from types import FrameType
from typing import Any

import pytest

from network.imports.reading import Card, Format, UnknownColumns, UnreadableFile, read
from tests.network.imports.reading.workbooks import with_part, workbook

HEADINGS = ["First Name", "Last Name", "E-mail", "Mobile", "Company", "Shoe size"]
JO = ["Jo", "Bell", "jo@example.com", "07700 900123", "Haverby Bakery", 38]
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def only(*rows: Any) -> Card:
    [card] = read(workbook(rows)).cards
    return card


def test_a_sheet_is_read_as_a_table_and_the_columns_left_out_are_named() -> None:
    reading = read(workbook([HEADINGS, JO]))
    [jo] = reading.cards
    assert (jo.name, jo.emails, jo.phones, jo.firm) == (
        "Jo Bell",
        ("jo@example.com",),
        ("07700 900123",),
        "Haverby Bakery",
    )
    assert (reading.format, reading.unused) == (Format.EXCEL, ("Shoe size",))


def test_every_sheet_is_read_and_one_without_people_is_named() -> None:
    data = workbook([HEADINGS, JO], [["Name", "Phone"], ["Di Marsh", "01632 960123"]], [["Just", "words"]])
    reading = read(data)
    assert [card.name for card in reading.cards] == ["Jo Bell", "Di Marsh"]
    assert [(bad.number, bad.hint) for bad in reading.bad_rows] == [(3, "Rest")]


@pytest.mark.parametrize(
    ("cell", "phones", "note"),
    [
        (447700900123, ("447700900123",), ""),
        (447700900123.0, ("447700900123",), ""),
        (7700900123, ("7700900123",), ""),
        ("+447700900123", ("+447700900123",), ""),
        ("4.47700900123E+11", ("447700900123",), ""),
        ("4.47701E+11", (), "4.47701E+11"),
        ("'07700900123", ("07700900123",), ""),
        ('="07700900123"', ("07700900123",), ""),
        ("07700 900123\n07700 900124", ("07700 900123", "07700 900124"), ""),
        (datetime(2024, 3, 12), (), "2024-03-12"),  # noqa: DTZ001 - a sheet knows no time zone
        (date(2024, 3, 12), (), "2024-03-12"),
        ("#REF!", (), ""),
        (True, (), "yes"),
    ],
)
def test_numbers_come_out_as_they_were_typed(cell: Any, phones: tuple[str, ...], note: str) -> None:
    jo = only(["Name", "Mobile"], ["Jo Bell", cell])
    assert (jo.phones, jo.note) == (phones, note)


def test_formulas_give_their_results_or_where_these_are_missing_their_texts() -> None:
    link = '=HYPERLINK("mailto:jo@example.com","jo@example.com")'
    data = workbook([["Name", "E-mail", "Town"], ["Jo Bell", link, "=A1&B1"]])
    assert read(data).cards[0].emails == ("jo@example.com",)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(SHEET).decode()
    counted = re.sub(r"(<f>A1&amp;B1</f>)<v\s*/?>(?:</v>)?", r"\1<v>Haverby</v>", sheet).replace(
        'r="C2"', 'r="C2" t="str"'
    )
    assert read(with_part(data, SHEET, counted)).cards[0].place_words == "Haverby"


def test_rows_and_columns_may_begin_anywhere_and_hidden_sheets_stay_hidden() -> None:
    rows = [[None] * 6, ["Our club, members of 2026"], [], [None, None, *HEADINGS], [None, None, *JO], [], [None]]
    assert only(*rows).name == "Jo Bell"
    data = workbook([HEADINGS, JO], [["Name", "Phone"], ["Di Marsh", "01632 960123"]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    hidden = re.sub(r'(name="More"[^>]*?)state="visible"', r'\1state="hidden"', book)
    assert [card.name for card in read(with_part(data, "xl/workbook.xml", hidden)).cards] == ["Jo Bell"]


def test_headings_that_nobody_knows_can_be_explained() -> None:
    with pytest.raises(UnknownColumns) as unknown:
        read(workbook([["Nimi", "Puhelin"], ["Jo Bell", "07700 900123"]]))
    [table] = unknown.value.tables
    assert (table.headings, table.roles) == (("Nimi", "Puhelin"), ("", "phone"))


def sheet_of(rows: str, before: str = "") -> bytes:
    data = workbook([HEADINGS, JO])
    return with_part(data, SHEET, f"<worksheet {NAMESPACE}>{before}<sheetData>{rows}</sheetData></worksheet>")


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
NAME = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Phone</t></is></c></row>'
)
PERSON = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>Jo Bell</t></is></c><c r="B{0}"><v>7700900123</v></c></row>'


def sheet(rows: str) -> str:
    return f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"


HARMFUL = {
    "entities": BOMB + sheet('<row><c t="inlineStr"><is><t>&i;</t></is></c></row>'),
    "an entity from a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + sheet('<row><c t="inlineStr"><is><t>&a;</t></is></c></row>'),
    "no XML": "Name,Phone",
    "half of the XML": f"<worksheet {NAMESPACE}><sheetData><row r='1'>",
    "a row that is no number": sheet("<row r='x'><c r='A1'><v>1</v></c></row>"),
    "a string that is not there": sheet("<row r='1'><c r='A1' t='s'><v>99</v></c></row>"),
}


@pytest.mark.parametrize("kind", HARMFUL)
def test_broken_and_harmful_sheets_are_refused_in_plain_words(kind: str) -> None:
    with pytest.raises(UnreadableFile, match="damaged, or locked"):
        read(with_part(workbook([HEADINGS, JO]), SHEET, HARMFUL[kind]))


def test_a_sheet_that_is_larger_than_its_people_is_read_quickly() -> None:
    wide = PERSON.format(2).replace("</row>", '<c r="XFD2"><v>1</v></c></row>')
    for rows in (
        NAME + PERSON.format(1_048_576),
        NAME + '<row r="2"/>' * 50_000 + PERSON.format(60_000),
        NAME + wide,
    ):
        data = sheet_of(rows, '<dimension ref="A1:XFD1048576"/>')
        assert [card.phones for card in read(data).cards] == [("7700900123",)]


def test_more_rows_than_any_program_makes_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.imports.reading.sheets.MOST_ROWS", 50)
    with pytest.raises(UnreadableFile, match="much larger than an address book"):
        read(sheet_of(NAME + "<row/>" * 60 + PERSON.format(99)))


def steps_of_reading(data: bytes) -> int:
    """Return how many lines of Python are run while the file is read."""
    steps = 0

    def count(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal steps
        steps += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        read(data)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("below", [9_000, 99_999_999_999])
def test_rows_that_are_missing_cost_nothing(below: int) -> None:
    """A few bytes could name them in each of hundreds of sheets, and of hundreds of workbooks in a zip."""
    read(sheet_of(NAME + PERSON.format(2)))  # what is worked out once
    near, far = (steps_of_reading(sheet_of(NAME + PERSON.format(row))) for row in (2, below))
    assert far < 1.2 * near


def test_a_zip_that_says_it_is_smaller_than_it_is_unpacks_to_no_more() -> None:
    huge = with_part(workbook([HEADINGS, JO]), "[Content_Types].xml", b" " * 30_000_000)
    lying = huge.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 3000))
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile):
            read(lying)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", SHEET, "xl/styles.xml", "docProps/core.xml"])
def test_parts_larger_than_any_address_book_are_refused_before_they_are_unpacked(part: str) -> None:
    with pytest.raises(UnreadableFile, match="much larger than an address book"):
        read(with_part(workbook([HEADINGS, JO]), part, b"<a>" + b" " * 33 * 1024 * 1024))


def test_one_row_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="much larger than an address book"):
        read(sheet_of('<row r="1">' + "<c/>" * 1_100_000 + "</row>"))
