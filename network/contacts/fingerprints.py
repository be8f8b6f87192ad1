"""Keyed hashes of e-mail addresses and phone numbers: how two records are seen to be one person.

A fingerprint is HMAC-SHA-256 (RFC 2104) with a key of its own, `settings.FINGERPRINT_KEY`, so that somebody who
gets hold of the table alone cannot try all phone numbers against it.
"""

import hashlib
import hmac
import re
import unicodedata
from functools import lru_cache

import idna
import phonenumbers
from django.conf import settings
from django.utils.translation import gettext as _

from network.models import Address

LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
LONGEST_PHONE = 60

# Quoted local parts ("a b"@example.com) are legal and all but unheard of; taking them would let pasted prose through.
_LOCAL_PART = re.compile(r'[^\s@<>()\[\],;:\\"]+')


def normalise_email(value: str) -> str:
    """Return `value` trimmed, in lower case, its domain in ASCII by IDNA (UTS 46).

    A part after "+" is kept: whether it means the same mailbox is the provider's secret, and guessing wrong would make
    one person of two. Raises ValueError, with words for the person who typed it, if it is no e-mail address.
    """
    complaint = _("That does not look like an e-mail address. It should be like name@example.com.")
    text = unicodedata.normalize("NFC", value.strip()).lower()
    local, at, domain = text.rpartition("@")
    if not at or len(text) > LONGEST_EMAIL or not _LOCAL_PART.fullmatch(local) or not _is_printable(local):
        raise ValueError(complaint)
    try:
        ascii_domain = _in_ascii(domain.removesuffix("."))
    except (idna.IDNAError, UnicodeError) as error:
        raise ValueError(complaint) from error
    if len(local.encode("utf-8", "replace")) > LONGEST_LOCAL_PART or len(local) + 1 + len(ascii_domain) > LONGEST_EMAIL:
        raise ValueError(complaint)
    return f"{local}@{ascii_domain}"


@lru_cache(maxsize=4096)
def _in_ascii(domain: str) -> str:
    """Return a domain as IDNA has it. An address book holds few of them, many times over, and each takes 0.1 ms."""
    return idna.encode(domain, uts46=True, transitional=False).decode("ascii").lower()


def normalise_phone(value: str, region: str | None = None) -> str:
    """Return `value` in E.164 ("+441632960123"), read as dialled from `region` (default `settings.PHONE_REGION`).

    An extension is kept, as in RFC 3966 ("+441632960123;ext=12"): a switchboard is not one person. Raises ValueError,
    with words for the person who typed it, if no phone could ring at it. Numbers that are merely not in use pass: the
    tables of numbers in use are always behind.
    """
    complaint = _("That does not look like a whole phone number. Please check it, with its area code.")
    if len(value) > LONGEST_PHONE:
        raise ValueError(complaint)
    try:
        number = phonenumbers.parse(value.strip(), region or settings.PHONE_REGION)
    except phonenumbers.NumberParseException as error:
        raise ValueError(complaint) from error
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValueError(complaint)
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else plain


def fingerprint_of_email(value: str) -> str:
    """Return the fingerprint of an e-mail address, 64 hex digits. Raises ValueError if it is none."""
    return _digest(normalise_email(value))


def fingerprint_of_phone(value: str, region: str | None = None) -> str | None:
    """Return the fingerprint of a phone number, 64 hex digits, or None if nobody could ring it."""
    try:
        return _digest(normalise_phone(value, region))
    except ValueError:
        return None


def fingerprint_of(kind: str, value: str) -> str | None:
    """Return the fingerprint of an address of either kind (`Address.Kind`), or None if it cannot be read as one."""
    if kind == Address.Kind.PHONE:
        return fingerprint_of_phone(value)
    try:
        return fingerprint_of_email(value)
    except ValueError:
        return None


def _digest(normalised: str) -> str:
    return hmac.new(settings.FINGERPRINT_KEY.encode(), normalised.encode(), hashlib.sha256).hexdigest()


def _is_printable(text: str) -> bool:
    return not any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in text)
