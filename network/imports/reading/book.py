"""Reads a whole address book, of one file or of several: detects the format of each and reads it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.imports.reading.cards import (
    BadRow,
    Format,
    Reading,
    TableColumns,
    TooManyPeople,
    UnknownColumns,
    UnreadableFile,
)
from network.imports.reading.decoding import as_utf8_or_bytes
from network.imports.reading.ldif import holds_ldif, read_ldif
from network.imports.reading.packages import (
    MOST_UNZIPPED,
    Budget,
    Part,
    PartRefused,
    PartsLeftOut,
    is_document,
    is_zip,
    names_in,
    parts_of,
    size_of,
)
from network.imports.reading.refusals import refusal_of, refusal_of_zip
from network.imports.reading.sheets import SheetLeftOut, is_workbook, sheets_of
from network.imports.reading.tables import read_table, read_text
from network.imports.reading.vcard import holds_vcards, read_vcards
from network.platform.text import shortened

MOST_LINES = 1_500_000  # 20,000 cards of 40 lines, and as many lines of photographs; each line takes memory
MOST_TABLES = 12
"""Different tables of one import of which a member can say what their columns are."""
Said = Sequence[TableColumns]


def read(data: bytes, *, most_cards: int = 10_000, columns: Said = ()) -> Reading:
    """Return every card of the file and every row that is none.

    The format is detected from the contents, never from the file's name. `columns` are what the member said of tables
    in it; of others the headings decide. Raises `UnreadableFile`, in plain words, if it is no address book that we know
    or holds more than `most_cards`; `UnknownColumns` if it is a table that the member could explain. No other exception
    leaves here, whatever the bytes.
    """
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(_("This file is empty. Try exporting your address book again."))
    names = names_in(data) if is_zip(data) else []
    if refusal := refusal_of_zip(names) if is_zip(data) else refusal_of(data):
        raise UnreadableFile(refusal)
    if is_workbook(names):
        return read_several(read_sheets(data, most_cards, columns), most_cards, of_a_zip=False)
    if is_zip(data) and not is_document(names):
        return read_several(read_parts(parts_of(data, Budget()), most_cards, columns), most_cards, of_a_zip=True)
    return read_file(data, most_cards, columns)


def weight(data: bytes) -> int:
    """Return how many bytes there are to read, without unpacking any: the most that may be, for a zip of files."""
    names = names_in(data) if is_zip(data) else []
    if not names:
        return len(data)
    return size_of(data) if is_document(names) else MOST_UNZIPPED


def read_file(data: bytes, most_cards: int, columns: Said) -> Reading:
    """Read a file that holds no others."""
    text = as_utf8_or_bytes(data)
    if text.count(b"\n") > MOST_LINES:
        raise UnreadableFile(
            _(
                "This file has more than %(most)s lines, which is more than any address book. Go back to where your "
                "contacts are kept, and export them again."
            )
            % {"most": f"{MOST_LINES:,}"}
        )
    if holds_vcards(text):
        return read_vcards(text, most_cards=most_cards)
    if holds_ldif(text):
        return read_ldif(text, most_cards=most_cards)
    return read_table(text, most_cards=most_cards, said=columns)


Piece = tuple[str, Reading | UnreadableFile]
"""What one of several files is called, and what it was read into, or why it could not be."""


def read_parts(parts: Iterator[Part | PartRefused], most_cards: int, columns: Said) -> Iterator[Piece]:
    for part in parts:
        if isinstance(part, PartRefused):
            yield part.name, part
            continue
        try:
            yield part.name, read(part.data, most_cards=most_cards, columns=columns)
        except TooManyPeople:
            raise
        except UnreadableFile as refusal:
            yield part.name, refusal


def read_sheets(data: bytes, most_cards: int, columns: Said) -> Iterator[Piece]:
    for title, text in sheets_of(data):
        if isinstance(text, SheetLeftOut):
            yield title, text
            continue
        try:
            reading = read_text(text, most_cards=most_cards, said=columns, delimiters=",")
        except TooManyPeople:
            raise
        except UnreadableFile as refusal:
            yield title, refusal
        else:
            kind = Format.EXCEL if reading.format is Format.TABLE else reading.format
            yield title, replace(reading, format=kind)


def read_several(pieces: Iterator[Piece], most_cards: int, *, of_a_zip: bool) -> Reading:
    """Join what several files were read into. One that cannot be read is a bad row, which names it.

    Raises `UnreadableFile` if none can be read.
    """
    whole = Reading(Format.SEVERAL, [], [])
    refusals: list[tuple[str, UnreadableFile]] = []
    left_out: list[tuple[str, UnreadableFile]] = []
    formats: set[Format] = set()
    tables: dict[tuple[str, ...], TableColumns] = {}
    number = 0
    for name, piece in pieces:
        if isinstance(piece, UnreadableFile):
            (left_out if isinstance(piece, SheetLeftOut | PartsLeftOut) else refusals).append((name, piece))
            piece = Reading(Format.SEVERAL, [], [], getattr(piece, "tables", ()))
        else:
            formats.add(piece.format)
        for table in piece.tables:
            if table.headings not in tables and len(tables) < MOST_TABLES:
                tables[table.headings] = table
        whole.cards.extend(replace(card, number=number + card.number) for card in piece.cards)
        whole.bad_rows.extend(
            replace(bad, number=number + bad.number, hint=shortened(f"{bad.hint} ({name})".strip(), 80))
            for bad in piece.bad_rows
        )
        number += len(piece.cards) + len(piece.bad_rows)
        if number > most_cards:
            raise TooManyPeople(most_cards)
    if not formats:
        raise none_read(refusals or left_out, list(tables.values()), of_a_zip=of_a_zip)
    for name, refusal in [*refusals, *left_out]:
        number += 1
        whole.bad_rows.append(BadRow(number, str(refusal), shortened(name, 80)))
    return replace(whole, format=formats.pop() if len(formats) == 1 else Format.SEVERAL, tables=tuple(tables.values()))


def none_read(
    refusals: list[tuple[str, UnreadableFile]], tables: list[TableColumns], *, of_a_zip: bool
) -> UnreadableFile:
    """Return why nothing could be read: the reason of the only file, or of the first one with its name."""
    if tables:
        return UnknownColumns(*tables)
    if not refusals:
        return UnreadableFile(
            _(
                "This zip file holds no address book that we can read. Open it, and look for a file that ends in .vcf "
                "or .csv."
            )
        )
    name, refusal = refusals[0]
    if len(refusals) == 1:
        words = _("The only file in this zip file that could be an address book is %(name)s. %(reason)s")
        return UnreadableFile(words % {"name": name, "reason": refusal} if of_a_zip else str(refusal))
    others = len(refusals) - 1
    words = ngettext(
        "We couldn’t read %(name)s, nor the other file with it. %(reason)s",
        "We couldn’t read %(name)s, nor the %(others)s other files with it. %(reason)s",
        others,
    )
    return UnreadableFile(words % {"name": name, "others": f"{others:,}", "reason": refusal})
