"""Writes about what a member was suggested: put aside, and taken back."""

from django.db import transaction

from network.models import Member, SetAside
from network.suggestions.aside import ShownCard


@transaction.atomic
def set_aside(*, member: Member, card: ShownCard, reason: str) -> SetAside:
    """Keep that `card`, which the member was shown, is not for them; the latest reason counts. Nobody is told.

    Nothing that a projection knows of changes, so nothing is marked. Raises ValueError for a reason that is none.
    """
    if reason not in SetAside.Reason.values:
        raise ValueError("no such reason")
    return SetAside.objects.update_or_create(
        member=member,
        introducer_id=card.introducer_id,
        line_of_work=card.line_of_work,
        defaults={"reason": reason, "miles": card.miles},
    )[0]


@transaction.atomic
def take_back(*, member: Member, pk: int) -> bool:
    """Forget what the member put aside; say whether there was such a thing of theirs."""
    return SetAside.objects.filter(member=member, pk=pk).delete()[0] > 0
