"""The contact made from an imported card, and how exactly an addition to a contact is undone."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from network.contacts.cards import LONGEST, MOST_ADDRESSES, ContactCard, cleaned, columns_of
from network.imports.additions import FILLED, Pair, more_addresses
from network.imports.keys import EMAIL, PHONE
from network.imports.reading import Card
from network.models import Place
from network.people import places
from network.platform.text import shortened

OWN_COUNTRY = {"gb": frozenset(["uk", "gb", "united kingdom", "great britain", "england", "scotland", "wales"])}
"""Names of the operator's country in address books; for a country not listed here, its code."""

FIRST = MOST_ADDRESSES * 3 // 5
"""So many e-mail addresses go before any phone number."""
AFTER_NOTE = "after_note"
"""In the mapping of a card before an addition: its note after it."""


def contact_card(card: Card, *, all_private: bool, found: Mapping[str, Place | None]) -> ContactCard:
    """Return the contact made from the card. Its note is `note_of` the card. Raises ValueError if it has no name."""
    return cleaned(as_contact(card, all_private=all_private, place=found.get(card.place_words)))


def as_contact(card: Card, *, all_private: bool = False, place: Place | None = None) -> ContactCard:
    """Return the same of a card as the reader has tidied it."""
    return ContactCard(
        name=card.name,
        work=card.work,
        firm=card.firm,
        addresses=tuple(addresses_of(card)[:MOST_ADDRESSES]),
        place=place,
        place_words=card.place_words,
        note=shortened(note_of(card), LONGEST["note"]),
        private=card.private or all_private,
    )


def addresses_of(card: Card) -> list[Pair]:
    """Return the addresses, with some of both kinds among the first `MOST_ADDRESSES`."""
    emails, phones = [(EMAIL, email) for email in card.emails], [(PHONE, phone) for phone in card.phones]
    return [*emails[:FIRST], *phones[: MOST_ADDRESSES - FIRST], *emails[FIRST:], *phones[MOST_ADDRESSES - FIRST :]]


def note_of(card: Card) -> str:
    """Return the note with what a contact has no field for: shared numbers (fax, pager, assistant) and the addresses
    over `MOST_ADDRESSES`. If it is longer than a note may be, these come first, so that no address is cut."""
    lines = []
    if card.other_numbers:
        lines.append(_("Fax, pager or assistant: %(numbers)s") % {"numbers": ", ".join(card.other_numbers)})
    if len(card.emails) + len(card.phones) > MOST_ADDRESSES:
        beyond = addresses_of(card)[MOST_ADDRESSES:]
        lines.append(more_addresses(beyond))
    note = "\n".join(filter(None, [card.note, *lines]))
    return note if len(note) <= LONGEST["note"] else "\n".join([*lines, card.note])


def unmerged(now: ContactCard, before: ContactCard, after: ContactCard) -> ContactCard:
    """Return `now` without the change from `before` to `after`, keeping every later change."""
    brought = set(after.addresses) - set(before.addresses)
    back: dict[str, Any] = {
        name: getattr(before, name) for name in FILLED if getattr(now, name) == getattr(after, name)
    }
    if now.place == after.place and now.place_words == after.place_words:
        back["place"] = before.place
    if now.note != after.note:
        back["note"] = without_lines(now.note, after.note.removeprefix(before.note).strip("\n"))
    return replace(now, addresses=tuple(pair for pair in now.addresses if pair not in brought), **back)


def without_lines(note: str, lines: str) -> str:
    """Return a note without whole lines that stand together in it, if there are others beside them."""
    before, there, after = f"\n{note}\n".partition(f"\n{lines}\n")
    rest = f"{before}\n{after}".strip("\n")
    return rest if there and lines and rest else note


def same(one: ContactCard, other: ContactCard) -> bool:
    """Tell whether two cards are equal, whatever the order of their addresses."""
    return replace(one, addresses=()) == replace(other, addresses=()) and set(one.addresses) == set(other.addresses)


def as_mapping(card: ContactCard) -> dict[str, Any]:
    """Return the card as JSON can hold it."""
    place = card.place.pk if card.place else None
    addresses = [list(pair) for pair in card.addresses]
    return columns_of(card) | {"closeness": int(card.closeness), "place": place, "addresses": addresses}


def from_mapping(mapping: Mapping[str, Any], known_places: Mapping[int, Place]) -> ContactCard:
    """Return the card that `as_mapping` made the mapping from."""
    addresses = tuple((kind, value) for kind, value in mapping["addresses"])
    columns = {name: value for name, value in mapping.items() if name in columns_of(ContactCard(""))}
    return ContactCard(**{**columns, "addresses": addresses, "place": known_places.get(mapping["place"] or 0)})


def places_named(words: Iterable[str]) -> dict[str, Place | None]:
    """Return the place that each of `words` ("Haverby, Kent, United Kingdom") names, or None. A query or two for each.

    A town by itself is looked up, and so is a town followed by the operator's own country. "Boston, MA" stays as words:
    a wrong guess would be on the wrong side of an ocean.
    """
    ours = {name for code in settings.PLACE_COUNTRIES for name in OWN_COUNTRY.get(code.lower(), {code.lower()})}
    found: dict[str, Place | None] = {}
    for text in set(words) - {""}:
        town, *rest = [part.strip() for part in text.split(",")]
        match = places.resolve(text).place
        if match is None and rest and rest[-1].lower().replace(".", "") in ours:
            match = places.resolve(town).place
        found[text] = match
    return found
