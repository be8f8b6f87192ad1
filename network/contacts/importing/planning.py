"""What becomes of each card: added, added to somebody who is there already, or left alone. Plain rules, no database.

Two cards are the same person if they share an e-mail address or a page on LinkedIn; or a phone number, unless their
names tell them apart (a household has one landline, which is "Mum" in one card and "Dad" in the next); or else their
name, if neither has an address that the other lacks all of. To take two people for one loses one of them, to take one
for two costs a tap: in doubt they are two. Nothing that the owner has written is ever replaced: a card only fills what
is empty and brings addresses that were not there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.contacts import names
from network.contacts.fingerprints import normalise_email, normalise_phone
from network.contacts.names import plain
from network.contacts.reading import Card, NamedAfter
from network.contacts.reading.composing import digits
from network.models import Address, ImportRow

EMAIL, PHONE = Address.Kind.EMAIL, Address.Kind.PHONE
PAGE = "page"
"""A page on LinkedIn, which gives few e-mail addresses: with nothing else to go by, two John Smiths would be one."""
Key = tuple[str, str]
"""Kind of address, and the address in the one form that all ways of writing it share."""
LINKEDIN_PAGE = re.compile(r"\bhttps?://(?:[a-z]{1,3}\.)?linkedin\.com/in/([^/?#\s]{1,200})", re.IGNORECASE)
NAMES_ARE_MADE = frozenset([NamedAfter.ADDRESS, NamedAfter.NUMBER])
"""A name that we made from an address says no more than the address does."""


@dataclass
class Known:
    """Somebody who is there already: a contact, or (with `row`) an earlier card of the same file."""

    name: str
    keys: set[Key]
    contact: int | None = None
    row: int | None = None
    has_work: bool = False
    has_place: bool = False
    has_note: bool = False
    name_is_made: bool = False


@dataclass(frozen=True)
class Planned:
    """What a card would bring about, and why. `contact` or `same_as` (a number in the file) says who is added to."""

    card: Card
    plan: ImportRow.Plan
    reason: str = ""
    contact: int | None = None
    same_as: int | None = None


@dataclass
class Book:
    """Everybody known so far, found by address and by name."""

    people: list[Known] = field(default_factory=list)
    by_key: dict[Key, list[Known]] = field(default_factory=dict)
    by_name: dict[str, list[Known]] = field(default_factory=dict)

    def add(self, known: Known) -> None:
        self.people.append(known)
        self.by_name.setdefault(plain(known.name), []).append(known)
        for key in known.keys:
            self.by_key.setdefault(key, []).append(known)

    def learn(self, known: Known, keys: Iterable[Key]) -> None:
        for key in keys:
            if key not in known.keys:
                known.keys.add(key)
                self.by_key.setdefault(key, []).append(known)


def plan_cards(cards: Sequence[Card], contacts: Iterable[Known], own_emails: Iterable[str]) -> list[Planned]:
    """Return a plan for each card, in their order. A card with one of `own_emails`, the member's own, stays out."""
    book = Book()
    for known in contacts:
        book.add(known)
    own = {key_of(EMAIL, email) for email in own_emails}
    return [plan_card(card, book, own) for card in cards]


def plan_card(card: Card, book: Book, own: set[Key]) -> Planned:
    keys = keys_of(card)
    if own & set(keys):
        return Planned(card, ImportRow.Plan.SKIP, _("This is your own card."))
    known, why_not = find(card, keys, book)
    if known is None:
        book.add(Known(card.name, set(keys), row=card.number, name_is_made=is_made(card)))
        take_in(card, keys, book.people[-1], book)
        return Planned(card, ImportRow.Plan.ADD, why_not or where_the_name_is_from(card))
    news = news_of(card, keys, known)
    who = _("no. %(number)d of this file") % {"number": known.row} if known.row else known.name
    if not news:
        reason = _("The same person as %(who)s, and nothing in it is new.") % {"who": who}
        return Planned(card, ImportRow.Plan.SKIP, reason, known.contact, known.row)
    take_in(card, keys, known, book)
    reason = _("The same person as %(who)s. New: %(news)s.") % {"who": who, "news": ", ".join(news)}
    return Planned(card, ImportRow.Plan.UPDATE, reason, known.contact, known.row)


