"""A card and a contact: what one brings to the other, and how to take exactly that back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from network.contacts.cards import LONGEST_NOTE, ContactCard, cleaned
from network.contacts.importing.planning import key_of
from network.contacts.reading import Card
from network.contacts.reading.tidying import shortened
from network.models import Address, Place
from network.people import places

FILLED = ("work", "firm", "place_words", "note")
OWN_COUNTRY = {"gb": frozenset(["uk", "gb", "united kingdom", "great britain", "england", "scotland", "wales"])}
"""What address books call the countries whose places we know; of others, its code."""


def contact_card(card: Card, *, all_private: bool, found: Mapping[str, Place | None]) -> ContactCard:
    """Return the contact that the card makes. Numbers that people share go into the note: they are nobody's own."""
    note = card.note
    if card.other_numbers:
        shared = _("Fax, pager or assistant: %(numbers)s") % {"numbers": ", ".join(card.other_numbers)}
        note = shortened(f"{note}\n{shared}".strip(), LONGEST_NOTE)
    emails = [(Address.Kind.EMAIL.value, email) for email in card.emails]
    return cleaned(
        ContactCard(
            name=card.name,
            work=card.work,
            firm=card.firm,
            addresses=(*emails, *((Address.Kind.PHONE.value, phone) for phone in card.phones)),
            place=found.get(card.place_words),
            place_words=card.place_words,
            note=note,
            private=card.private or all_private,
        )
    )


def merged(there: ContactCard, new: ContactCard) -> ContactCard:
    """Return `there` with what only `new` has. What the owner wrote stays, and so does how private it is."""
    keys = {key_of(kind, value) for kind, value in there.addresses}
    fresh = [pair for pair in new.addresses if key_of(*pair) not in keys]
    filled: dict[str, Any] = {name: getattr(there, name) or getattr(new, name) for name in FILLED}
    if not there.place_words and there.place is None:
        filled["place"] = new.place
    return cleaned(replace(there, addresses=(*there.addresses, *fresh), **filled))


def unmerged(now: ContactCard, before: ContactCard, after: ContactCard) -> ContactCard:
    """Return `now` without what made `before` into `after`, and with every change that came later."""
    brought = set(after.addresses) - set(before.addresses)
    back: dict[str, Any] = {
        name: getattr(before, name) for name in FILLED if getattr(now, name) == getattr(after, name)
    }
    if now.place == after.place and now.place_words == after.place_words:
        back["place"] = before.place
    return replace(now, addresses=tuple(pair for pair in now.addresses if pair not in brought), **back)


def same(one: ContactCard, other: ContactCard) -> bool:
    """Tell whether two cards say the same; the order of addresses says nothing."""
    return replace(one, addresses=()) == replace(other, addresses=()) and set(one.addresses) == set(other.addresses)


def as_mapping(card: ContactCard) -> dict[str, Any]:
    """Return the card as JSON can hold it."""
    names = ("name", "work", "firm", "how_known", "place_words", "note", "private")
    plain = {name: getattr(card, name) for name in names}
    place = card.place.pk if card.place else None
    return plain | {
        "closeness": int(card.closeness),
        "place": place,
        "addresses": [list(pair) for pair in card.addresses],
    }


def from_mapping(mapping: Mapping[str, Any], known_places: Mapping[int, Place]) -> ContactCard:
    """Return the card that `as_mapping` made the mapping from."""
    addresses = tuple((kind, value) for kind, value in mapping["addresses"])
    return ContactCard(**{**mapping, "addresses": addresses, "place": known_places.get(mapping["place"] or 0)})


def places_named(words: Iterable[str]) -> dict[str, Place | None]:
    """Return the place that each of `words` ("Haverby, Kent, United Kingdom") names, or None. A query or two for each.

    A town alone is looked up, and so is a town with the name of our own country. "Boston, MA" is left as words: to
    guess would put somebody on the wrong side of an ocean.
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
