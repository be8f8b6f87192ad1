"""Address books: bytes in, cards and bad rows out. Knows files and formats; knows no database and no member."""

from network.contacts.reading.book import read
from network.contacts.reading.cards import BadRow, Card, Format, NamedAfter, Reading, UnreadableFile

__all__ = ["BadRow", "Card", "Format", "NamedAfter", "Reading", "UnreadableFile", "read"]
