"""The conditions for asking for an introduction, for passing it on and for meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from network.identity.allowed_comparisons import kept_private, records_of_oneself
from network.introductions.capacity import able_to_take_requests
from network.introductions.errors import TooManyOpenError
from network.introductions.states import LIVE
from network.introductions.visibility import still_asking
from network.models import Contact, Handshake, Introduction, Member
from network.platform.privacy.blocks import are_blocked, blocked_by


def can_ask(requester: Member, contact: Contact, line_of_work: str, *, is_past: bool = False) -> bool:
    """Tell whether `requester` can ask the owner of `contact` for an introduction to it, by the work they were shown.

    The answer is no for every cause alike, and after the same work, so that it discloses none: the contact is private,
    does other work by now or this no longer, the handshake ended, the owner is away or at capacity. Only the contact
    itself and the requester's own addresses decide here who it names. A block that somebody else made does not count:
    the request is taken, and `is_delivered` says what becomes of it.
    """
    introducer = contact.owner
    return all(
        [
            not contact.private,
            bool(line_of_work) and (contact.line_of_work, contact.line_is_past) == (line_of_work, is_past),
            requester.pk not in (introducer.pk, contact.confirmed_as_id),
            not records_of_oneself(requester, [contact.pk]),
            not kept_private([contact.pk]),
            Handshake.objects.between(requester, introducer).exists(),
            introducer.pk not in blocked_by(requester.pk),
            introducer.pk in able_to_take_requests([introducer.pk]),
        ]
    )


def is_delivered(requester: Member, contact: Contact) -> bool:
    """Tell whether a new request of `requester` reaches the owner of `contact`.

    It does unless a block stands between the two, or the requester has blocked whom a handshake has confirmed the
    contact as: an introducer who acts with them would see that what they passed on never came. Otherwise it is kept,
    counts in the introducer's month, and runs out at its deadline like one without an answer. So neither the requester
    nor anybody whom they know can tell.
    """
    blocked_target = contact.confirmed_as_id in blocked_by(requester.pk)
    return not (are_blocked(requester.pk, contact.owner_id) or blocked_target)


def check_open_requests(requester: Member, now: datetime) -> None:
    """Raise `TooManyOpenError` if `requester` has reached the limit of open requests.

    The requests that look open to the requester count. So the limit does not disclose a quiet no, and a refusal holds
    a place no longer than a request without an answer.
    """
    limit: int = settings.OPEN_INTRODUCTIONS
    if Introduction.objects.filter(still_asking(now), requester=requester).count() >= limit:
        raise TooManyOpenError(limit)


def target_member(contact: Contact) -> Member | None:
    """Return the member who can be asked in the service: the one that a handshake has confirmed `contact` as, if any.

    An address on the contact is not enough, proved or not: the introducer would learn whose it is from whether they
    are given a link to send.
    """
    if contact.confirmed_as_id is None:
        return None
    member: Member | None = Member.objects.filter(pk=contact.confirmed_as_id).first()
    return member if member is not None and Handshake.objects.between(contact.owner, member).exists() else None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What becomes of a request that is passed on to a member in the service."""

    held_back: bool = False
    """It may not reach them. The introducer must not learn the cause, so it looks passed on."""
    counts: bool = False
    """It counts in their month: they could have taken it. So who counts does not depend on blocks."""


def delivery_to(introduction: Introduction, target: Member | None) -> Delivery:
    """Return what becomes of a request that its introducer passes on to `target`, a member; None for a personal link.

    Nothing behind a personal link is held back: its holder could tell by saying yes himself. There the address that
    the answerer proves decides (`can_still_meet`).
    """
    if target is None:
        return Delivery()
    requester, introducer = introduction.requester, introduction.introducer
    takes_it = all([target.pk in able_to_take_requests([target.pk]), not _is_asked_already(introduction, target)])
    stands = [
        requester.is_active,
        target.pk != requester.pk,
        Handshake.objects.between(requester, introducer).exists(),
        not are_blocked(requester.pk, introducer.pk, target.pk),
    ]
    return Delivery(held_back=not (takes_it and all(stands)), counts=takes_it)


def _is_asked_already(introduction: Introduction, target: Member) -> bool:
    """Tell whether the target already has a live request of this requester, through another introducer.

    One that a block holds back is as if they had it: else two would count in their month, and one without the block.
    """
    live = Introduction.objects.filter(requester=introduction.requester_id, target_member=target, state__in=LIVE)
    return live.filter(target_counted_at__isnull=False).exclude(pk=introduction.pk).exists()


def can_still_meet(introduction: Introduction, answerer_id: int | None) -> bool:
    """Tell whether a yes can take effect: the requester has not left, and has no block with whoever says it.

    `answerer_id` is the member who was asked in the service, or who proved the address given with the yes; None for
    somebody without an account.
    """
    requester = introduction.requester
    return requester.is_active and (answerer_id is None or not are_blocked(requester.pk, answerer_id))
