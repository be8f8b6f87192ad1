"""The two comparisons by address that may show in what a member is shown of others' records.

Records of different owners are never compared by address in anything that shows (docs/visibility.md). Anybody can write
any address into a contact of their own, so such a comparison would tell them whether a guess is right. An address that
the viewer has proved is no guess, and what one owner wrote on two of their own records concerns nobody else's.
"""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from network.identity.names import told_apart
from network.identity.same_person import addresses_of_several
from network.models import Address, Fingerprint, Member
from network.models.contact import ContactQuerySet


class _HeldAddress(NamedTuple):
    contact: int
    owner: int
    digest: str
    kind: str


def records_of_oneself(member: Member, contacts: Collection[int]) -> set[int]:
    """Return those of `contacts` (ids) that carry an address which `member` has proved. One query."""
    own = Fingerprint.objects.filter(member=member).values("digest")
    named = Fingerprint.objects.filter(contact__in=contacts, digest__in=own)
    return {pk for pk in named.values_list("contact_id", flat=True) if pk is not None}


def kept_private(contacts: Collection[int]) -> set[int]:
    """Return those of `contacts` (ids) whose owner has the same address on a private record of theirs.

    What an owner marked on one of two records of a person was meant of the person. In doubt they are one person here,
    whom it is safe to hide: only a phone number that the owner has under names that surely are of several people hides
    nobody. At most three queries.
    """
    rows = Fingerprint.objects.filter(contact__in=contacts)
    held = [_HeldAddress(*row) for row in rows.values_list("contact_id", "contact__owner_id", "digest", "kind")]
    if not held:
        return set()
    owners, digests = {address.owner for address in held}, {address.digest for address in held}
    private = Fingerprint.objects.filter(contact__private=True, contact__owner__in=owners, digest__in=digests)
    hidden = set(private.values_list("contact__owner_id", "digest"))
    meant = [address for address in held if (address.owner, address.digest) in hidden]
    shared = _numbers_of_several(meant)
    return {address.contact for address in meant if (address.owner, address.digest) not in shared}


def without_private_twins(records: ContactQuerySet) -> ContactQuerySet:
    """Return `records` without those that `kept_private` finds by e-mail address, for a cut that the database makes."""
    twin = Fingerprint.objects.filter(
        contact__private=True, contact__owner=OuterRef("contact__owner"), digest=OuterRef("digest")
    )
    of_record = Fingerprint.objects.filter(contact=OuterRef("pk"), kind=Address.Kind.EMAIL)
    return records.exclude(Exists(of_record.filter(Exists(twin))))


def _numbers_of_several(held: Collection[_HeldAddress]) -> set[tuple[int, str]]:
    phones = [address for address in held if address.kind == Address.Kind.PHONE]
    if not phones:
        return set()
    cards = Fingerprint.objects.filter(
        kind=Address.Kind.PHONE,
        digest__in={address.digest for address in phones},
        contact__owner__in={address.owner for address in phones},
    )
    return addresses_of_several(cards.values_list("contact__owner_id", "digest", "contact__name"), told_apart)


def member_who_proved(digest: str | None) -> int | None:
    """Return the member who has proved the address with this fingerprint, if any.

    Only for an address that somebody has proved themselves, as the answerer behind a personal link has.
    """
    if digest is None:
        return None
    return next(iter(members_who_proved([digest]).values()), None)


def members_who_proved(digests: Collection[str]) -> dict[str, int]:
    """Return the same for several addresses, by fingerprint. One query."""
    rows = Fingerprint.objects.filter(digest__in=digests, member__isnull=False).values_list("digest", "member_id")
    return {digest: member for digest, member in rows if member is not None}
