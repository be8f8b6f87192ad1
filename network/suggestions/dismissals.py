"""Suggestions that a member put aside ("not for me"): what that changes for them, and how it is taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from network.identity.confirmed import called_by
from network.models import Member, SetAside
from network.platform.privacy.tokens import SealBrokenError, seal, unseal

PURPOSE = "suggestion card"
LIFE = timedelta(days=7)
Reason = SetAside.Reason


@dataclass(frozen=True, slots=True)
class Dismissals:
    """What a member put aside, as far as it changes what is suggested to them."""

    cards: frozenset[tuple[str, int]] = frozenset()
    """Line of work and first introducer of cards that do not come back."""
    lines: tuple[str, ...] = ()
    """Lines of work that stand lower."""
    introducers: frozenset[int] = frozenset()
    """Members who are not suggested as first introducers."""
    miles: int | None = None
    """From this distance on people stand lower; None if no distance was too far."""

    def leaves_out(self, line: str, introducer: int) -> bool:
        return introducer in self.introducers or (line, introducer) in self.cards

    def is_far(self, miles: int | None) -> bool:
        return self.miles is not None and miles is not None and miles >= self.miles


def dismissals_of(member: Member) -> Dismissals:
    """Return what `member` has put aside. One query."""
    rows = list(SetAside.objects.filter(member=member).values_list("line_of_work", "introducer_id", "reason", "miles"))
    far = [miles for _line, _introducer, reason, miles in rows if reason == Reason.FAR and miles is not None]
    return Dismissals(
        cards=frozenset((line, introducer) for line, introducer, _reason, _miles in rows),
        lines=tuple(dict.fromkeys(line for line, _introducer, reason, _miles in rows if reason == Reason.WORK)),
        introducers=frozenset(introducer for _line, introducer, reason, _miles in rows if reason == Reason.BY_WAY),
        miles=min(far, default=None),
    )


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as a member was shown it: the line of work, who would be asked first, how far away it was said to be."""

    member_id: int
    line_of_work: str
    introducer_id: int
    miles: int | None


class CardUnreadableError(Exception):
    """The value was not made here, was made for somebody else, or is too old."""


def seal_card(card: ShownCard) -> str:
    """Return a value for a link by which the member may put `card` aside."""
    return seal(PURPOSE, [card.member_id, card.line_of_work, card.introducer_id, card.miles])


def read_card(value: str, member: Member) -> ShownCard:
    """Return the card that `value` stands for. Raises `CardUnreadableError`."""
    try:
        card = ShownCard(*unseal(PURPOSE, value, life=LIFE))
    except SealBrokenError as error:
        raise CardUnreadableError from error
    if card.member_id != member.pk:
        raise CardUnreadableError
    return card


@dataclass(frozen=True, slots=True)
class DismissedSuggestion:
    """One suggestion in the member's own list of those they put aside."""

    pk: int
    line_of_work: str
    introducer: str
    reason: str
    changes: str
    """What putting it aside changes for them, in a sentence."""
    when: datetime


def dismissed_by(member: Member) -> list[DismissedSuggestion]:
    """Return what `member` put aside, the latest first. Two or three queries."""
    rows = list(SetAside.objects.filter(member=member).select_related("introducer"))
    names = called_by(member.pk, [row.introducer for row in rows])
    return [_dismissed(row, names[row.introducer_id]) for row in rows]


def _dismissed(row: SetAside, name: str) -> DismissedSuggestion:
    return DismissedSuggestion(
        pk=row.pk,
        line_of_work=row.line_of_work,
        introducer=name,
        reason=row.get_reason_display(),
        changes=_changes(row, name),
        when=row.created_at,
    )


def _changes(row: SetAside, name: str) -> str:
    match row.reason:
        case SetAside.Reason.WORK:
            return _("We won’t suggest it again, and work like “%(line)s” comes lower down.") % {
                "line": row.line_of_work
            }
        case SetAside.Reason.BY_WAY:
            return _("We won’t suggest anybody to you through %(name)s.") % {"name": name}
        case SetAside.Reason.FAR if row.miles is not None:
            return _("We won’t suggest it again, and people %(miles)d miles away or more come lower down.") % {
                "miles": row.miles
            }
        case _other:
            return _("We won’t suggest it again. Nothing else changes.")


@transaction.atomic
def dismiss(*, member: Member, card: ShownCard, reason: str) -> SetAside:
    """Put aside `card`, which the member was shown. The latest reason counts, and nobody is told.

    No projection knows of it, so nothing is marked in the outbox. Raises ValueError for an unknown reason.
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
    """Forget something that the member put aside; return whether there was such a thing of theirs."""
    return SetAside.objects.filter(member=member, pk=pk).delete()[0] > 0
