"""What a member is about to ask for, read from the sealed offer of a suggestion."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from network.contacts.calling import called_by
from network.introductions import actions, rules
from network.introductions.asked import asked_before
from network.introductions.errors import AlreadyAskingError, NotOpenError
from network.introductions.offers import OfferUnreadableError, read_offer
from network.introductions.visibility import still_asking
from network.models import Contact, Introduction, Member


@dataclass(frozen=True)
class Offered:
    requester: Member
    introducer: Member
    contact: Contact
    line_of_work: str

    @property
    def introducer_name(self) -> str:
        return called_by(self.requester.pk, [self.introducer])[self.introducer.pk]

    def ask(self, **given: Any) -> Introduction:
        """Ask for it; see `actions.ask`."""
        return actions.ask(
            requester=self.requester,
            introducer=self.introducer,
            contact=self.contact,
            line_of_work=self.line_of_work,
            **given,
        )


def draft_place(value: str, member: Member) -> str | None:
    """Return the name under which a draft is kept of what the offer `value` is about; None if it cannot be read.

    No two offers of the same are alike, so the page's address would not find it again.
    """
    try:
        offer = read_offer(value, member.pk)
    except OfferUnreadableError:
        return None
    return f"ask/{offer.contact_id}/{offer.line_of_work}"


def look_at(value: str, member: Member) -> Offered:
    """Return what the offer `value` lets `member` ask for.

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
    first = asked_before(member, contact).filter(still_asking(now)).first()
    if first is not None:
        raise AlreadyAskingError(first.pk)
    rules.check_room_to_ask(member, now)
    if not rules.is_open(member, contact, offer.line_of_work):
        raise NotOpenError
    return Offered(member, contact.owner, contact, offer.line_of_work)
