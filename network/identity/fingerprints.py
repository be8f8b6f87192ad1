"""Keyed hashes of e-mail addresses and phone numbers: how two records are seen to be one person.

A fingerprint is the first half of an HMAC-SHA-256 (RFC 2104, section 5) with a key of its own,
`settings.FINGERPRINT_KEY`, so that somebody who gets hold of the table alone cannot try all phone numbers against it.
"""

import hmac
import re
import unicodedata
from functools import lru_cache

import phonenumbers
from django.conf import settings
from django.utils.translation import gettext as _

from matching.characters import normalized
from network.models import Address
from network.platform.mail_addresses import ascii_domain

LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
LONGEST_PHONE = 60
LONGEST_DIGEST = 32  # hex digits, 128 bits
MOST_READ = 4 * LONGEST_EMAIL  # characters of what may be an e-mail address

_BETWEEN_DIGITS = str.maketrans("", "", " -().")
_PLAIN_NUMBER = re.compile(r"\+?[0-9]{10,15}")
_ANY_THREE = "000"
_PLAIN_LOCAL_PART = re.compile(r"[a-z0-9_.+\-]{1,64}")  # as most of a million addresses have
# Quoted local parts ("a b"@example.com) are legal and all but unheard of; taking them would let pasted prose through.
_LOCAL_PART = re.compile(r'[^\s@<>()\[\],;:\\"]+')


def normalise_email(value: str) -> str:
    """Return `value` trimmed, in lower case, its domain in ASCII by IDNA (UTS 46).

    A part after "+" is kept. Only the provider knows whether it means the same mailbox, and a wrong guess would join
    two people. Raises ValueError, with words for the person who typed it, if it is no e-mail address.
    """
    normalised = _normalised_email(value) if len(value) <= MOST_READ else ""
    if not normalised:
        raise ValueError(_("That doesn’t look like an e-mail address. It should look like name@example.com."))
    return normalised


def _normalised_email(value: str) -> str:
    """Return the address in its normal form, or "" if it is none."""
    text = value.strip()
    text = text.lower() if text.isascii() else normalized("NFC", text, MOST_READ).lower()
    local, at, domain = text.rpartition("@")
    if not at or len(text) > LONGEST_EMAIL:
        return ""
    if not _PLAIN_LOCAL_PART.fullmatch(local) and not _may_be_local_part(local):
        return ""
    try:
        host = ascii_domain(domain)
    except ValueError:
        return ""
    return f"{local}@{host}" if len(local) + 1 + len(host) <= LONGEST_EMAIL else ""


def _may_be_local_part(local: str) -> bool:
    if not _LOCAL_PART.fullmatch(local) or not _is_printable(local):
        return False
    return len(local.encode("utf-8", "replace")) <= LONGEST_LOCAL_PART


def normalise_phone(value: str, region: str | None = None) -> str:
    """Return `value` in E.164 ("+441632960123"), read as dialled from `region` (default `settings.PHONE_REGION`).

    An extension is kept, as in RFC 3966 ("+441632960123;ext=12"), because a switchboard is not one person. A number
    that is merely not in use is accepted, because the tables of numbers in use are always behind. Raises ValueError,
    with words for the person who typed it, if no phone could have the number.
    """
    normalised = _normalised_phone(value, region or settings.PHONE_REGION) if len(value) <= LONGEST_PHONE else ""
    if not normalised:
        raise ValueError(_("That doesn’t look like a whole phone number. Please check it, and include the area code."))
    return normalised


def _normalised_phone(value: str, region: str) -> str:
    """Return the number in its normal form, or "" if it is none.

    Parsing takes 0.1 ms, and an address book may hold a million numbers of few beginnings. How a number is dialled
    depends on its beginning and its length, so plain ones are parsed once for each thousand.
    """
    digits = value.translate(_BETWEEN_DIGITS)
    if not _PLAIN_NUMBER.fullmatch(digits):
        return _parsed_phone(value, region)
    whole = _parsed_thousand(digits[:-3], region)
    if whole and not whole.endswith(_ANY_THREE):
        return _parsed_phone(value, region)
    return whole and whole[:-3] + digits[-3:]


@lru_cache(maxsize=16_384)
def _parsed_thousand(beginning: str, region: str) -> str:
    return _parsed_phone(beginning + _ANY_THREE, region)


def _parsed_phone(value: str, region: str) -> str:
    try:
        number = phonenumbers.parse(value.strip(), region)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else plain


def fingerprint_of_email(value: str) -> str:
    """Return the fingerprint of an e-mail address, 32 hex digits. Raises ValueError if it is none."""
    return digest_of(normalise_email(value))


def fingerprint_of(kind: str, value: str) -> str | None:
    """Return the fingerprint of an address of either kind (`Address.Kind`), or None if it cannot be read as one."""
    normal = normalised(kind, value)
    return digest_of(normal) if normal else None


def normalised(kind: str, value: str) -> str:
    """Return an address of either kind (`Address.Kind`) in its normal form, or "" if it cannot be read as one."""
    if kind == Address.Kind.PHONE:
        return _normalised_phone(value, settings.PHONE_REGION) if len(value) <= LONGEST_PHONE else ""
    return _normalised_email(value) if len(value) <= MOST_READ else ""


def digest_of(normal: str) -> str:
    """Return the fingerprint of an address in its normal form, 32 hex digits."""
    return hmac.digest(settings.FINGERPRINT_KEY.encode(), normal.encode(), "sha256").hex()[:LONGEST_DIGEST]


def _is_printable(text: str) -> bool:
    if text.isascii():
        return text.isprintable()
    return not any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in text)
