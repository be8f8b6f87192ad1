"""Address books as tables: Google's, Outlook's and LinkedIn's CSV files, told apart by their headings."""

from collections.abc import Callable
from functools import partial
from itertools import islice

from django.utils.translation import gettext as _

from network.contacts.reading.cards import BadRow, BrokenCard, Card, Format, Reading, UnreadableFile
from network.contacts.reading.composing import Found, compose
from network.contacts.reading.decoding import by_charset
from network.contacts.reading.refusals import too_many
from network.contacts.reading.tables import google, linkedin, outlook
from network.contacts.reading.tables.columns import Columns
from network.contacts.reading.tables.records import Record, records
from network.contacts.reading.tidying import one_line

__all__ = ["read_table"]

ROWS_BEFORE_HEADING = 20  # LinkedIn puts notes in front, spreadsheet programs a line "sep=;"
KINDS: list[tuple[Format, Callable[[Columns], bool], Callable[[Columns, list[str]], Found]]] = [
    (Format.LINKEDIN, linkedin.knows, linkedin.found_in),
    (Format.GOOGLE, google.knows, google.found_in),
    (Format.OUTLOOK, outlook.knows, outlook.found_in),
]
"""Asked in this order: each knows its heading by what the ones before do not have."""


def read_table(data: bytes, *, most_cards: int) -> Reading:
    """Read every row below the heading. Raises `UnreadableFile` if no heading is known to us, or rows are too many."""
    text = by_charset(data, "utf-8")
    for delimiter in (",", ";", "\t"):
        for record in islice(records(text, delimiter), ROWS_BEFORE_HEADING):
            columns = Columns(record.cells)
            for kind, knows, found_in in KINDS:
                if not record.problem and knows(columns):
                    below = records(text, delimiter, width=len(record.cells), start=record.end)
                    filled = (row for row in below if row.problem or any(row.cells))
                    rows = list(islice(filled, most_cards + 1))
                    return read_rows(kind, rows, partial(found_in, columns), most_cards)
    raise UnreadableFile(
        _(
            "We could not find people in this file. We can read vCard files (.vcf), and the CSV files that Google "
            "Contacts, Outlook and LinkedIn export in English, as long as the row with the headings is still there."
        )
    )


def read_rows(kind: Format, rows: list[Record], found_in: Callable[[list[str]], Found], most_cards: int) -> Reading:
    if len(rows) > most_cards:
        raise too_many(most_cards)
    cards: list[Card] = []
    bad_rows: list[BadRow] = []
    for number, row in enumerate(rows, start=1):
        try:
            if row.problem:
                raise BrokenCard(row.problem)
            cards.append(compose(found_in(row.cells), number))
        except BrokenCard as broken:
            bad_rows.append(BadRow(number, str(broken), one_line(" ".join(row.cells[:3]), 80)))
    return Reading(kind, cards, bad_rows)
