"""Addresses in the form in which two records are compared, and which of them are one person's own."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType

from network.identity.fingerprints import normalise_email, normalise_phone
from network.imports.reading import Card
from network.imports.reading.composing import digits
from network.models import Address

EMAIL, PHONE = Address.Kind.EMAIL.value, Address.Kind.PHONE.value
PAGE = "page"
"""A LinkedIn page. LinkedIn exports few e-mail addresses, and without the page two John Smiths would be joined."""
KINDS = (EMAIL, PHONE, PAGE)
Normal = tuple[str, str]
"""Kind of address, and the address in its normal form."""
Key = int
"""The hash of a `Normal`, with its kind and whether it can be one person's own in the last bits. A file may hold a
million addresses, and as numbers they take a tenth of the memory. Each process keys its hashes of texts anew, so nobody
can write two addresses with one key."""
LINKEDIN_PAGE = re.compile(r"\b(?:https?://)?(?:[a-z]{1,3}\.)?linkedin\.com/in/([^/?#\s]{1,200})", re.IGNORECASE)
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PERSONAL_NUMBER)
ROLE_WORDS = """
info office admin sales hello hi contact enquiries enquiry inquiries reception mail post team support service help
accounts billing bookings booking jobs hr careers news newsletter marketing press shop orders webmaster noreply no-reply
donotreply secretary kontakt buero biuro contacto bureau swyddfa
"""
ROLES = frozenset(ROLE_WORDS.split())
"""Mailboxes of an office (RFC 2142 and what firms use): whoever works there reads them."""


def keys_of(card: Card) -> list[Key]:
    emails = [key_of(EMAIL, email) for email in card.emails]
    phones = [key_of(PHONE, phone) for phone in card.phones]
    return list(dict.fromkeys(map(key_for, [*emails, *pages_in(card.note), *phones])))


def key_for(address: Normal) -> Key:
    """Return the key of an address."""
    return hash(address) & ~7 | KINDS.index(address[0]) << 1 | can_be_ones_own(address)


def kind_of(key: Key) -> str:
    """Return the kind of the key's address."""
    return KINDS[key >> 1 & 3]


def is_kind_of_ones_own(key: Key) -> bool:
    """Tell whether such an address as the key's can be one person's own."""
    return bool(key & 1)


def pages_in(note: str) -> list[Normal]:
    """Return the LinkedIn pages in a note, which is where the import keeps them."""
    return [(PAGE, name.casefold()) for name in LINKEDIN_PAGE.findall(note)]


@lru_cache(maxsize=16_384)
def key_of(kind: str, value: str) -> Normal:
    """Return the address in its normal form, or as written if it is not valid."""
    try:
        return kind, normalise_email(value) if kind == EMAIL else normalise_phone(value)
    except ValueError:
        return kind, value.casefold() if kind == EMAIL else digits(value)


def can_be_ones_own(address: Normal) -> bool:
    """Tell whether such an address can be one person's: an e-mail address, a page or a mobile, no office's mailbox."""
    kind, value = address
    if kind == PHONE:
        return is_mobile(value)
    return kind == PAGE or value.partition("@")[0] not in ROLES


def is_mobile(number: str) -> bool:
    """Tell whether a number in its normal form is a mobile's. A landline, or half a number, belongs to a house."""
    if not number.startswith("+") or ";" in number:
        return False
    return is_of_mobiles(number[:-3])


@lru_cache(maxsize=16_384)
def is_of_mobiles(beginning: str) -> bool:
    """Tell whether the thousand numbers that begin so are mobiles'.

    The tables of numbers in use leave holes: in one, the numbers beside it decide.
    """
    number_type = type_of(beginning + "123")
    if number_type == PhoneNumberType.UNKNOWN:
        number_type = type_of(beginning[:-3] + "123456")
    return number_type in MOBILE


def type_of(number: str) -> int:
    try:
        return phonenumbers.number_type(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return int(PhoneNumberType.UNKNOWN)
