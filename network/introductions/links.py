"""The personal link to whoever is to be met: how its token is derived, and the ways for the introducer to send it.

The token is stored nowhere. It is derived from `link_handle`, which is random, and a secret key of the service, so that
the introducer can find it again until they say that they have sent it; then the handle is deleted. A link is looked up
by its hash alone.
"""

from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.contacts.share_links import ShareLinks, share_links
from network.introductions.permissions import may_make_link_again
from network.introductions.states import Role
from network.models import Contact, Introduction, Recommendation
from network.models.contact import HowKnown
from network.platform.first_names import first_name
from network.platform.privacy import codes
from network.platform.privacy.tokens import derived_tokens, hash_of_token
from network.platform.text import with_article

Basis, Purpose = Recommendation.Basis, Introduction.Purpose

KNOWN: dict[str, str | Promise] = {
    Basis.WORKED: gettext_lazy("I’ve worked with %(requester)s."),
    Basis.MANAGED: gettext_lazy("%(requester)s used to work for me."),
    Basis.TAUGHT: gettext_lazy("I used to teach %(requester)s."),
    Basis.VOLUNTEERED: gettext_lazy("I’ve volunteered with %(requester)s."),
    Basis.CUSTOMER: gettext_lazy("I’ve been a customer of %(requester)s’s."),
    Basis.FAMILY: gettext_lazy("%(requester)s is family."),
}
KNOWN_OTHERWISE: dict[str, str | Promise] = {
    HowKnown.NEIGHBOUR: gettext_lazy("%(requester)s is a neighbour of mine."),
    HowKnown.FRIEND: gettext_lazy("%(requester)s is a friend of mine."),
    HowKnown.SCHOOL_GATE: gettext_lazy("I know %(requester)s from the school gate."),
    HowKnown.CLUB: gettext_lazy("I know %(requester)s from a group we’re both in."),
}
"""By the introducer's own record of the requester, where they said no more than "neighbour or friend"."""
HOPES: dict[str, str | Promise] = {
    Purpose.CHAT: gettext_lazy("would love ten minutes of your time"),
    Purpose.ADVICE: gettext_lazy("would love your advice"),
    Purpose.VISIT: gettext_lazy("would love to see where you work"),
    Purpose.ROLE: gettext_lazy("would love to hear if there’s a job going"),
}


class Link(NamedTuple):
    handle: str
    token: str


def new_link(introduction: Introduction) -> Link:
    """Return a new handle, 128 random bits, with its token: HMAC-SHA-256, URL-safe, 43 characters."""
    handle = codes.make_handle()
    return Link(handle, _tokens(introduction, handle)[0])


def link_to_send(introduction: Introduction, role: Role, now: datetime) -> str | None:
    """Return the token of the link if `role` may still find it: the introducer, until they have sent it.

    None also for a link made under a key that is out of force. Somebody with the link can still answer.
    """
    if not introduction.link_handle or not may_make_link_again(introduction, role, now):
        return None
    tokens = _tokens(introduction, introduction.link_handle)
    return next((token for token in tokens if hash_of_token(token) == introduction.token_hash), None)


def message_of(introduction: Introduction, basis: str, how_known: str, link: str) -> str:
    """Return the message with `link`, as the introducer would write it to whoever is to be met.

    It is made from their own records, what they said of how they know the requester, and the request.
    """
    requester = introduction.requester.display_name
    contact = introduction.contact
    words = {
        "requester": requester,
        "first": first_name(requester),
        "line": introduction.line_of_work,
        "a_line": with_article(introduction.line_of_work),
        "hope": HOPES[introduction.purpose],
        "link": link,
    }
    hello = _("Hi %(name)s,") % {"name": first_name(contact.name)} if contact else _("Hi,")
    known = str(KNOWN.get(basis) or KNOWN_OTHERWISE.get(how_known) or _("I know %(requester)s.")) % words
    wish = _("%(first)s is looking for work as %(a_line)s and %(hope)s.") % words
    return " ".join([hello, known, wish, _("This page says more: %(link)s") % words])


def consent_links(introduction: Introduction, link: str) -> ShareLinks:
    """Return ways for the introducer to send `link` to their contact. Three queries."""
    said = Recommendation.objects.filter(introduction=introduction, by=introduction.introducer_id).first()
    subject = _("%(name)s would like to meet you") % {"name": introduction.requester.display_name}
    record = Contact.objects.filter(owner=introduction.introducer_id, confirmed_as=introduction.requester_id).first()
    words = message_of(introduction, said.basis if said else "", record.how_known if record else "", link)
    return share_links(link=link, words=words, subject=subject, contact_id=introduction.contact_id)


def _tokens(introduction: Introduction, handle: str) -> list[str]:
    return derived_tokens(f"backr introduction link {introduction.pk} {handle}")
