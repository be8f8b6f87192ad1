"""Which addresses can be one person's own: a mobile, or a mailbox that is no office's.

By these alone two records are joined, in an import and among the records of all owners. A landline is a household's or
a firm's, and whoever works there reads `info@`.
"""

from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType

from network.models import Address

MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PERSONAL_NUMBER)
ROLE_WORDS = """
info office admin sales hello hi contact enquiries enquiry inquiries reception mail post team support service help
accounts billing bookings booking jobs hr careers news newsletter marketing press shop orders webmaster noreply no-reply
donotreply secretary kontakt buero biuro contacto bureau swyddfa
"""
ROLES = frozenset(ROLE_WORDS.split())
"""Mailboxes of an office (RFC 2142 and what firms use)."""


def can_be_ones_own(kind: str, normal: str) -> bool:
    """Tell whether an address of a kind (`Address.Kind`), in its normal form, can be one person's own."""
    if kind == Address.Kind.PHONE:
        return is_mobile(normal)
    mailbox = normal.partition("@")[0]
    return mailbox.partition("+")[0] not in ROLES


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
