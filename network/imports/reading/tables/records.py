"""The records of a delimited text file, each apart: a quotation mark that is never closed spoils one line only."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

LONGEST_RECORD = 200  # lines; the longest notes have fewer, and an open quotation mark must not swallow a file
LONGEST_LINES = 120_000  # characters; below what the csv module takes as one cell


@dataclass(frozen=True, slots=True)
class Record:
    """One row. `end` is where in the text the next one starts. `problem`: why it cannot be read, "" if it can."""

    cells: list[str]
    end: int
    problem: str = ""


def records(text: str, delimiter: str, *, width: int = 0, start: int = 0) -> Iterator[Record]:
    """Give each record from `start` on. With a `width`, rows of other widths are padded or have a problem.

    A record goes on over line ends while a quotation mark is open. Where that leads nowhere (to the end of the text,
    over too many lines, to a row of the wrong width, or past whole rows), its first line alone is the broken one, and
    reading goes on with the second.
    """
    while start < len(text):
        if text[start] == "\n":
            start += 1
            continue
        first_end = line_end(text, start)
        end = closing_line(text, start)
        rows = parsed(text[start:end], delimiter) if end else []
        if (
            len(rows) == 1
            and end > first_end
            and width
            and (len(rows[0]) != width or swallows_rows(text[first_end:end], delimiter, width))
        ):
            rows = []
        if not rows:
            first = text[start:first_end].strip()
            problem = _("A quotation mark on this line is never closed, or the line is too long to be one person.")
            yield Record([first[:80]], first_end, problem if first else "")
            start = first_end
            continue
        for cells in rows:
            yield fitted(cells, end, width)
        start = end


def without_last_blanks(cells: list[str]) -> list[str]:
    last = max((at for at, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]


def line_end(text: str, start: int) -> int:
    """Return where the line after the one at `start` begins."""
    found = text.find("\n", start)
    return len(text) if found < 0 else found + 1


def closing_line(text: str, start: int) -> int:
    """Return the end of the line at which all quotation marks opened from `start` on are closed; 0 if there is none."""
    end, quotes = start, 0
    for _line in range(LONGEST_RECORD):
        before, end = end, line_end(text, end)
        quotes += text.count('"', before, end)
        if end - start > LONGEST_LINES:
            return 0
        if quotes % 2 == 0:
            return end
        if end == len(text):
            return 0
    return 0


def parsed(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows in `text`: one, unless its quotation marks turn out to be part of the words."""
    try:
        return list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error:
        return []


def swallows_rows(text: str, delimiter: str, width: int) -> bool:
    """Tell whether the later lines of a record have whole rows among them: two marks left open, some rows apart.

    Not asked of narrow tables, where a line of a note may well have as many commas.
    """
    return width >= 6 and any(line.count(delimiter) >= width - 1 for line in text.split("\n")[:-2])


def fitted(cells: list[str], end: int, width: int) -> Record:
    """Pad a row that left its last cells out; refuse one whose words have slipped into wrong columns."""
    cells = [cell.strip() for cell in cells]
    if width and any(cells[width:]):
        return Record(cells, end, _("It has more columns than there are headings, so we can’t tell what goes where."))
    return Record(cells[: width or None] + [""] * (width - len(cells)), end)
