"""Addresses in the form in which two records are compared, and which of them are one person's own."""

import re
from functools import lru_cache

from network.identity.fingerprints import normalised
from network.identity.own_addresses import can_be_ones_own
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


def keys_of(card: Card) -> list[Key]:
    emails = [key_of(EMAIL, email) for email in card.emails]
    phones = [key_of(PHONE, phone) for phone in card.phones]
    return list(dict.fromkeys(map(key_for, [*emails, *pages_in(card.note), *phones])))


def key_for(address: Normal) -> Key:
    """Return the key of an address."""
    return hash(address) & ~7 | KINDS.index(address[0]) << 1 | is_ones_own_kind(address)


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
    return kind, normalised(kind, value) or (value.casefold() if kind == EMAIL else digits(value))


def is_ones_own_kind(address: Normal) -> bool:
    """Tell whether such an address can be one person's: a page is."""
    kind, value = address
    return kind == PAGE or can_be_ones_own(kind, value)
