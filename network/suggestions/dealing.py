"""From ways to cards: every id is looked at again in the record before anybody sees what it stands for."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from matching.calibration import closeness
from matching.explain import why
from matching.fit import Fit, LineFits
from matching.meeting import Meetings
from network.contacts.calling import called_by
from network.introductions.offers import sign_offer
from network.models import Contact, Member
from network.suggestions.cards import Card
from network.suggestions.hidden import Hidden
from network.suggestions.limits import PATH_BONUS, SHOWN_CARDS, SUGGESTED
from network.suggestions.places import roughly
from network.suggestions.standing import Standing
from network.suggestions.ways import Way

T = TypeVar("T")

ASKABLE_STEPS = 2
LOOKED_AT = 3 * SHOWN_CARDS
"""People whose ways are checked in the record: the graph is seldom behind, so few of them fall away."""
SPARE = 3
"""Of the people of one line of work by one introducer, of whom one is shown, so many are checked."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A way, with how well the line of work at its end fits."""

    way: Way
    fit: Fit

    @property
    def rank(self) -> float:
        """Fit with a bonus for the path that is bounded: fit + PATH_BONUS * strength of the path."""
        return self.fit.score + PATH_BONUS * min(1.0, self.way.strength)

    @property
    def preference(self) -> tuple[int, float, int]:
        """By which of several ways to one record the best comes first: only two steps can be asked along today."""
        return (self.way.steps, -self.rank, self.way.contact)

    @property
    def kind(self) -> tuple[str, int]:
        """What a card says besides the place: the line of work, and who is asked first."""
        return (self.way.line, self.way.introducers[0])


Dealt = tuple[Ranked, Contact]


def cards(member: Member, ways: Sequence[Way], fits: LineFits, meetings: Meetings, hidden: Hidden) -> list[Card]:
    """Return the best card of each line of work by way of each introducer, the best first, at most `SHOWN_CARDS`.

    A person is on one card, as far as two records say themselves that they are of one. Who knows five chefs is on one
    card as well: asked once, they can say which is best.
    """
    records = _few_of_each_kind(_by_record(_ranked(ways, fits)), SPARE, lambda several: _preferred(several).kind)
    records = records[:LOOKED_AT]
    standing = Standing(member, [one.way for several in records for one in several], hidden)
    dealt: list[Dealt] = []
    for several in records:
        found = ((one, standing.record_of(one.way)) for one in sorted(several, key=lambda one: one.preference))
        dealt += [(one, record) for one, record in found if record is not None][:1]
    dealt = _one_a_person(sorted(dealt, key=_in_order), standing)
    dealt = _few_of_each_kind(sorted(dealt, key=_in_order), 1, lambda pair: pair[0].kind)[:SHOWN_CARDS]
    introducers = Member.objects.filter(pk__in={one.way.introducers[0] for one, _record in dealt})
    names = called_by(member.pk, list(introducers))
    return [_card(member, one, record, names, meetings) for one, record in dealt]


def _ranked(ways: Sequence[Way], fits: LineFits) -> list[Ranked]:
    scored = ((way, fits.of(way.line)) for way in ways)
    return [Ranked(way, fit) for way, fit in scored if fit is not None and fit.score >= SUGGESTED]


def _by_record(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    grouped: dict[int, list[Ranked]] = {}
    for one in sorted(ranked, key=lambda one: (-one.rank, one.way.contact)):
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


def _in_order(pair: Dealt) -> tuple[float, int, int]:
    return (-pair[0].rank, pair[0].way.steps, pair[0].way.contact)


def _preferred(several: Sequence[Ranked]) -> Ranked:
    return min(several, key=lambda one: one.preference)


def _few_of_each_kind(items: Iterable[T], few: int, kind: Callable[[T], tuple[str, int]]) -> list[T]:
    """Return `items` in their order, of each kind only the first `few`."""
    seen: Counter[tuple[str, int]] = Counter()
    kept = []
    for item in items:
        seen[kind(item)] += 1
        if seen[kind(item)] <= few:
            kept.append(item)
    return kept


def _card(member: Member, one: Ranked, record: Contact, names: dict[int, str], meetings: Meetings) -> Card:
    line, name = record.line_of_work, names[one.way.introducers[0]]
    return Card(
        line_of_work=line,
        place=roughly(record.place, member.place),
        introducer=name,
        steps=one.way.steps,
        fit=round(one.fit.score, 3),
        rank=round(one.rank, 3),
        closeness=closeness(one.fit.score),
        why=why(meetings.of(line, one.fit), _how_they_know(name, one.way.steps)),
        offer=sign_offer(member.pk, record.pk, line) if one.way.steps == ASKABLE_STEPS else "",
    )


def _how_they_know(name: str, steps: int) -> str:
    if steps == ASKABLE_STEPS:
        return _("%(name)s knows them") % {"name": name}
    return _("%(name)s knows somebody who knows them") % {"name": name}