def find(card: Card, keys: Sequence[Key], book: Book) -> tuple[Known | None, str]:
    """Return who the card is, if anybody known; else None and, if somebody came near, why it is not them."""
    near = ""
    for key in keys:
        for known in book.by_key.get(key, ()):
            if key[0] != PHONE or not told_apart(card, known, key[1]):
                return known, ""
            near = _("The same phone number as %(who)s, but another name.") % {"who": known.name}
    namesakes = [] if is_made(card) else book.by_name.get(plain(card.name), [])
    possible = [known for known in namesakes if not known.name_is_made and not conflict(keys, known.keys)]
    if len(namesakes) == 1 and possible:
        return possible[0], ""
    if alike := [known for known in possible if known.keys == set(keys)]:  # as it was brought in before
        return alike[0], ""
    if namesakes and not near:
        near = _("The same name as somebody you have, but another address.")
    return None, near


def conflict(keys: Iterable[Key], others: Iterable[Key]) -> bool:
    """Tell whether both have addresses of one kind and share none of them."""
    mine, theirs = set(keys), set(others)
    for kind in (EMAIL, PHONE, PAGE):
        one, other = {key for key in mine if key[0] == kind}, {key for key in theirs if key[0] == kind}
        if one and other and not one & other:
            return True
    return False


def told_apart(card: Card, known: Known, phone: str) -> bool:
    """Tell whether the names say that these are two people, who share the number `phone` (as in a key)."""
    if is_made(card) or known.name_is_made:
        return False
    if not phone.startswith("+"):  # not whole: without its area code, or an extension, it rings at many a place
        return plain(card.name) != plain(known.name)
    return names.told_apart(card.name, known.name)


def is_made(card: Card) -> bool:
    return card.named_after in NAMES_ARE_MADE


def news_of(card: Card, keys: Sequence[Key], known: Known) -> list[str]:
    """Say what the card has that is not there yet."""
    fresh = [key for key in keys if key not in known.keys]
    emails, phones = sum(kind == EMAIL for kind, _value in fresh), sum(kind == PHONE for kind, _value in fresh)
    news = []
    if emails:
        news.append(ngettext("an e-mail address", "%(count)d e-mail addresses", emails) % {"count": emails})
    if phones:
        news.append(ngettext("a phone number", "%(count)d phone numbers", phones) % {"count": phones})
    if card.work and not known.has_work:
        news.append(_("what they do"))
    if card.place_words and not known.has_place:
        news.append(_("where they are"))
    if card.note and not known.has_note:
        news.append(_("a note"))
    return news


def take_in(card: Card, keys: Iterable[Key], known: Known, book: Book) -> None:
    """Let later cards of the file see what this one will have brought."""
    book.learn(known, keys)
    known.has_work |= bool(card.work)
    known.has_place |= bool(card.place_words)
    known.has_note |= bool(card.note)


def where_the_name_is_from(card: Card) -> str:
    match card.named_after:
        case NamedAfter.ORGANISATION:
            return _("There is no name in it, so we took the organisation.")
        case NamedAfter.ADDRESS:
            return _("There is no name in it, so we took what the e-mail address says.")
        case NamedAfter.NUMBER:
            return _("There is no name in it, so we took the phone number.")
        case _kind:
            return ""


def keys_of(card: Card) -> list[Key]:
    emails = [key_of(EMAIL, email) for email in card.emails]
    phones = [key_of(PHONE, phone) for phone in card.phones]
    return list(dict.fromkeys([*emails, *pages_in(card.note), *phones]))


def pages_in(note: str) -> list[Key]:
    """Return the pages on LinkedIn that a note names; the import keeps them there."""
    return [(PAGE, name.casefold()) for name in LINKEDIN_PAGE.findall(note)]


def key_of(kind: str, value: str) -> Key:
    """Return the address in the form that all ways of writing it share; as it stands if it cannot be read as one."""
    try:
        return kind, normalise_email(value) if kind == EMAIL else normalise_phone(value)
    except ValueError:
        return kind, value.casefold() if kind == EMAIL else digits(value)
