"""Ways to send a personal link from one's own phone or inbox. Plain addresses: the service sends nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from network.contacts.fingerprints import normalise_phone

LONGEST_SUBJECT_NAME = 80


@dataclass(frozen=True)
class Sending:
    """A link, the words that go with it, and the addresses that open the member's own mail and WhatsApp with both."""

    link: str
    words: str
    mail: str
    whatsapp: str


def sending_of(*, link: str, sender: str, service: str, emails: Sequence[str], phones: Sequence[str]) -> Sending:
    """Return ways to send `link`. `emails` and `phones` are the owner's own record of whom it is for; may be empty."""
    words = _(
        "Hello, I am on %(service)s, where people who know each other help each other find work. Join me here: %(link)s"
    ) % {
        "service": service,
        "link": link,
    }
    subject = _("%(sender)s asks you to join them on %(service)s") % {
        "sender": sender[:LONGEST_SUBJECT_NAME],
        "service": service,
    }
    to = quote(emails[0], safe="@") if emails else ""
    mail = f"mailto:{to}?{urlencode({'subject': subject, 'body': words}, quote_via=quote)}"
    whatsapp = f"https://wa.me/{whatsapp_number(phones)}?{urlencode({'text': words}, quote_via=quote)}"
    return Sending(link, words, mail, whatsapp)


def whatsapp_number(phones: Sequence[str]) -> str:
    """Return the first number that can be rung, digits alone as WhatsApp wants it, or nothing: it then asks whom."""
    for phone in phones:
        try:
            return normalise_phone(phone).partition(";")[0].lstrip("+")
        except ValueError:
            continue
    return ""
