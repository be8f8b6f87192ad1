"""Ways for a member to send a personal link to a contact themselves. Plain addresses: the service sends nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from network.identity.fingerprints import normalise_phone
from network.models import Address


@dataclass(frozen=True)
class ShareLinks:
    """A link, the words that go with it, and the addresses that open the member's own apps with both."""

    link: str
    words: str
    mail: str
    whatsapp: str
    text_message: str
    ring: str
    """Empty without a number that can be rung."""


def share_links(*, link: str, words: str, subject: str, contact_id: int | None) -> ShareLinks:
    """Return ways to send `words`, which hold `link`, to the owner's own addresses of their contact if they have any.

    One query.
    """
    kept = list(Address.objects.filter(contact=contact_id).values_list("kind", "value"))
    emails = [value for kind, value in kept if kind == Address.Kind.EMAIL]
    to = quote(emails[0], safe="@") if emails else ""
    number = _number(value for kind, value in kept if kind == Address.Kind.PHONE)
    return ShareLinks(
        link=link,
        words=words,
        mail=f"mailto:{to}?{urlencode({'subject': subject, 'body': words}, quote_via=quote)}",
        whatsapp=f"https://wa.me/{number}?{urlencode({'text': words}, quote_via=quote)}",
        # "?&body=" is read by Android (RFC 5724) and by iPhones, which want "&body=".
        text_message=f"sms:{'+' if number else ''}{number}?&{urlencode({'body': words}, quote_via=quote)}",
        ring=f"tel:+{number}" if number else "",
    )


def _number(phones: Iterable[str]) -> str:
    """Return the first number that can be rung, digits alone as WhatsApp wants it, or nothing: apps then ask whom."""
    for phone in phones:
        try:
            return normalise_phone(phone).partition(";")[0].lstrip("+")
        except ValueError:
            continue
    return ""
