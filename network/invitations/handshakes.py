"""Handshakes: two members have each said that they know the other.

Being in somebody's contacts makes no handshake and shows nothing to who wrote it down. Only the member whose proved
address it is hears of it, on their own page, and only their yes is ever seen by the other.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, OuterRef
from django.http import Http404
from django.utils import timezone

from network.contacts.confirmed import confirm, part
from network.contacts.identity import one_at_a_time
from network.models import Contact, DeclinedRecognition, Fingerprint, Handshake, Invitation, Member
from network.models.member import MemberQuerySet
from network.outbox.record import mark
from network.privacy.blocks import are_blocked, blocked_with


class NotPossibleError(Exception):
    """These two cannot shake hands: they are one, one has blocked the other, or one has left."""


@dataclass(frozen=True)
class Recognition:
    """Somebody says that they know a member: who says so, and what the member calls them already, if they do."""

    by: Member
    known_as: str


def waiting_recognitions(member: Member) -> list[Recognition]:
    """Return who says that they know `member` and waits for no answer yet, by name. Three queries.

    Somebody says so by a contact of theirs, not private, that carries an address `member` has proved. Left out: whom
    the member has a handshake with, has said no to, or is blocked with.
    """
    sayers = list(_sayers(member).select_related("place").order_by("name", "pk"))
    known_as = _known_as(member, sayers)
    return [Recognition(by, known_as.get(by.pk, "")) for by in sayers]


def agree(*, member: Member, by_id: int) -> Handshake:
    """Say yes to whoever says that they know `member`. Raises Http404 if they do not say so (any more)."""
    with transaction.atomic():
        one_at_a_time()
        by = _sayer_or_404(member, by_id)
        return shake_hands(one=by, other=member, origin=Handshake.Origin.RECOGNITION)


def decline(*, member: Member, by_id: int) -> None:
    """Say no, quietly: nothing that `by` can see changes. Raises Http404 if they do not say so (any more)."""
    with transaction.atomic():
        one_at_a_time()
        by = _sayer_or_404(member, by_id)
        DeclinedRecognition.objects.get_or_create(member=member, by=by)


@transaction.atomic
def shake_hands(*, one: Member, other: Member, origin: str, contact: Contact | None = None) -> Handshake:
    """Let two members have a handshake, each with their own contact of the other, and mark both for the projections.

    `contact` is the record by which `one` knows `other`, when that is known, as from an invitation. A handshake that
    stands already stays as it is. Raises `NotPossibleError`.
    """
    one_at_a_time()
    if one.pk == other.pk or not (one.is_active and other.is_active) or are_blocked(one.pk, other.pk):
        raise NotPossibleError
    low, high = sorted([one, other], key=lambda member: member.pk)
    handshake, _made = Handshake.objects.get_or_create(low=low, high=high, defaults={"origin": origin})
    mine, theirs = confirm(owner=one, other=other, contact=contact), confirm(owner=other, other=one)
    pairs = DeclinedRecognition.objects.filter(member__in=[one, other], by__in=[one, other])
    pairs.delete()
    Invitation.objects.filter(contact__in=[mine, theirs], accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    mark("graph", [one.pk, other.pk])
    mark("vectors", [one.pk, other.pk])
    return handshake


def end_handshake(*, member: Member, contact_id: int) -> None:
    """End the handshake that a contact of `member` stands for; both keep their contacts. Raises Http404 if none is."""
    with transaction.atomic():
        one_at_a_time()
        contact = Contact.objects.filter(owner=member, pk=contact_id).select_related("confirmed_as").first()
        if contact is None or contact.confirmed_as is None:
            raise Http404
        part(one=member, other=contact.confirmed_as)


def _sayers(member: Member) -> MemberQuerySet:
    mine = Fingerprint.objects.filter(member=member)
    cards = Fingerprint.objects.filter(digest__in=mine.values("digest"), contact__isnull=False)
    naming_me = cards.filter(contact__private=False, contact__confirmed_as=None)
    in_private = cards.filter(contact__private=True)  # what they marked on one of two cards was meant of the person
    shaken = Handshake.objects.of(member).annotate(
        other_id=F("low_id") + F("high_id") - member.pk  # the one of the two who is not the member
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


def _sayer_or_404(member: Member, by_id: int) -> Member:
    by = _sayers(member).filter(pk=by_id).first()
    if by is None:
        raise Http404
    return by


def _known_as(member: Member, sayers: list[Member]) -> dict[int, str]:
    """Return what `member` calls each of `sayers` in their own contacts, where an address there shows who it is."""
    digests = Fingerprint.objects.filter(member__in=sayers, digest=OuterRef("digest"))
    mine = Fingerprint.objects.filter(contact__owner=member).annotate(of=digests.values("member")[:1])
    rows = mine.filter(of__isnull=False).order_by("-contact_id").values_list("of", "contact__name")
    return dict(rows)
