"""Links by which a device rings, texts or writes to somebody."""

import re

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

_PHONE = re.compile(r"\+?[\d ()/-]{5,}")
_TAKE_TEXTS = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.UNKNOWN)


def link_to(contact: str) -> str:
    """Return the link for `contact`, which is a page, a phone number or an e-mail address; "" if it is none of them."""
    contact = contact.strip()
    if contact.startswith(("https://", "http://")):
        return contact
    if _PHONE.fullmatch(contact):
        return "tel:" + "".join(mark for mark in contact if mark.isdecimal() or mark == "+")
    try:
        validate_email(contact)
    except ValidationError:
        return ""
    return f"mailto:{contact}"


def link_to_ring(phone: str) -> str:
    """Return the link that rings `phone`, a number as somebody wrote it down; "" if it cannot be read as one."""
    number = _read(phone)
    return phonenumbers.format_number(number, PhoneNumberFormat.RFC3966) if number else ""


def link_to_text(phone: str) -> str:
    """Return the link that begins a text message to `phone`; "" for what is no number, and for a landline."""
    number = _read(phone)
    if number is None or number.extension or phonenumbers.number_type(number) not in _TAKE_TEXTS:
        return ""
    plain = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    # A range that is not in use has no type; in the United Kingdom mobiles begin with 7.
    return "" if plain.startswith("+44") and plain[3] != "7" else f"sms:{plain}"


def _read(phone: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(phone, settings.PHONE_REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None
