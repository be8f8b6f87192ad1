"""A whole address book: which kind of file it is, and what stands in it."""

from django.utils.translation import gettext as _

from network.contacts.reading.cards import Reading, UnreadableFile
from network.contacts.reading.decoding import as_utf8_or_bytes
from network.contacts.reading.refusals import not_an_address_book
from network.contacts.reading.tables import read_table
from network.contacts.reading.vcard import holds_vcards, read_vcards


def read(data: bytes, *, most_cards: int = 10_000) -> Reading:
    """Return every card of the file and every row that is none.

    The kind of file is told by what stands in it, never by its name. Raises `UnreadableFile`, in plain words, if it is
    no address book that we know or holds more than `most_cards`. No other exception leaves here, whatever the bytes.
    """
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(_("This file is empty. Try to export your address book once more."))
    if refusal := not_an_address_book(data):
        raise UnreadableFile(refusal)
    text = as_utf8_or_bytes(data)
    if holds_vcards(text):
        return read_vcards(text, most_cards=most_cards)
    return read_table(text, most_cards=most_cards)
