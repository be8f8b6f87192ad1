"""Address books: bytes in, cards and bad rows out. Knows files and formats; knows no database and no member."""

from network.imports.reading.book import read, weight
from network.imports.reading.cards import (
    BadRow,
    Card,
    Format,
    NamedAfter,
    Reading,
    TableColumns,
    UnknownColumns,
    UnreadableFile,
)
from network.imports.reading.packages import put_together

__all__ = [
    "BadRow",
    "Card",
    "Format",
    "NamedAfter",
    "Reading",
    "TableColumns",
    "UnknownColumns",
    "UnreadableFile",
    "put_together",
    "read",
    "weight",
]
