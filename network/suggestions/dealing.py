"""From ways to cards: every id is looked at again in the record before anybody sees what it stands for."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from matching.calibration import closeness
from matching.explain import why
from matching.meeting import Meetings
from network.contacts.calling import called_by
from network.introductions.offers import sign_offer
from network.models import Contact, Member
from network.suggestions.aside import Aside, ShownCard, seal_card
from network.suggestions.cards import Card
from network.suggestions.hidden import Hidden
from network.suggestions.limits import SHOWN_CARDS
from network.suggestions.places import miles_told, roughly
from network.suggestions.ranking import Dealt, Ranked, in_order, mixed
from network.suggestions.standing import Standing

T = TypeVar("T")

ASKABLE_STEPS = 2
LOOKED_AT = 3 * SHOWN_CARDS
"""Records whose ways are checked: the graph is seldom behind, so few of them fall away."""
SPARE = 3
"""Of the records of one line of work by one introducer, of which one is shown, so many are checked."""
BY_ONE_WAY = SHOWN_CARDS
"""Of the records by way of one introducer so many, so that others are looked at as well."""


def cards(
    member: Member, found: Sequence[Ranked], meetings: Meetings, hidden: Hidden, aside: Aside
) -> tuple[list[Card], set[str]]:
    """Return a card for each line of work by way of each introducer, mixed, at most `SHOWN_CARDS`; and all lines to
    which a way stands that was looked at, be it on a card or not.

    A person is on one card, as far as two records say themselves that they are of one. Who knows five chefs is on one
    card as well: asked once, they can say which is best.
    """
    records = _few_of_each(_by_record(found), SPARE, lambda several: _preferred(several).kind)
    records = _few_of_each(records, BY_ONE_WAY, lambda several: _preferred(several).way.introducers[0])[:LOOKED_AT]
    standing = Standing(member, [one.way for several in records for one in several], hidden)
    dealt: list[Dealt] = []
    for several in records:
        kept = ((one, standing.record_of(one.way)) for one in sorted(several, key=lambda one: one.preference))
        dealt += [(one, record) for one, record in kept if record is not None][:1]
    dealt = _one_a_person(sorted(dealt, key=in_order), standing)
    lines = {record.line_of_work for _one, record in dealt}
    miles = {record.pk: miles_told(record.place, member.place) for _one, record in dealt}
    dealt = mixed(dealt, miles, aside, SHOWN_CARDS)
    introducers = Member.objects.filter(pk__in={one.way.introducers[0] for one, _record in dealt})
    names = called_by(member.pk, list(introducers))
    shown = [
        _card(member, one, record, names[one.way.introducers[0]], meetings, far=aside.is_far(miles[record.pk]))
        for one, record in dealt
    ]
    return shown, lines


def _by_record(found: Sequence[Ranked]) -> list[list[Ranked]]:
    grouped: dict[int, list[Ranked]] = {}
    for one in sorted(found, key=lambda one: (-one.rank, one.way.contact)):
        grouped.setdefault(one.way.contact, []).append(one)
    return list(grouped.values())


def _one_a_person(dealt: Sequence[Dealt], standing: Standing) -> list[Dealt]:
    """Of records that name the same person, keep the one by the best way."""
    people: list[list[Dealt]] = []
    for pair in dealt:
        names = standing.names[pair[1].pk]
        same = next((some for some in people if names.meets(standing.names[some[0][1].pk])), None)
        if same is None:
            people.append([pair])
        else:
            same.append(pair)
    return [min(some, key=lambda pair: pair[0].preference) for some in people]


def _preferred(several: Sequence[Ranked]) -> Ranked:
    return min(several, key=lambda one: one.preference)


def _few_of_each(items: Iterable[T], few: int, kind: Callable[[T], Hashable]) -> list[T]:
    """Return `items` in their order, of each kind only the first `few`."""
    seen: Counter[Hashable] = Counter()
    kept = []
    for item in items:
        seen[kind(item)] += 1
        if seen[kind(item)] <= few:
            kept.append(item)
    return kept


def _card(member: Member, one: Ranked, record: Contact, name: str, meetings: Meetings, *, far: bool) -> Card:
    line = record.line_of_work
    shown = ShownCard(member.pk, line, one.way.introducers[0], miles_told(record.place, member.place))
    return Card(
        line_of_work=line,
        place=roughly(record.place, member.place),
        introducer=name,
        steps=one.way.steps,
        fit=round(one.fit.score, 3),
        rank=round(one.rank, 3),
        closeness=closeness(one.fit.score),
        why=why(meetings.of(line, one.fit), _the_way_there(name, one.way.steps, far=far)),
        handle=seal_card(shown),
        offer=sign_offer(member.pk, record.pk, line) if one.way.steps == ASKABLE_STEPS else "",
    )


def _the_way_there(name: str, steps: int, *, far: bool) -> str:
    near = _("%(name)s knows them") if steps == ASKABLE_STEPS else _("%(name)s knows somebody who knows them")
    path = near % {"name": name}
    return "; ".join([_("it stands lower, as it is as far away as what you put aside"), path]) if far else path
