"""What has to hold for an introduction to be asked for, passed on or answered, whoever acts."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q

from network.contacts.naming import names_on
from network.introductions.capacity import able_to_take_requests
from network.introductions.errors import TooManyOpenError
from network.introductions.states import LIVE
from network.introductions.visibility import still_asking
from network.models import Contact, Fingerprint, Handshake, Introduction, Member
from network.privacy.blocks import are_blocked


def is_open(requester: Member, contact: Contact, line_of_work: str) -> bool:
    """Tell whether `requester` may ask the owner of `contact` for an introduction to it, by what they were shown.

    One answer for every cause: a contact that is gone, private or does other work by now, a handshake that ended, a
    block, somebody who is away or has enough to do. Which of them it is concerns nobody. Whom the contact names is read
    from itself alone (`network.contacts.naming`); what others' cards make of it is looked at when it is passed on.
    """
    introducer = contact.owner
    named = names_on([contact])[contact.pk].members
    return (
        not contact.private
        and bool(line_of_work)
        and contact.line_of_work == line_of_work
        and introducer.pk != requester.pk
        and named.isdisjoint({requester.pk, introducer.pk})
        and Handshake.objects.between(requester, introducer).exists()
        and not are_blocked(requester.pk, introducer.pk)
        and not any(are_blocked(one.pk, met) for one in (requester, introducer) for met in named)
        and introducer.pk in able_to_take_requests([introducer.pk])
    )


def _to_the_same(contact: Contact) -> Q:
    """Who was asked for may have become another Person since, by joining for instance; the contact tells."""
    return Q(target=contact.person_id) | Q(contact=contact) | Q(contact__person=contact.person_id)


def check_room_to_ask(requester: Member, now: datetime) -> None:
    """Raise `TooManyOpenError` if `requester` has as many open requests as one may have at a time.

    Those count that look open to them; so the count tells nothing of a quiet no, and nobody waits longer for having
    been refused than for having been left without an answer.
    """
    limit: int = settings.OPEN_INTRODUCTIONS
    if Introduction.objects.filter(still_asking(now), requester=requester).count() >= limit:
        raise TooManyOpenError(limit)


def met_in_the_service(contact: Contact) -> Member | None:
    """Return the member who may be asked in the service: `contact` is theirs by a handshake with its owner.

    Either the handshake has shown it of this very contact, or the contact carries an address that they have proved.
    That two cards are one Person may rest on what a third member wrote: not enough to say who reads a request.
    """
    if contact.confirmed_as_id is not None:
        same = Member.objects.filter(pk=contact.confirmed_as_id)
    else:
        addresses = Fingerprint.objects.filter(contact=contact).values("digest")
        same = Member.objects.filter(fingerprints__digest__in=addresses).distinct()
    known: Member
    for known in same.order_by("pk"):
        if Handshake.objects.between(contact.owner, known).exists():
            return known
    return None


def has_to_be_held_back(introduction: Introduction, contact: Contact, met: Member | None) -> bool:
    """Tell whether it may not reach the one it is for, though the introducer passes it on.

    `met` is who would be asked in the service. What the introducer cannot know must not show: so it looks passed on.
    """
    requester, introducer = introduction.requester, introduction.introducer
    behind = met or Member.objects.filter(person_id=contact.person_id).first()
    if are_blocked(requester.pk, introducer.pk) or not Handshake.objects.between(requester, introducer).exists():
        return True
    if contact.person_id == requester.person_id or not requester.is_active:
        return True
    if behind and (are_blocked(requester.pk, behind.pk) or are_blocked(introducer.pk, behind.pk)):
        return True
    if met and (met.pk == requester.pk or met.pk not in able_to_take_requests([met.pk])):
        return True
    return _is_asked_for_the_same_already(introduction, contact, met)


def _is_asked_for_the_same_already(introduction: Introduction, contact: Contact, met: Member | None) -> bool:
    """Two contacts can turn out to be one person; nobody is asked twice for one requester at a time."""
    live = Introduction.objects.filter(requester=introduction.requester_id, state__in=LIVE)
    same = _to_the_same(contact) & Q(state=Introduction.State.PASSED_ON)
    if met:
        same |= Q(target_member=met, held_back=False)
    return live.filter(same).exclude(pk=introduction.pk).exists()


def can_still_meet(introduction: Introduction) -> bool:
    """Tell whether the two may be brought together now that the one asked says yes: nobody has left or blocked."""
    requester = introduction.requester
    other = introduction.target_member or Member.objects.filter(person_id=introduction.target_id).first()
    return requester.is_active and (other is None or not are_blocked(requester.pk, other.pk))
