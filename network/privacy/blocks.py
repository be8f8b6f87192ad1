"""Blocks: one member wants nothing passed between them and another. Nobody but who made it can tell."""

from django.core import signing
from django.db import transaction

from network.models import Block, Member

SALT = "network.privacy.blocks"


def blocked_with(member_id: int) -> set[int]:
    """Return the ids of the members who have blocked this one, or whom this one has blocked."""
    pairs = Block.objects.filter(owner_id=member_id).values_list("other_id")
    return {pk for (pk,) in pairs.union(Block.objects.filter(other_id=member_id).values_list("owner_id"))}


def blocked_by(member_id: int) -> set[int]:
    """Return the ids of the members whom this one has blocked; for that member's own pages alone."""
    return set(Block.objects.filter(owner_id=member_id).values_list("other_id", flat=True))


def are_blocked(one_id: int, other_id: int) -> bool:
    """Tell whether either of two members has blocked the other."""
    return Block.objects.filter(owner_id__in=(one_id, other_id), other_id__in=(one_id, other_id)).exists()


@transaction.atomic
def block(*, owner: Member, other: Member) -> Block:
    """Keep everything of `other` from `owner` and the other way round, until `owner` says otherwise.

    A handshake between them stays as it is, and counts for nothing meanwhile: were it gone, `other` could tell.
    """
    if owner.pk == other.pk:
        raise ValueError("nobody blocks themselves")
    return Block.objects.get_or_create(owner=owner, other=other)[0]


@transaction.atomic
def unblock(*, owner: Member, other: Member) -> None:
    Block.objects.filter(owner=owner, other=other).delete()


def sign_block(owner_id: int, other_id: int) -> str:
    """Return a value for the `block` page by which `owner` may block `other`.

    Signed by the page on which `owner` already sees `other`'s name, so that nobody learns names by trying numbers.
    """
    return signing.dumps([owner_id, other_id], salt=SALT)


def read_block(value: str, *, owner: Member) -> Member | None:
    """Return whom a value from `sign_block` is about, or None if it was not made for `owner`."""
    try:
        owner_id, other_id = signing.loads(value, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Member.objects.filter(pk=other_id).first() if owner_id == owner.pk else None
