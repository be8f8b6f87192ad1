"""vCard 2.1, 3.0 and 4.0.

The grammar of parameters and of structured values is vobject's. What vobject does not do is done here: files that hold
broken cards among good ones, 2.1's quoted-printable with soft line breaks and letters of any charset, and leaving out
photographs before anything is parsed. Its reader of whole lines is not used: its pattern for parameters takes time that
doubles with every comma of a malformed line, which a stranger's file must not be able to ask for.
"""

from itertools import islice

from network.contacts.reading.cards import BadRow, BrokenCard, Card, Format, Reading
from network.contacts.reading.composing import compose
from network.contacts.reading.refusals import too_many
from network.contacts.reading.tidying import one_line
from network.contacts.reading.vcard.lines import display_name_of, lines_of
from network.contacts.reading.vcard.properties import found_in
from network.contacts.reading.vcard.splitting import RawCard, holds_vcards, split

__all__ = ["holds_vcards", "read_vcards"]


def read_vcards(data: bytes, *, most_cards: int) -> Reading:
    """Read every card in `data`, which `as_utf8_or_bytes` gave. Raises `UnreadableFile` if there are too many."""
    raw_cards = list(islice(split(data), most_cards + 1))
    if len(raw_cards) > most_cards:
        raise too_many(most_cards)
    cards: list[Card] = []
    bad_rows: list[BadRow] = []
    for number, raw in enumerate(raw_cards, start=1):
        try:
            cards.append(read_one(raw, number))
        except BrokenCard as broken:
            bad_rows.append(BadRow(number, str(broken), one_line(display_name_of(raw.body), 80)))
    return Reading(Format.VCARD, cards, bad_rows)


def read_one(raw: RawCard, number: int) -> Card:
    """Return the card. Raises `BrokenCard`."""
    if raw.problem:
        raise BrokenCard(raw.problem)
    return compose(found_in(lines_of(raw.body)), number)
