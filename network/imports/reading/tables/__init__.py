"""Address books as tables: each column is known by its heading, whichever program wrote it, or by what the member says.
Or as lists without any."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from network.imports.reading.cards import (
    BadRow,
    BrokenCard,
    Card,
    Format,
    Reading,
    TableColumns,
    TooManyPeople,
    UnknownColumns,
    UnreadableFile,
)
from network.imports.reading.composing import compose
from network.imports.reading.decoding import lines_read
from network.imports.reading.tables.columns import MOST_COLUMNS, Layout, found_in, may_be_headings, shown
from network.imports.reading.tables.headings import Column, Role, says_only_which
from network.imports.reading.tables.lists import read_list
from network.imports.reading.tables.records import Record, records, without_last_blanks
from network.imports.reading.tables.unknown import SAMPLE, Examples, guessed, unknown_columns
from network.platform.text import tidy

__all__ = ["read_table", "read_text"]

ROWS_BEFORE_HEADING = 20  # LinkedIn puts notes in front, spreadsheet programs a line "sep=;"
DELIMITERS = ",;\t|"
WRAPPED = re.compile(r'"((?:[^"\n]|"")*+)"')
MOST_TABLES = 12  # of which the columns are named; others are read all the same


class Start(NamedTuple):
    """Where a table begins: its first row, and what the columns hold."""

    delimiter: str
    first: Record
    layout: Layout
    first_is_person: bool = False


def read_table(data: bytes, *, most_cards: int, said: Sequence[TableColumns] = ()) -> Reading:
    return read_text(lines_read(data), most_cards=most_cards, said=said)


def read_text(
    text: str, *, most_cards: int, said: Sequence[TableColumns] = (), delimiters: str = DELIMITERS
) -> Reading:
    """Read every row below the heading. `said`: what the member says of tables, known by the cells of their first row.

    Raises `UnknownColumns` for a table whose headings nobody knows, `UnreadableFile` for what is no table or list of
    people or is too wide for one, `TooManyPeople`.
    """
    text = unwrapped(text, delimiters)
    if start := start_of(text, said, delimiters):
        return read_rows(text, start, said, most_cards=most_cards)
    unknown = unknown_columns(text, delimiters)
    if unknown and not unknown.first_is_person:
        raise UnknownColumns(unknown)
    if reading := read_people(text, most_cards=most_cards):
        return reading
    if unknown:
        raise UnknownColumns(unknown)
    if is_too_wide(text, delimiters):
        raise UnreadableFile(
            _(
                "This table has more than %(most)s columns, which is more than we can read. Delete those that you "
                "don’t need, and save it again."
            )
            % {"most": MOST_COLUMNS}
        )
    raise UnreadableFile(
        _(
            "We couldn’t find any people in this file. We can read vCard files (.vcf), Excel files (.xlsx), and CSV "
            "files whose first row says what is in each column, such as “Name”, “E-mail” and “Phone”."
        )
    )


def read_people(text: str, *, most_cards: int) -> Reading | None:
    """Read a list of people without headings; return None if the text is none."""
    cards: list[Card] = []
    bad_rows: list[BadRow] = []
    for number, found in enumerate(read_list(text), start=1):
        if number > most_cards:
            raise TooManyPeople(most_cards)
        try:
            cards.append(compose(found, number))
        except BrokenCard as broken:
            bad_rows.append(BadRow(number, str(broken), tidy(" ".join(found.notes), 80)))
    return Reading(Format.TABLE, cards, bad_rows) if cards or bad_rows else None


def unwrapped(text: str, delimiters: str) -> str:
    """Return a table of which each row stands whole in one quoted cell, as Excel may write it, with its rows apart."""
    first = WRAPPED.fullmatch(text.lstrip("\n").partition("\n")[0].strip())
    headings = first.group(1).replace('""', '"') if first else ""
    if not any(Layout(next(records(headings, mark)).cells).is_known for mark in delimiters if mark in headings):
        return text
    rows = ((WRAPPED.fullmatch(line.strip()), line) for line in text.split("\n"))
    return "\n".join(whole.group(1).replace('""', '"') if whole else line for whole, line in rows)


def start_of(text: str, said: Sequence[TableColumns], delimiters: str) -> Start | None:
    """Return where the table begins: at headings of which the member said something, or of which we know most."""
    best: Start | None = None
    for delimiter in delimiters:
        for record in islice(records(text, delimiter), ROWS_BEFORE_HEADING):
            if record.problem:
                continue
            if len(record.cells) > MOST_COLUMNS:
                continue
            if columns := said_of(record.cells, said):
                layout = Layout(record.cells, columns.roles)
                return Start(delimiter, record, layout, columns.first_is_person)
            layout = Layout(record.cells)
            if layout.is_known and (best is None or layout.fitness > best.layout.fitness):
                best = Start(delimiter, record, layout)
                break
    if best and None in best.layout.columns:
        take_by_values(text, best)
    return best


def take_by_values(text: str, start: Start) -> None:
    """Take columns for what they hold where their headings do not say it.

    One that holds an e-mail address of each person's own is theirs, where no heading is of addresses: beside them it is
    of somebody else, as "Account owner" is. Numbers under "Home" or "Work" alone are telephones.
    """
    layout = start.layout
    width = len(layout.headings)
    rows = [row.cells for row in islice(records(text, start.delimiter, width=width, start=start.first.end), SAMPLE)]
    for at in [at for at, column in enumerate(layout.columns) if column is None]:
        values = [cells[at] for cells in rows if at < len(cells) and cells[at]]
        role = guessed(values)
        if role == Role.EMAIL and Role.EMAIL not in layout.roles and len({*values}) == len(values):
            layout.columns[at] = Column(Role.EMAIL)
            layout.roles.add(Role.EMAIL)
        elif role == Role.PHONE and says_only_which(layout.headings[at]):
            layout.columns[at] = Column(Role.PHONE)
            layout.roles.add(Role.PHONE)


def is_too_wide(text: str, delimiters: str) -> bool:
    first = (record for delimiter in delimiters for record in islice(records(text, delimiter), ROWS_BEFORE_HEADING))
    return any(len(record.cells) > MOST_COLUMNS for record in first)


def said_of(cells: list[str], said: Sequence[TableColumns]) -> TableColumns | None:
    if not said:
        return None
    headings = list(shown(without_last_blanks(cells)))
    return next((columns for columns in said if without_last_blanks([*columns.headings]) == headings), None)


def read_rows(text: str, start: Start, said: Sequence[TableColumns], *, most_cards: int) -> Reading:
    cards: list[Card] = []
    bad_rows: list[BadRow] = []
    tables: dict[Layout, Examples] = {}
    for number, (layout, row) in enumerate(rows_below(text, start, said), start=1):
        if number > most_cards:
            raise TooManyPeople(most_cards)
        if layout not in tables and len(tables) < MOST_TABLES:
            tables[layout] = Examples(layout, first_is_person=start.first_is_person and layout is start.layout)
        if row.problem:
            bad_rows.append(BadRow(number, row.problem, tidy(" ".join(row.cells[:3]), 80)))
            continue
        if layout in tables:
            tables[layout].add(row.cells)
        try:
            cards.append(compose(found_in(layout, row.cells), number))
        except BrokenCard as broken:
            bad_rows.append(BadRow(number, str(broken), tidy(" ".join(row.cells[:3]), 80)))
    columns = tuple(examples.columns() for examples in tables.values())
    return Reading(start.layout.format, cards, bad_rows, columns)


def rows_below(text: str, start: Start, said: Sequence[TableColumns]) -> Iterator[tuple[Layout, Record]]:
    """Give each row that is not empty, with the headings above it. Headings in the midst begin another table."""
    delimiter, heading, layout, _person = start
    first = [heading] if start.first_is_person else []
    while True:
        width = len(layout.headings)
        for row in chain(first, records(text, delimiter, width=width, start=heading.end)):
            if layout.is_quoted_singly:
                row = unquoted(row, delimiter, width)
            if row not in first and may_be_headings(row.cells):
                below = heading_below(row.cells, said)
                if below and below.headings == layout.headings[: len(below.headings)]:
                    continue
                if below:
                    heading, layout, first = row, below, []
                    break
            if row.problem or any(row.cells):
                yield layout, row
        else:
            return


def heading_below(cells: list[str], said: Sequence[TableColumns]) -> Layout | None:
    """Return the columns of another table that begins in the midst of the file, if these are its headings."""
    cells = without_last_blanks(cells)
    columns = said_of(cells, said)
    layout = Layout(cells, columns.roles if columns else None)
    return layout if columns or layout.is_known else None


def unquoted(row: Record, delimiter: str, width: int) -> Record:
    """Return a row whose marks of text are single quotes, which may hold the delimiter, too."""
    whole = delimiter.join(row.cells).rstrip(delimiter)
    apart = whole[1:-1].split(f"'{delimiter}'")
    if len(whole) > 1 and whole[0] == whole[-1] == "'" and len(apart) == width:
        return Record(apart, row.end)
    cells = [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == "'" else cell for cell in row.cells]
    return Record(cells, row.end, row.problem)
