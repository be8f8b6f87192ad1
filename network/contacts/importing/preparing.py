"""What rows need that takes time and no transaction: their places, and their lines of work."""

from collections.abc import Sequence
from dataclasses import dataclass

from network.contacts.actions import lines_of
from network.contacts.cards import ContactCard
from network.contacts.importing.merging import contact_card, places_named
from network.contacts.reading import Card
from network.models import ContactImport, ImportRow


@dataclass(frozen=True)
class Prepared:
    """The contact that each row makes, by the row's id, and the line of work of each text."""

    cards: dict[int, ContactCard]
    lines: dict[str, str]


def prepare(brought: ContactImport, rows: Sequence[ImportRow], *, with_lines: bool = True) -> Prepared:
    """Work out what the rows say. To be called before a transaction begins. Raises ValueError if one has no name."""
    read = {row.pk: Card.from_mapping(row.card) for row in rows}
    found = places_named(card.place_words for card in read.values())
    cards = {pk: contact_card(card, all_private=brought.all_private, found=found) for pk, card in read.items()}
    return Prepared(cards, lines_of(cards.values()) if with_lines else {})
