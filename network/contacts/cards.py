"""What somebody writes down about a person they know, made fit to keep.

`ContactCard` lists the fields of a contact, and `LONGEST` their lengths as the model has them. The forms, the importer
and what merges two cards all take both from here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from network.identity.fingerprints import LONGEST_EMAIL
from network.models import Address, Closeness, Contact, HowKnown, Place
from network.platform.chunks import in_chunks
from network.platform.text import room, tidy, tidy_lines

MOST_ADDRESSES = 50  # address books hold cards with hundreds, pasted by mistake


@dataclass(frozen=True)
class ContactCard:
    """All that an owner says of a contact. `addresses` are pairs of an `Address.Kind` and the text as written."""

    name: str
    work: str = ""
    firm: str = ""
    addresses: Sequence[tuple[str, str]] = ()
    how_known: str = ""
    closeness: int = Closeness.A_LITTLE
    place: Place | None = None
    place_words: str = ""
    note: str = ""
    private: bool = False


COLUMNS = tuple(field.name for field in fields(ContactCard) if field.name != "addresses")
"""The fields of a card that are columns of a contact."""

SEARCHED_BY = ("sort_key", "search_names", "search_texts")
"""The columns of a contact that are worked out from these each time it is written."""

LONGEST = {
    name: int(Contact._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]
    for name in ("name", "work", "firm", "place_words", "note")
}
"""The longest text that each may hold, in characters."""
KINDS: dict[str, str] = {kind: kind.value for kind in Address.Kind}


def cleaned(card: ContactCard) -> ContactCard:
    """Return `card` without what the database cannot hold: control characters, duplicates, and what is too long.

    Raises ValueError if no name is left, or if how or how well the person is known is not one of the choices.
    """
    name = line(card.name, LONGEST["name"])
    if not name:
        raise ValueError("a contact has a name")
    addresses = {
        (KINDS.get(kind) or Address.Kind(kind).value, line(value, LONGEST_EMAIL)): None
        for kind, value in card.addresses
    }
    return replace(
        card,
        name=name,
        work=line(card.work, LONGEST["work"]),
        firm=line(card.firm, LONGEST["firm"]),
        addresses=tuple(pair for pair in addresses if pair[1])[:MOST_ADDRESSES],
        how_known=HowKnown(card.how_known).value,
        closeness=Closeness(card.closeness).value,
        place_words=line(card.place_words, LONGEST["place_words"]),
        note=tidy_lines(card.note[: room(LONGEST["note"])])[: LONGEST["note"]].rstrip(),
    )


def card_of(contact: Contact) -> ContactCard:
    """Return the card that `contact` holds now. Reads its addresses."""
    return _card(contact, [(address.kind, address.value) for address in contact.addresses.all()])


def cards_of(contacts: Collection[Contact]) -> dict[int, ContactCard]:
    """Return the cards that contacts hold now, by id. One query for 500.

    Instances of the addresses take ten times as long.
    """
    held: dict[int, list[tuple[str, str]]] = {contact.pk: [] for contact in contacts}
    for some in in_chunks(held):
        rows = Address.objects.filter(contact__in=some).order_by("kind", "pk")
        for pk, kind, value in rows.values_list("contact_id", "kind", "value"):
            held[pk].append((kind, value))
    return {contact.pk: _card(contact, held[contact.pk]) for contact in contacts}


def _card(contact: Contact, addresses: Sequence[tuple[str, str]]) -> ContactCard:
    columns = {name: getattr(contact, name) for name in COLUMNS}
    return ContactCard(**columns, addresses=tuple(addresses))


def columns_of(card: ContactCard) -> dict[str, Any]:
    """Return the values of a contact's columns for `card`. Addresses are rows of their own."""
    return {name: getattr(card, name) for name in COLUMNS}


def line(text: str, longest: int) -> str:
    """Return `text` on one line, tidied, at most `longest` characters."""
    if len(text) <= longest and " " not in text and text.isascii() and text.isprintable():
        return text  # as most of a million addresses are
    return tidy(text[: room(longest)])[:longest].rstrip()
