"""Blocks: a member wants nothing to pass between them and another. Only the member who made the block can see it."""

from datetime import timedelta

from django.db import transaction
from django.utils.module_loading import import_string

from network.models import Block, Member
from network.platform.features import features
from network.platform.privacy.tokens import SealBrokenError, seal, unseal

PURPOSE = "block"
LIFE = timedelta(days=1)  # a page may lie open for an evening


def blocked_with(member_id: int) -> set[int]:
    """Return the ids of the members who have blocked this one, or whom this one has blocked."""
    pairs = Block.objects.filter(owner_id=member_id).values_list("other_id")
    return {pk for (pk,) in pairs.union(Block.objects.filter(other_id=member_id).values_list("owner_id"))}


def blocked_by(member_id: int) -> set[int]:
    """Return the ids of the members whom this one has blocked. For that member's own pages only."""
    return set(Block.objects.filter(owner_id=member_id).values_list("other_id", flat=True))


def are_blocked(*member_ids: int) -> bool:
    """Tell whether a block stands between any two of these members, whoever made it. One query."""
    return Block.objects.filter(owner_id__in=member_ids, other_id__in=member_ids).exists()


@transaction.atomic
def block(*, owner: Member, other: Member) -> Block:
    """Let nothing pass between `owner` and `other`, in either direction, until `owner` undoes it.

    What the two share stays in the database but does not count. If it were deleted, `other` could tell. What is under
    way between them is ended by the features (`Feature.on_block`).
    """
    if owner.pk == other.pk:
        raise ValueError("nobody blocks themselves")
    made, is_new = Block.objects.get_or_create(owner=owner, other=other)
    if is_new:
        end_what_is_under_way(owner=owner, other=other)
    return made


def end_what_is_under_way(*, owner: Member, other: Member) -> None:
    """Let each feature end what is under way between `owner` and `other`, whom `owner` blocks."""
    for feature in features():
        if feature.on_block:
            import_string(feature.on_block)(owner=owner, other=other)


@transaction.atomic
def unblock(*, owner: Member, other: Member) -> None:
    Block.objects.filter(owner=owner, other=other).delete()


def seal_block(owner_id: int, other_id: int) -> str:
    """Return a sealed value for the address of the `block` page, by which `owner` may block `other` for a day.

    Only a page on which `owner` already sees the name of `other` makes it, so nobody can learn names by trying ids. It
    says nothing to whoever reads it, and two for the same member differ.
    """
    return seal(PURPOSE, [owner_id, other_id])


def opened_block(value: str, *, owner: Member) -> Member | None:
    """Return the member whom a value from `seal_block` is about; None if it is too old or not made for `owner`."""
    try:
        owner_id, other_id = unseal(PURPOSE, value, life=LIFE)
    except (SealBrokenError, ValueError):
        return None
    return Member.objects.filter(pk=other_id).first() if owner_id == owner.pk else None
