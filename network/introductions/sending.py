"""Ways to send the link to the one to meet, from the introducer's own phone or inbox. The service sends nothing."""

from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from network.invitations.links import Sending, whatsapp_number
from network.models import Address, Introduction


def sending_of(introduction: Introduction, link: str) -> Sending:
    """Return ways to send `link`, to the introducer's own addresses of their contact if they have any."""
    kept = Address.objects.filter(contact=introduction.contact_id).values_list("kind", "value")
    emails = [value for kind, value in kept if kind == Address.Kind.EMAIL]
    phones = [value for kind, value in kept if kind == Address.Kind.PHONE]
    name = introduction.requester.display_name
    greeting = _("Hello, %(name)s, whom I know, would like to meet you. You can read about it and say yes or no here:")
    words = f"{greeting % {'name': name}} {link}"
    subject = _("%(name)s would like to meet you") % {"name": name}
    to = quote(emails[0], safe="@") if emails else ""
    return Sending(
        link=link,
        words=words,
        mail=f"mailto:{to}?{urlencode({'subject': subject, 'body': words}, quote_via=quote)}",
        whatsapp=f"https://wa.me/{whatsapp_number(phones)}?{urlencode({'text': words}, quote_via=quote)}",
    )
