"""Excel's workbooks (.xlsx), by openpyxl, made into tables of text."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from itertools import chain, islice, repeat
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser

from network.imports.reading.cards import UnreadableFile
from network.imports.reading.packages import BROKEN, LONGEST_FILE, MOST_UNZIPPED, opened, unpacked
from network.imports.reading.tables.records import without_last_blanks

MOST_ROWS = 1_100_000  # Excel has 1,048,576; rows beyond these are of no program
MOST_SHEETS = 50
MOST_TAGS = 4_000_000  # of the XML, as each takes memory until its row is read
LONGEST_ROW = 4 * 1024 * 1024  # bytes of the XML
LAST_COLUMN = 501  # one more than a table may have, so that a wider one is seen
ROW = re.compile(rb"<(?:\w+:)?(?:row|si)[ />]")
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
ERRORS = frozenset(["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"])
TEXT_OF_FORMULA = re.compile(r'"([^"]*)"$')


def is_workbook(names: Collection[str]) -> bool:
    """Tell whether a zip with these names in it is a workbook."""
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)


def sheets_of(data: bytes) -> Iterator[tuple[str, "str | SheetLeftOut"]]:
    """Give the title of each sheet that holds something, and its rows as comma-separated text, or why it is left out.

    Raises `UnreadableFile` where the file is broken or larger than any address book. Entities in the XML, with which a
    small file could grow without end, are refused by defusedxml, which openpyxl uses if it is there.
    """
    parts = xml_parts(data)
    has_formulas = any(FORMULA.search(xml) for name, xml in parts.items() if name.startswith("xl/worksheets/"))
    packed = repacked(parts)
    del parts
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that are not read
            yield from sheets_in(packed, has_formulas=has_formulas)
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl raises nearly anything for XML that is not what it expects
        raise UnreadableFile(broken_workbook()) from error


def xml_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook that hold its cells. Raises `UnreadableFile` where they are too large."""
    parts: dict[str, bytes] = {}
    total = tags = 0
    with opened(data) as archive:
        for file in archive.infolist():
            if not file.filename.endswith((".xml", ".rels")) or "/drawings/" in file.filename:
                continue
            total += file.file_size
            if file.file_size > LONGEST_FILE or total > MOST_UNZIPPED:
                raise UnreadableFile(too_big())
            try:
                xml = unpacked(archive, file)
            except BROKEN as error:
                raise UnreadableFile(broken_workbook()) from error
            tags += xml.count(b"<")
            if tags > MOST_TAGS or longest_row(xml) > LONGEST_ROW:
                raise UnreadableFile(too_big())
            parts[file.filename] = xml
    return parts


def longest_row(xml: bytes) -> int:
    """Return the bytes between two rows that are farthest apart, as all of a row is held at once while it is read."""
    if len(xml) <= LONGEST_ROW:
        return 0
    longest = last = 0
    for row in ROW.finditer(xml):
        longest, last = max(longest, row.start() - last), row.start()
    return max(longest, len(xml) - last)


def repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """Put the parts in a zip of their true sizes, since openpyxl unpacks some of them at once, whatever they say."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return out


class SheetLeftOut(UnreadableFile):
    """A sheet that is not read, and why."""


def holds_something(sheet: Any) -> bool:
    return any(cell is not None for row in islice(rows_of(sheet), 50) for cell in row)


def sheets_in(file: io.BytesIO, *, has_formulas: bool) -> Iterator[tuple[str, str | SheetLeftOut]]:
    """Give title and text of each sheet, or why it is left out.

    With formulas the file is read twice: for their results and for themselves.
    """
    results = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(file, read_only=True, keep_links=False) if has_formulas else None
    shown = [sheet for sheet in results.worksheets if sheet.sheet_state == "visible"]
    for sheet in results.worksheets[: 4 * MOST_SHEETS]:
        if sheet.sheet_state != "visible" and holds_something(sheet):
            yield (
                str(sheet.title),
                SheetLeftOut(
                    _("This sheet is hidden, so we’ve left it out. To bring it too, unhide it and save again.")
                ),
            )
    for sheet in shown[MOST_SHEETS:][:MOST_SHEETS]:
        yield (
            str(sheet.title),
            SheetLeftOut(_("There are more sheets here than we can read, so we’ve left this one out.")),
        )
    for sheet in shown[:MOST_SHEETS]:
        rows = rows_of(sheet)
        behind = rows_of(formulas[sheet.title]) if formulas else repeat(())
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        for cells, said in zip(rows, behind, strict=False):
            if cells.count(None) == len(cells) and (not said or said.count(None) == len(said)):
                continue
            texts = [text_of(cell, formula) for cell, formula in zip(cells, chain(said, repeat(None)), strict=False)]
            if any(texts):
                writer.writerow(without_last_blanks(texts))
        if text := out.getvalue():
            yield str(sheet.title), text


def rows_of(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Give the rows that are in a sheet, of a bounded width, whatever it says of its own size.

    openpyxl's own reader counts through the rows that are missing: a sheet of one row, with the last number that there
    is, would cost as much as one of a million. Raises `UnreadableFile` for more rows than any program makes.
    """
    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for count, (_number, cells) in enumerate(parser.parse()):
            if count > MOST_ROWS:
                raise UnreadableFile(too_big())
            yield sheet._get_row(cells, 1, LAST_COLUMN, values_only=True)


def text_of(value: Any, formula: Any = None) -> str:
    """Return what a cell shows: numbers with all their digits, dates without a time that nobody wrote.

    Of a formula whose result is not in the file, as programs write that are no Excel, the last text in it.
    """
    if value is None:
        if (
            isinstance(formula, str)
            and formula.startswith("=")
            and (text := TEXT_OF_FORMULA.search(formula[:2000].rstrip(" )\t\r\n")))
        ):
            return text.group(1)
        return ""
    if isinstance(value, str):
        return "" if value in ERRORS else value.replace("_x000D_", "").replace("\r", "")
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e17 else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def too_big() -> str:
    return _(
        "This spreadsheet is much larger than an address book. Copy the rows with people into a new one, without "
        "colours and pictures, and save that."
    )


def broken_workbook() -> str:
    return _(
        "This spreadsheet is damaged, or locked in part. Open it in Excel or Google Sheets, choose File, “Save as” or "
        "“Download”, then CSV, and bring in that file."
    )
