"""Handshakes: two members have each said that they know the other.

A contact alone makes no handshake and tells its owner nothing. Only the member who has proved the address on the
contact is told of it, on their own page, and the owner sees only a yes.
"""

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from network.identity.confirmed import confirm, contacts_that_name, part
from network.identity.names import are_forms_of_one, words_of
from network.identity.resolve import one_at_a_time
from network.models import Contact, DeclinedRecognition, Fingerprint, Handshake, Invitation, Member
from network.models.member import MemberQuerySet
from network.platform.errors import NotFoundError
from network.platform.outbox.record import mark
from network.platform.privacy.blocks import are_blocked, blocked_with


class NotPossibleError(Exception):
    """These two cannot have a handshake: they are the same member, one has blocked the other, or one has left."""


def waiting_recognitions(member: Member) -> list[Member]:
    """Return who says that they know `member`, as long as it has not been answered, by name. Two queries.

    A recognition is a contact of another member, not private, that carries an address `member` has proved. Members
    with whom there is a handshake or a block, and those to whom the member has said no, are left out.
    """
    return list(_recognising(member).select_related("place").order_by("name", "pk"))


def accept_recognition(*, member: Member, by_id: int, contact_id: int | None = None) -> Handshake:
    """Say yes to the member `by_id`, who says that they know `member`. Raises NotFoundError if they do not.

    `contact_id` is the contact that `member` says they are. The yes tells `by` which contact of theirs it was, and that
    is what is said yes to.
    """
    with transaction.atomic():
        one_at_a_time()
        by = _recognising_member(member, by_id)
        return shake_hands(
            member=by,
            other=member,
            origin=Handshake.Origin.RECOGNITION,
            contact=contacts_that_name(owner=by, other=member).first(),
            others_contact=unconfirmed_contact(member, contact_id),
        )


def decline_recognition(*, member: Member, by_id: int) -> None:
    """Say no. The member `by_id` cannot see it. Raises NotFoundError if they do not say that they know `member`."""
    with transaction.atomic():
        one_at_a_time()
        by = _recognising_member(member, by_id)
        DeclinedRecognition.objects.get_or_create(member=member, by=by)


@transaction.atomic
def shake_hands(
    *,
    member: Member,
    other: Member,
    origin: str,
    contact: Contact | None = None,
    others_contact: Contact | None = None,
) -> Handshake:
    """Make a handshake between two members, each with a contact of the other, and mark both for the projections.

    `contact` is the contact of `member` that is `other`, where it is known, as from an invitation; `others_contact` the
    one that `other` says `member` is. An existing handshake stays as it is. Raises `NotPossibleError`.
    """
    one_at_a_time()
    if member.pk == other.pk or not (member.is_active and other.is_active) or are_blocked(member.pk, other.pk):
        raise NotPossibleError
    low, high = sorted([member, other], key=lambda side: side.pk)
    handshake, _made = Handshake.objects.get_or_create(low=low, high=high, defaults={"origin": origin})
    mine = confirm(owner=member, other=other, contact=contact)
    theirs = confirm(owner=other, other=member, contact=others_contact)
    pairs = DeclinedRecognition.objects.filter(member__in=[member, other], by__in=[member, other])
    pairs.delete()
    Invitation.objects.filter(contact__in=[mine, theirs], accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    mark("graph", [member.pk, other.pk])
    mark("vectors", [member.pk, other.pk])
    return handshake


def end_handshake(*, member: Member, contact_id: int) -> None:
    """End the handshake with the member that a contact is confirmed as. Both keep their contacts.

    Raises NotFoundError if there is no such contact or handshake.
    """
    with transaction.atomic():
        one_at_a_time()
        contact = Contact.objects.filter(owner=member, pk=contact_id).select_related("confirmed_as").first()
        if contact is None or contact.confirmed_as is None:
            raise NotFoundError
        part(one=member, other=contact.confirmed_as)


def _recognising(member: Member) -> MemberQuerySet:
    mine = Fingerprint.objects.filter(member=member)
    contacts = Fingerprint.objects.filter(digest__in=mine.values("digest"), contact__isnull=False)
    naming_me = contacts.filter(contact__private=False, contact__confirmed_as=None)
    in_private = contacts.filter(contact__private=True)  # private on one contact is private for the person
    shaken = Handshake.objects.of(member).annotate(
        other_id=F("low_id") + F("high_id") - member.pk  # of the two, the id that is not the member's
    )
    declined = DeclinedRecognition.objects.filter(member=member).values("by")
    members: MemberQuerySet = Member.objects.get_queryset().taking_part()
    return (
        members.filter(pk__in=naming_me.values("contact__owner"))
        .exclude(pk__in=in_private.values("contact__owner"))
        .exclude(pk=member.pk)
        .exclude(pk__in=blocked_with(member.pk))
        .exclude(pk__in=shaken.values("other_id"))
        .exclude(pk__in=declined)
    )


def _recognising_member(member: Member, by_id: int) -> Member:
    by = _recognising(member).filter(pk=by_id).first()
    if by is None:
        raise NotFoundError
    return by


def unconfirmed_contact(member: Member, contact_id: int | None) -> Contact | None:
    """Return a contact of the member's that no handshake has confirmed; None for None. Raises NotFoundError."""
    if contact_id is None:
        return None
    contact = Contact.objects.filter(owner=member, pk=contact_id, confirmed_as=None).first()
    if contact is None:
        raise NotFoundError
    return contact


class ContactName(NamedTuple):
    pk: int
    name: str
    work: str


MOST_OFFERED = 5


def contacts_called(member: Member, names: Collection[str]) -> dict[str, list[ContactName]]:
    """Return, by name, the member's own unconfirmed contacts that may be of somebody so called, five at most.

    One query. It goes by the names alone: who has which address must not show.
    """
    words = {name: set(words_of(name)) for name in names}
    wanted = set().union(*words.values())
    called: dict[str, list[ContactName]] = {name: [] for name in names}
    if not wanted:
        return called
    mine = Contact.objects.filter(owner=member, confirmed_as=None).order_by("name", "pk")
    for contact in map(ContactName._make, mine.values_list("pk", "name", "work")):
        plainly = contact.name.casefold()  # most names are told apart by this, which costs a hundredth of reading them
        if plainly.isascii() and not any(word in plainly for word in wanted):
            continue
        for name, offered in called.items():
            if len(offered) < MOST_OFFERED and are_forms_of_one(name, contact.name):
                offered.append(contact)
    return called
