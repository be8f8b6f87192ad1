"""From ranked paths to the cards of the page "people you could meet".

A card names nobody but the first introducer, and holds no words but the vocabulary's. Every path is checked against
the record once more before a card is made of it. Records are never compared by address (docs/visibility.md).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from matching.calibration import Closeness, closeness
from matching.evidence import EvidenceCollector
from matching.explain import why
from network.identity.confirmed import called_by
from network.introductions.offers import sign_offer
from network.models import Member, Place
from network.people.places import distance_km
from network.suggestions.dismissals import Dismissals, ShownCard, seal_card
from network.suggestions.eligibility import Exclusions, PathCheck
from network.suggestions.ranking import ASKABLE_STEPS, RankedPath, Suggestion, diversified

SHOWN_CARDS = 20
"""Cards that can be asked for; as many more lie a step further."""
CHECKED_RECORDS = 3 * SHOWN_CARDS
"""Records of each of the two whose paths are checked. The graph is seldom behind the record: few of them fall away."""
CHECKED_PER_KIND = 3
"""Of the records of one line of work by one introducer, of which one is shown, this many are checked."""
CHECKED_PER_INTRODUCER = SHOWN_CARDS
"""Of the records by one introducer this many are checked, so that other introducers get a turn."""

KM_PER_MILE = 1.609344
MILES_STEP = 5
"""Distances are told no finer than this."""
FAR_MILES = 100
"""Beyond this only that it is further."""
LARGE_PLACE = 5_000
"""People. The name of a smaller place together with a rare trade would say who it is."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SuggestionCard:
    """Somebody two or three steps away who does what the member wants, or did.

    `offer` is the sealed value by which asking starts, "" if it cannot be asked yet (three steps). `handle` is the
    sealed value by which the card can be put aside. `is_past`: they did it once, and know the work.
    """

    line_of_work: str
    place: str
    introducer: str
    introducer_id: int
    steps: int
    fit: float
    rank: float
    closeness: Closeness
    why: str
    handle: str = ""
    offer: str = ""
    is_past: bool = False


def assemble_cards(
    member: Member,
    ranked: Sequence[RankedPath],
    evidence: EvidenceCollector,
    exclusions: Exclusions,
    dismissals: Dismissals,
) -> list[SuggestionCard]:
    """Return at most `SHOWN_CARDS` cards that can be asked for, then as many a step further, both mixed.

    There is one card for each line of work and first introducer: an introducer who knows five chefs is asked once, and
    can say who is best. Two records of one person are two cards: to compare them by address would tell whose it is.
    """
    suggestions = _suggestions(member, ranked, exclusions)
    miles = {suggestion.record.pk: rounded_miles(suggestion.record.place, member.place) for suggestion in suggestions}
    shown = diversified(suggestions, miles, dismissals, SHOWN_CARDS)
    introducers = Member.objects.filter(pk__in={suggestion.ranked.first_introducer for suggestion in shown})
    names = called_by(member.pk, list(introducers))
    return [_card(member, suggestion, names, evidence, dismissals) for suggestion in shown]


def _suggestions(member: Member, ranked: Sequence[RankedPath], exclusions: Exclusions) -> list[Suggestion]:
    """Return the best path that stands to each of the best records, the best first."""
    by_record = _by_record(ranked)
    askable = [paths for paths in by_record if _preferred(paths).is_askable]
    further = [paths for paths in by_record if not _preferred(paths).is_askable]
    records = [*_to_check(askable), *_to_check(further)]
    check = PathCheck(member, [each.path for paths in records for each in paths], exclusions)
    standing = [suggestion for paths in records if (suggestion := _first_standing(paths, check)) is not None]
    return sorted(standing, key=lambda suggestion: suggestion.order)


def _to_check(records: Sequence[Sequence[RankedPath]]) -> list[Sequence[RankedPath]]:
    """Return the first of `records`, each with its paths: only so many of one kind, by one introducer, and in all."""
    few = _first_of_each(records, CHECKED_PER_KIND, lambda paths: _preferred(paths).kind)
    few = _first_of_each(few, CHECKED_PER_INTRODUCER, lambda paths: _preferred(paths).first_introducer)
    return few[:CHECKED_RECORDS]


