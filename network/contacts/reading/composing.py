"""From what a reader found in a card to the card itself: names, work and addresses, in one way for all formats."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from network.contacts.reading.cards import BrokenCard, Card, NamedAfter
from network.contacts.reading.tidying import one_line, several_lines, shortened

NAME, WORK, FIRM, PLACE, NOTE, EMAIL, PHONE = 120, 200, 120, 120, 5000, 254, 60
"""The longest a contact may hold of each, in characters (see `network.models.contact`)."""
MOST_ADDRESSES = 30  # of one kind on one card; a person has fewer, and a list of customers is not a person

IN_ANGLES = re.compile(r"<([^<>]*)>\s*$")
AN_EMAIL = re.compile(r"[^@\s<>\"(),;:\\\[\]]+@[^@\s<>\"(),;:\\\[\]/]+\.[^@\s<>\"(),;:\\\[\]/.]+")
TEL_SCHEME = re.compile(r"^\s*tel:", re.IGNORECASE)
EXTENSION = re.compile(r";ext=(\d+)", re.IGNORECASE)
URI_PARAMETER = re.compile(r";(?:ext|isub|phone-context)=[^;]*", re.IGNORECASE)
WORDS_OF_ADDRESS = re.compile(r"[._\-]+")


@dataclass(slots=True)
class Found:
    """What stands in one card, as it stands there. `name_parts`: prefix, given, middle, family, suffix. `firms` are
    `organisations` without departments."""

    display_name: str = ""
    name_parts: Iterable[str] = ()
    nickname: str = ""
    titles: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    firms: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    other_numbers: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    private: bool = False


def compose(found: Found, number: int) -> Card:
    """Return the card. Raises `BrokenCard` if there is nothing in it by which to know a person.

    A card without a name takes the nickname; else the organisation; else what the address says (jo.bell@ makes "Jo
    Bell", anything less clear stays the whole address); else the telephone number. What was meant for an address and is
    none is kept in the note, so that nothing is lost.
    """
    emails, odd = emails_of(found.emails)
    phones, odd_numbers = phones_of(found.phones)
    others, _odd = phones_of(found.other_numbers)
    organisation = one_line("; ".join(distinct(found.organisations)), WORK)
    name, named_after = name_of(found, organisation, emails, phones)
    if not name:
        raise BrokenCard(_("It has no name, no organisation, no e-mail address and no phone number."))
    title = ", ".join(distinct(found.titles))
    is_a_firm = named_after is NamedAfter.ORGANISATION
    parts = [title] if is_a_firm else [title, organisation]
    reached = {digits(phone) for phone in phones}
    return Card(
        number=number,
        name=name,
        work=one_line(", ".join(part for part in parts if part), WORK),
        firm="" if is_a_firm else one_line(next(iter(distinct(found.firms)), ""), FIRM),
        emails=emails,
        phones=phones,
        other_numbers=tuple(other for other in others if digits(other) not in reached),
        place_words=one_line(next((place for place in found.places if place.strip()), ""), PLACE),
        note=several_lines("\n".join([*distinct(found.notes), *odd, *odd_numbers]), NOTE)
        if found.notes or odd or odd_numbers
        else "",
        private=found.private,
        named_after=named_after,
    )


def name_of(
    found: Found, organisation: str, emails: tuple[str, ...], phones: tuple[str, ...]
) -> tuple[str, NamedAfter]:
    """Return a name and what it was taken from; "" if there is nothing to take it from."""
    for words in (found.display_name, " ".join(part for part in found.name_parts if part)):
        name = one_line(words, NAME).strip(" ,;")
        if name and not AN_EMAIL.fullmatch(name):
            return name, NamedAfter.NAME
    if nickname := one_line(found.nickname, NAME):
        return nickname, NamedAfter.NICKNAME
    if organisation:
        return shortened(organisation, NAME), NamedAfter.ORGANISATION
    if emails:
        return shortened(name_in_address(emails[0]), NAME), NamedAfter.ADDRESS
    return (phones[0], NamedAfter.NUMBER) if phones else ("", NamedAfter.NAME)


def name_in_address(email: str) -> str:
    """Return "Jo Bell" for jo.bell@example.com, and the address itself where that is not plain to see."""
    words = [word for word in WORDS_OF_ADDRESS.split(email.partition("@")[0].partition("+")[0]) if word]
    if 2 <= len(words) <= 3 and all(word.isalpha() for word in words) and any(len(word) > 2 for word in words):
        return " ".join(word.capitalize() for word in words)
    return email


def emails_of(values: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the e-mail addresses among `values`, once each, and what was none."""
    good: dict[str, str] = {}
    odd = []
    for value in values:
        text = one_line(value, 1000)
        inner = IN_ANGLES.search(text)
        address = (inner.group(1) if inner else text).removeprefix("mailto:").replace(" ", "")
        if len(address) <= EMAIL and AN_EMAIL.fullmatch(address) and len(good) < MOST_ADDRESSES:
            good.setdefault(address.lower(), address)
        elif text:
            odd.append(text)
    return tuple(good.values()), odd


def phones_of(values: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the telephone numbers among `values`, once each by their digits, and what was none."""
    good: dict[str, str] = {}
    odd = []
    for value in values:
        text = one_line(value, 1000)
        if TEL_SCHEME.match(text):
            extension = EXTENSION.search(text)
            text = URI_PARAMETER.sub("", TEL_SCHEME.sub("", text)) + (
                f" ext. {extension.group(1)}" if extension else ""
            )
        key = digits(text)
        if len(key) >= 3 and len(text) <= PHONE and len(good) < MOST_ADDRESSES:
            good.setdefault(key, text)
        elif text:
            odd.append(text)
    return tuple(good.values()), odd


def digits(phone: str) -> str:
    """Return what tells one written number from another: its digits, and the plus in front."""
    return ("+" if phone.startswith("+") else "") + "".join(filter(str.isdigit, phone))


def distinct(values: Iterable[str]) -> list[str]:
    """Return the values that are not blank, once each, in their order."""
    return list(dict.fromkeys(value.strip() for value in values if value and value.strip()))
