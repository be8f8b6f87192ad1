"""Offers: the opaque value that a suggestion carries, and what a member may ask for by it.

A page may say "somebody Amina knows is a pastry chef", but two pages that are compared must not tell that they are
about the same somebody. So the value is encrypted rather than signed, and no two values are alike.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from network.identity.confirmed import called_by
from network.introductions import rules
from network.introductions.errors import AlreadyAskingError, NotOpenError
from network.introductions.queries import requests_for
from network.introductions.visibility import still_asking
from network.models import Contact, Member
from network.platform.privacy.tokens import SealBrokenError, seal, unseal

PURPOSE = "introduction offer"
OFFER_LIFE = timedelta(days=7)
"""An older offer cannot be read. Whether it still stands is checked at every use."""


class OfferUnreadableError(Exception):
    """The value was not made here, was made for somebody else, or is too old."""


@dataclass(frozen=True)
class Offer:
    """The contact of an introducer, by the line of work that the requester was shown."""

    requester_id: int
    contact_id: int
    line_of_work: str
    line_is_past: bool = False


@dataclass(frozen=True)
class OpenOffer:
    """An offer that stands: `requester` may ask the owner of `contact` for an introduction."""

    requester: Member
    contact: Contact
    line_of_work: str
    line_is_past: bool

    @property
    def introducer_name(self) -> str:
        introducer = self.contact.owner
        return called_by(self.requester.pk, [introducer])[introducer.pk]


def sign_offer(requester_id: int, contact_id: int, line_of_work: str, line_is_past: bool = False) -> str:
    """Return the value for a link (URL-safe text), which only this requester can use."""
    return seal(PURPOSE, [requester_id, contact_id, line_of_work, line_is_past])


def read_offer(value: str, requester_id: int) -> Offer:
    """Return what `value` offers. Raises `OfferUnreadableError`."""
    try:
        offer = Offer(*unseal(PURPOSE, value, life=OFFER_LIFE))
    except SealBrokenError as error:
        raise OfferUnreadableError from error
    if offer.requester_id != requester_id:
        raise OfferUnreadableError
    return offer


def open_offer(value: str, member: Member) -> OpenOffer:
    """Return what `member` may ask for by the offer `value`.

    Raises `AlreadyAskingError`, `TooManyOpenError` or `NotOpenError`.
    """
    try:
        offer = read_offer(value, member.pk)
    except OfferUnreadableError as error:
        raise NotOpenError from error
    contact = Contact.objects.select_related("owner").filter(pk=offer.contact_id).first()
    if contact is None:
        raise NotOpenError
    now = timezone.now()
    earlier = requests_for(member, contact).filter(still_asking(now)).first()
    if earlier is not None:
        raise AlreadyAskingError(earlier.pk)
    rules.check_open_requests(member, now)
    if not rules.can_ask(member, contact, offer.line_of_work, is_past=offer.line_is_past):
        raise NotOpenError
    return OpenOffer(member, contact, offer.line_of_work, offer.line_is_past)


def is_of_the_past(value: str, member: Member) -> bool:
    """Tell whether the offer `value` is about work that is over; False if it cannot be read."""
    try:
        return read_offer(value, member.pk).line_is_past
    except OfferUnreadableError:
        return False


def draft_place(value: str, member: Member) -> str | None:
    """Return the name under which the draft of a request is kept, or None if the offer `value` cannot be read.

    No two offers of the same contact are alike, so a draft kept by the page's address would not be found again.
    """
    try:
        offer = read_offer(value, member.pk)
    except OfferUnreadableError:
        return None
    return f"ask/{offer.contact_id}/{offer.line_of_work}"