def _by_record(ranked: Sequence[RankedPath]) -> list[list[RankedPath]]:
    """Return the paths grouped by the record at their end: those who do the work now first, of these the best path."""
    grouped: dict[int, list[RankedPath]] = {}
    for each in sorted(ranked, key=lambda each: (each.path.is_past, -each.rank, each.path.contact)):
        grouped.setdefault(each.path.contact, []).append(each)
    return list(grouped.values())


def _preferred(paths: Sequence[RankedPath]) -> RankedPath:
    return min(paths, key=lambda each: each.preference)


def _first_of_each(items: Iterable[T], limit: int, kind: Callable[[T], Hashable]) -> list[T]:
    """Return `items` in their order, of each kind only the first `limit`."""
    seen: Counter[Hashable] = Counter()
    kept = []
    for item in items:
        seen[kind(item)] += 1
        if seen[kind(item)] <= limit:
            kept.append(item)
    return kept


def _first_standing(paths: Sequence[RankedPath], check: PathCheck) -> Suggestion | None:
    """Return the preferred one of several paths to one record, of those that stand."""
    for each in sorted(paths, key=lambda each: each.preference):
        record = check.record_of(each.path)
        if record is not None:
            return Suggestion(each, record)
    return None


def _card(
    member: Member,
    suggestion: Suggestion,
    names: Mapping[int, str],
    evidence: EvidenceCollector,
    dismissals: Dismissals,
) -> SuggestionCard:
    path, fit, record = suggestion.ranked.path, suggestion.ranked.fit, suggestion.record
    introducer, line = path.introducers[0], record.line_of_work
    miles = rounded_miles(record.place, member.place)
    way_there = _way_there(names[introducer], path.steps, far=dismissals.is_far(miles))
    return SuggestionCard(
        line_of_work=line,
        place=rough_place(record.place, member.place),
        introducer=names[introducer],
        introducer_id=introducer,
        steps=path.steps,
        fit=round(fit.score, 3),
        rank=round(suggestion.ranked.rank, 3),
        closeness=closeness(fit.score),
        why=why(evidence.of(line, fit), way_there),
        handle=seal_card(ShownCard(member.pk, line, introducer, miles)),
        offer=sign_offer(member.pk, record.pk, line, path.is_past) if suggestion.ranked.is_askable else "",
        is_past=path.is_past,
    )


def _way_there(name: str, steps: int, *, far: bool) -> str:
    near = _("%(name)s knows them") if steps == ASKABLE_STEPS else _("%(name)s knows somebody who knows them")
    path = near % {"name": name}
    return "; ".join([_("it’s lower down, because it’s as far away as something you put aside"), path]) if far else path


def rough_place(place: Place | None, viewer: Place | None) -> str:
    """Return where `place` is as seen from `viewer`, without pointing at a door.

    "in Haverby", "about 10 miles from you"; "" if it is not known.
    """
    if place is None:
        return ""
    if viewer is None:
        return _("in %(place)s") % {"place": place.name} if place.population >= LARGE_PLACE else ""
    if place.pk == viewer.pk and place.population >= LARGE_PLACE:
        return _("in %(place)s, where you are") % {"place": place.name}
    miles = rounded_miles(place, viewer) or MILES_STEP
    if miles > FAR_MILES:
        return _("more than %(miles)d miles from you") % {"miles": FAR_MILES}
    return _("about %(miles)d miles from you") % {"miles": miles}


def rounded_miles(place: Place | None, viewer: Place | None) -> int | None:
    """Return the miles between two places in steps of `MILES_STEP`, and at least one step; None if not known."""
    if place is None or viewer is None:
        return None
    return max(MILES_STEP, MILES_STEP * round(distance_km(place, viewer) / KM_PER_MILE / MILES_STEP))
