"""What a member put aside ("not for me"), and what that changes for them."""

from dataclasses import dataclass
from datetime import timedelta

from network.models import Member, SetAside
from network.privacy.sealing import SealBrokenError, seal, unseal

PURPOSE = "suggestion card"
LIFE = timedelta(days=7)
Reason = SetAside.Reason


@dataclass(frozen=True, slots=True)
class Aside:
    """Cards that do not come back, work that stands lower, whom not to ask first, and from how many miles on is far."""

    cards: frozenset[tuple[str, int]] = frozenset()
    lines: tuple[str, ...] = ()
    introducers: frozenset[int] = frozenset()
    miles: int | None = None

    def leaves_out(self, line: str, introducer: int) -> bool:
        return introducer in self.introducers or (line, introducer) in self.cards

    def is_far(self, miles: int | None) -> bool:
        return self.miles is not None and miles is not None and miles >= self.miles


def aside_of(member: Member) -> Aside:
    """Return what `member` has put aside. One query."""
    rows = list(SetAside.objects.filter(member=member).values_list("line_of_work", "introducer_id", "reason", "miles"))
    far = [miles for _line, _introducer, reason, miles in rows if reason == Reason.FAR and miles is not None]
    return Aside(
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
