"""Tables of which the member is asked what their columns are: which rows they have, and what the columns look like."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from network.imports.reading.cards import TableColumns
from network.imports.reading.naming import emails_amid
from network.imports.reading.tables.columns import MOST_COLUMNS, Layout, shown
from network.imports.reading.tables.headings import Role
from network.imports.reading.tables.lists import PHONE
from network.imports.reading.tables.records import Record, records
from network.platform.text import tidy

SAMPLE = 50  # rows
MOST_EXAMPLES = 3
LONGEST_EXAMPLE = 40
ENOUGH = 0.6  # of the sample are as wide as the first row; fewer in letters, programs and lists
LONGEST_HEADING = 60


class Examples:
    """The first different values of each column of a table, gathered while it is read."""

    def __init__(self, layout: Layout, *, first_is_person: bool = False) -> None:
        self.layout = layout
        self.first_is_person = first_is_person
        self.values: list[dict[str, None]] = [{} for _heading in layout.headings]
        self.wanted = list(range(len(layout.headings)))

    def add(self, cells: Sequence[str]) -> None:
        is_full = False
        for at in self.wanted:
            if cell := cells[at]:
                self.values[at].setdefault(example(cell))
                is_full = is_full or len(self.values[at]) >= MOST_EXAMPLES
        if is_full:
            self.wanted = [at for at in self.wanted if len(self.values[at]) < MOST_EXAMPLES]

    def columns(self) -> TableColumns:
        """Return the columns as the member is to see them."""
        roles = tuple(str(column.role) if column else "" for column in self.layout.columns)
        examples = tuple(tuple(value for value in values if value) for values in self.values)
        return TableColumns(shown(self.layout.cells), roles, examples, first_is_person=self.first_is_person)


def unknown_columns(text: str, delimiters: str) -> TableColumns | None:
    """Return the columns of a table of which no heading is known, with a guess by what they hold; None if it is none.

    A table has two rows at least, and most are as wide as the first one. `first_is_person` if its first row looks like
    the others: it holds an address or a number, or has no cell for each column.
    """
    best: list[Record] = []
    for delimiter in delimiters:
        rows = [row for row in islice(records(text, delimiter), SAMPLE) if not row.problem and any(row.cells)]
        if is_table(rows) and (not best or len(rows[0].cells) > len(best[0].cells)):
            best = rows
    if not best:
        return None
    width = len(best[0].cells)
    cells = [[*row.cells, *[""] * width][:width] for row in best]
    columns = list(zip(*cells, strict=True))
    first = looks_like_a_person(cells[0])
    below = [column if first else column[1:] for column in columns]
    examples = tuple(
        tuple(islice(dict.fromkeys(example(cell) for cell in column if cell), MOST_EXAMPLES)) for column in below
    )
    roles = tuple(map(guessed, below))
    if not any(roles) and not any(map(holds_words, below)):
        return None
    return TableColumns(shown(cells[0]), roles, examples, understood=False, first_is_person=first)


def is_table(rows: Sequence[Record]) -> bool:
    if len(rows) < 2 or not 2 <= len(rows[0].cells) <= MOST_COLUMNS:
        return False
    widths = Counter(len(row.cells) for row in rows)
    filled = sum(sum(map(bool, row.cells)) > 1 for row in rows)
    texts = "".join("".join(row.cells)[:500] for row in rows[:10])
    has_letters = any(map(str.isalpha, texts))
    is_binary = any(unicodedata.category(letter) in ("Cc", "Co", "Cn") and letter not in "\n\t" for letter in texts)
    return has_letters and not is_binary and min(widths[len(rows[0].cells)], filled) >= ENOUGH * len(rows)


def looks_like_a_person(cells: Sequence[str]) -> bool:
    """Tell whether the first row is no row of headings: it holds an address or a number, or leaves cells out."""
    return not all(cells) or any(guessed([cell]) or len(cell) > LONGEST_HEADING for cell in cells)


def guessed(values: Sequence[str]) -> str:
    """Return the role that the values of a column speak for: addresses or numbers; "" for words."""
    values = [value for value in values if value]
    if not values:
        return ""
    if sum(any(emails_amid(value[:500])) for value in values) > len(values) / 2:
        return str(Role.EMAIL)
    return str(Role.PHONE) if sum(bool(PHONE.fullmatch(value)) for value in values) > len(values) / 2 else ""


def holds_words(values: Sequence[str]) -> bool:
    """Tell whether a column may hold names: most values have letters in them."""
    values = [value for value in values if value]
    return sum(any(map(str.isalpha, value[:100])) for value in values) * 2 > len(values)


def example(cell: str) -> str:
    return tidy(cell[: 4 * LONGEST_EXAMPLE], LONGEST_EXAMPLE)
