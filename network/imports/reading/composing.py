"""Makes a card from what a reader found: names, work and addresses, in one way for all formats."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.utils.translation import gettext as _

from network.contacts.cards import LONGEST
from network.identity.fingerprints import LONGEST_EMAIL, LONGEST_PHONE
from network.imports.reading.cards import BrokenCard, Card, NamedAfter
from network.imports.reading.naming import (
    addresses_in,
    clean,
    full_name,
    name_in_address,
    of_nobody,
    without_entities,
)
from network.platform.text import shortened, tidy, tidy_lines

LONGEST_VALUE = 4000  # characters of one address or number, words around it included
LONGEST_UID = 200
MOST_ADDRESSES = 200  # of one kind on one card; more stand in the note. A contact holds fewer, see `imports.merge`

EXCHANGE = re.compile(r"\s*(?:EX:|X500:)?(?:/o=|IMCEAEX-)", re.IGNORECASE)
LINKEDIN = re.compile(r"(?:https?://)?(?:[a-z]{1,3}\.)?(linkedin\.com/(?:in|pub)/[^\s\"<>]{1,300})", re.IGNORECASE)
AS_FORMULA = re.compile(r"=?\s*[\"'‘’`]?([^\"]*?)\"?")
SCIENTIFIC = re.compile(r"([+-]?\d)[.,](\d+)E\+?(\d\d?)", re.IGNORECASE)
BETWEEN_NUMBERS = re.compile(r"\s*(?:[;\n|,]|:::|\s/\s|\bor\b|\band\b|&)\s*")
PLAIN_EMAIL = re.compile(r"[a-zA-Z0-9_.+\-]++@[a-zA-Z0-9\-]++(?:\.[a-zA-Z0-9\-]++)++")
PLAIN_NUMBER = re.compile(r"\+?[0-9][0-9()\-]*+(?: [0-9()\-]++)*+")
WITH_DECIMALS = re.compile(r"(\+?\d{6,})[.,]0")
DATE = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d(?: [\d:]+)?|[0-3]?\d([./])[0-3]?\d\1(?:19|20)\d\d")
LEAST_DIGITS = 6  # of each of several numbers in one cell; an extension has fewer
LEAST_WITH_AREA = 9  # of each around a "/", which German numbers have behind the area's: 0151/2345678
TEL_SCHEME = re.compile(r"^\s*tel:", re.IGNORECASE)
EXTENSION = re.compile(r";ext=(\d+)", re.IGNORECASE)
URI_PARAMETER = re.compile(r";(?:ext|isub|phone-context)=[^;]*", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """The raw contents of one card. `name_parts` are prefix, given, middle, family, suffix. `firms` are `organisations`
    without departments, `pages` those of LinkedIn. `language` is what the file itself says of the name."""

    display_name: str = ""
    name_parts: Sequence[str] = ()
    nickname: str = ""
    titles: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    firms: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    other_numbers: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    language: str = ""
    private: bool = False
    uid: str = ""
    is_no_person: bool = False


def compose(found: Found, number: int) -> Card:
    """Return the card. Raises `BrokenCard` if nothing in it identifies a person.

    A card without a name is named after the nickname; else the address, unless it is a firm's (jo.bell@ gives "Jo
    Bell", a less clear one is used whole); else the organisation; else the address or the phone number. An invalid
    address is kept in the note, so that nothing is lost, and so is the whole of a name, a job, a firm or a place that
    is longer than a contact holds (`Card.shorter`).
    """
    emails, odd = emails_of(found.emails or addresses_in(found.display_name))
    phones, odd_numbers = phones_of(found.phones)
    others, odd_others = phones_of(found.other_numbers)
    organisation = whole("; ".join(distinct(found.organisations)))
    name, named_after = name_of(found, organisation, emails, phones)
    if not name:
        raise BrokenCard(_("It has no name, no organisation, no e-mail address and no phone number."))
    title = ", ".join(distinct(found.titles))
    is_a_firm = named_after is NamedAfter.ORGANISATION or name.casefold() == organisation.casefold()
    parts = [title] if is_a_firm else [title, organisation]
    reached = {digits(phone) for phone in phones} if others else set()
    pages = distinct(map(page_of, found.pages)) if found.pages else []
    said = {
        "name": name,
        "work": whole(", ".join(part for part in parts if part)),
        "firm": "" if is_a_firm else whole(next(iter(distinct(found.firms)), "")),
        "place_words": whole(next((place for place in found.places if place.strip()), "")),
    }
    shorter = tuple(field for field, text in said.items() if len(text) > LONGEST[field])
    entire = distinct(said[field] for field in shorter)
    note = "\n".join([*distinct(found.notes), *pages, *entire, *odd, *odd_numbers, *odd_others])
    tidied = tidy_lines(note[: 4 * LONGEST["note"]]) if note else ""
    return Card(
        number=number,
        **{field: shortened(text, LONGEST[field]) for field, text in said.items()},
        emails=emails,
        phones=phones,
        other_numbers=tuple(other for other in others if digits(other) not in reached),
        note=shortened(tidied, LONGEST["note"]),
        shorter=shorter,
        note_is_cut=len(tidied) > LONGEST["note"] or len(note) > 4 * LONGEST["note"],
        private=found.private,
        named_after=named_after,
        uid=tidy(found.uid[:LONGEST_UID], LONGEST_UID) if found.uid else "",
        is_no_person=found.is_no_person,
    )


def whole(text: str) -> str:
    """Return `text` on one line, tidied, as much of it as a note may hold."""
    return tidy(without_entities(text), LONGEST["note"]) if text else ""


def name_of(
    found: Found, organisation: str, emails: tuple[str, ...], phones: tuple[str, ...]
) -> tuple[str, NamedAfter]:
    """Return a name and its source; "" if there is none."""
    parts = found.name_parts
    hungarian = any(parts) and (found.language.startswith("hu") or any(phone.startswith("+36") for phone in phones))
    if name := full_name(found.display_name, parts, family_first=hungarian):
        return name, NamedAfter.NAME
    if nickname := clean(found.nickname):
        return nickname, NamedAfter.NICKNAME
    for beside in (value.partition("<")[0] for value in found.emails if "<" in value):  # Jo Bell <jo@example.com>
        if name := clean(beside):
            return name, NamedAfter.NAME
    if organisation and (not emails or of_nobody(emails[0])):
        return organisation, NamedAfter.ORGANISATION
    if emails:
        return name_in_address(emails[0]), NamedAfter.ADDRESS
    return (phones[0], NamedAfter.NUMBER) if phones else ("", NamedAfter.NAME)


def page_of(text: str) -> str:
    """Return the LinkedIn page in `text` with its scheme, as planning looks for it; "" if there is none."""
    page = LINKEDIN.search(text[:1000])
    return f"https://www.{page.group(1)}" if page else ""


def is_linkedin_page(text: str) -> bool:
    return LINKEDIN.search(text[:1000]) is not None


def emails_of(values: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the distinct e-mail addresses among `values`, and the other texts.

    A value may hold several, and words around them. The names that Exchange gives to mailboxes are left out: they mean
    nothing outside of one firm.
    """
    good: dict[str, str] = {}
    odd: list[str] = []
    for value in values:
        odd.extend(beyond(value))
        if PLAIN_EMAIL.fullmatch(value):
            text, addresses = value, [value]
        else:
            text = tidy(without_entities(value[:LONGEST_VALUE]), LONGEST_VALUE)
            addresses = [] if EXCHANGE.match(text) else addresses_amid(text)
        for address in addresses:
            if len(address) <= LONGEST_EMAIL and (len(good) < MOST_ADDRESSES or address.lower() in good):
                good.setdefault(address.lower(), address)
            else:
                odd.append(address)
        if text and not addresses and not EXCHANGE.match(text):
            odd.append(text)
    return tuple(good.values()), odd


