"""The operator's contact, as something to tap on."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_PHONE = re.compile(r"\+?[\d ()/-]{5,}")


def link_to(contact: str) -> str:
    """Return the address that opens `contact`: an e-mail address, a phone number or a page; empty if it is neither."""
    contact = contact.strip()
    if contact.startswith(("https://", "http://")):
        return contact
    if _PHONE.fullmatch(contact):
        return "tel:" + re.sub(r"[^\d+]", "", contact)
    try:
        validate_email(contact)
    except ValidationError:
        return ""
    return f"mailto:{contact}"