def beyond(value: str) -> list[str]:
    """Return what of a value is too long to be looked through, for the note: enough of it to show that that is cut."""
    return [value[LONGEST_VALUE : LONGEST_VALUE + 4 * LONGEST["note"] + 1]] if len(value) > LONGEST_VALUE else []


def addresses_amid(text: str) -> list[str]:
    """Return the addresses amid words, with blanks in them or escaped as in a link."""
    text = unquote(text) if "%40" in text else text
    return list(addresses_in(text)) or list(addresses_in(text.replace(" ", "")))


def phones_of(values: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the phone numbers among `values`, distinct by their digits, and the other texts."""
    if not values:
        return (), []
    good: dict[str, str] = {}
    odd: list[str] = []
    values = list(values)
    odd.extend(rest for value in values for rest in beyond(value))
    for text in [number for value in values for number in numbers_in(value)]:
        key = digits(text)
        is_cut_short = ("E" in text or "e" in text) and SCIENTIFIC.fullmatch(text)
        is_number = len(key) >= 3 and len(text) <= LONGEST_PHONE and not is_cut_short and not DATE.fullmatch(text)
        if is_number and len(good) < MOST_ADDRESSES:
            good.setdefault(key, text)
        elif text:
            odd.append(text)
    return tuple(good.values()), odd


def numbers_in(value: str) -> list[str]:
    """Return the numbers that stand in a value, several where each part of it could be one, as they were meant.

    What spreadsheets did to them is undone: an apostrophe or a formula in front ('07700, ="07700…"), ".0" behind, and
    4.477009E+11 where all digits are there.
    """
    if PLAIN_NUMBER.fullmatch(value):
        return [value]
    text = tidy(value[:LONGEST_VALUE].replace("\n", ";"), LONGEST_VALUE)
    if TEL_SCHEME.match(text):
        extension = EXTENSION.search(text)
        return [URI_PARAMETER.sub("", TEL_SCHEME.sub("", text)) + (f" ext. {extension.group(1)}" if extension else "")]
    if text[:1] in "='\"‘’`" and (bare := AS_FORMULA.fullmatch(text)) and digits(bare.group(1)):
        text = bare.group(1).strip("'’ ")
    if whole := WITH_DECIMALS.fullmatch(text):
        return [whole.group(1)]
    if exact := SCIENTIFIC.fullmatch(text):
        figures = exact.group(1) + exact.group(2)
        return [figures] if len(figures.lstrip("+-")) == int(exact.group(3)) + 1 else [text]
    for parts, least in ((BETWEEN_NUMBERS.split(text), LEAST_DIGITS), (text.split("/"), LEAST_WITH_AREA)):
        numbers = [part for part in parts if part]
        if len(numbers) > 1 and all(len(digits(number)) >= least for number in numbers):
            return numbers
    return [text]


def last_digits(phone: str) -> str:
    """Return the digits that a number has with and without its country's code."""
    return digits(phone)[-9:]


def digits(phone: str) -> str:
    """Return the digits of a number, with the leading plus, for comparison."""
    return ("+" if phone.startswith("+") else "") + "".join(filter(str.isdigit, phone))


def distinct(values: Iterable[str]) -> list[str]:
    """Return the distinct values that are not blank, in order."""
    stripped = [text for value in values if value and (text := value.strip())]
    return list(dict.fromkeys(stripped)) if len(stripped) > 1 else stripped
