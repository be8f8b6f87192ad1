"""What order suggestions come in: how well each fits, both ways, by what path, and what the member has put aside.

What can be asked comes before what cannot, and who does the work now before who did it once, whatever the score, also
after something was put aside: `diversified` is the one place that says so.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.calibration import MATCH_THRESHOLD
from matching.fit import Fit, LineFits
from matching.index import line_index
from matching.reranking import IDENTICAL, reciprocal_score, rerank_by_mmr, smoothed_mean
from matching.vectors import ROWS_PER_QUERY, vectors_of
from network.models import Contact, ProfileLine
from network.suggestions.dismissals import Dismissals
from network.suggestions.paths import Path

ASKABLE_STEPS = 2
"""How many steps a path may have for an introduction to be asked along it."""
PATH_BONUS = 0.1
"""The most that a path adds to a fit: enough to put a friend's friend before a stranger's who fits a little better,
not enough to put the wrong work before the right one."""
CONDITION_BONUS = 0.03
"""What a working condition that is asked for beside the work ("nights") adds where it is usual in it: enough to go
before an equal fit, not enough to go before a better line of work. Chosen by us, and not measured."""
FAR_AWAY = 0.8
"""What a rank is multiplied by for somebody as far away as what the member put aside as too far."""
MAX_OFFERS = ROWS_PER_QUERY - 60
"""Offers whose vectors are compared, so that they and the member's own texts take one query."""
LINE_SHARE = 0.5
"""How similar two suggestions are for being of one line of work; the rest is for having the same first introducer."""
ALMOST_IDENTICAL = 0.999
"""The most that two different lines of work are similar, whatever their vectors say."""


@dataclass(frozen=True, slots=True)
class RankedPath:
    """A path, how well the line of work at its end fits, and the score of the two sides together (0 to 1)."""

    path: Path
    fit: Fit
    score: float

    @property
    def rank(self) -> float:
        """The score, with bounded bonuses for the strength of the path and for a working condition asked for."""
        condition = bool(self.fit.wished_conditions)
        return self.score + PATH_BONUS * min(1.0, self.path.strength) + CONDITION_BONUS * condition

    @property
    def preference(self) -> tuple[int, float, int]:
        """Sorts paths to one record, the best first. Two steps go before three: only along two can be asked."""
        return (self.path.steps, -self.rank, self.path.contact)

    @property
    def is_askable(self) -> bool:
        """Whether an introduction can be asked along it now."""
        return self.path.steps <= ASKABLE_STEPS

    @property
    def first_introducer(self) -> int:
        return self.path.introducers[0]

    @property
    def kind(self) -> tuple[str, int]:
        """What a card says beside the place: the line of work, and who is asked first."""
        return (self.path.line, self.first_introducer)


class Suggestion(NamedTuple):
    """A path that stands, and the record at its end."""

    ranked: RankedPath
    record: Contact

    @property
    def order(self) -> tuple[float, int, int]:
        """Sorts suggestions, the best first."""
        return (-self.ranked.rank, self.ranked.path.steps, self.ranked.path.contact)


def rank_paths(
    paths: Sequence[Path], fits: LineFits, offers: Mapping[int, float], dismissals: Dismissals
) -> list[RankedPath]:
    """Return the paths whose line of work is a match and that are not put aside. `offers` are as `offer_fits` gives."""
    usual = smoothed_mean(offers)
    ranked = []
    for path in paths:
        fit = fits.of(path.line)
        left_out = dismissals.leaves_out(path.line, path.introducers[0])
        if fit is not None and fit.score >= MATCH_THRESHOLD and not left_out:
            ranked.append(RankedPath(path, fit, reciprocal_score(fit.score, offers.get(path.contact), usual)))
    return ranked


def offer_fits(own_texts: Collection[str], contacts: Collection[int]) -> dict[int, float]:
    """Return, by record (a contact's id), how well the best of `own_texts` fits the best offer of that person.

    Cosines, 0 to 1. Offers are what members said they would help others with. They count only if the member agreed to
    that, and only for a record that a handshake has confirmed: so a member who wrote down a guessed address learns
    nothing from the order of a list. Nobody reads the words. Two queries, or one where nobody offers anything.
    """
    offers = _offers(contacts) if own_texts else {}
    texts = list(dict.fromkeys(text for offered in offers.values() for text in offered))[:MAX_OFFERS]
    if not texts:
        return {}
    vectors = vectors_of([*own_texts, *texts])
    own = [vectors[text] for text in own_texts if text in vectors]
    if not own:
        return {}
    best = _best_cosines(np.array(own), {text: vectors[text] for text in texts if text in vectors})
    fits = {
        contact: max((best[text] for text in offered if text in best), default=None)
        for contact, offered in offers.items()
    }
    return {contact: fit for contact, fit in fits.items() if fit is not None}


def _best_cosines(own: NDArray[np.float32], offers: Mapping[str, NDArray[np.float32]]) -> dict[str, float]:
    if not offers:
        return {}
    cosines = np.clip(np.array(list(offers.values())) @ own.T, 0, 1).max(axis=1)
    return dict(zip(offers, map(float, cosines), strict=True))


def _offers(contacts: Collection[int]) -> dict[int, list[str]]:
    lines = ProfileLine.objects.filter(
        kind=ProfileLine.Kind.OFFER,
        member__is_active=True,
        member__offers_counted=True,
        member__confirmed_contacts__in=contacts,
    )
    offers: defaultdict[int, list[str]] = defaultdict(list)
    for contact, text in lines.order_by("-pk").values_list("member__confirmed_contacts", "text"):
        offers[contact].append(text)
    return {contact: offers[contact] for contact in contacts if contact in offers}


def diversified(
    suggestions: Sequence[Suggestion], miles: Mapping[int, int | None], dismissals: Dismissals, limit: int
) -> list[Suggestion]:
    """Return up to `limit` suggestions that can be asked for, then up to `limit` that lie a step further.

    There is one of each kind, and none further of a kind that can be asked for. In both parts those who do the work now
    come before those who did it once, who only stand where the same introducer knows nobody who does. Of each the best
    goes first, unlike those before it. `miles` says how far away the person of each record is, by the contact's id.
    """
    seen: set[tuple[tuple[str, int], bool]] = set()
    chosen: list[Suggestion] = []
    for askable in (True, False):
        shown: list[Suggestion] = []
        for is_past in (False, True):
            part = [
                each
                for each in suggestions
                if (each.ranked.is_askable, each.ranked.path.is_past) == (askable, is_past)
                and not seen & {(each.ranked.kind, False), (each.ranked.kind, is_past)}
            ]
            seen |= {(each.ranked.kind, is_past) for each in part}
            shown += _mixed(part, miles, dismissals, limit - len(shown))
        chosen += shown
    return chosen


def _mixed(
    suggestions: Sequence[Suggestion], miles: Mapping[int, int | None], dismissals: Dismissals, limit: int
) -> list[Suggestion]:
    if not suggestions:
        return []
    best = sorted(suggestions, key=lambda suggestion: suggestion.order)
    far = [dismissals.is_far(miles[suggestion.record.pk]) for suggestion in best]
    worth = [
        suggestion.ranked.rank * (FAR_AWAY if is_far else 1.0) for suggestion, is_far in zip(best, far, strict=True)
    ]
    return [best[place] for place in rerank_by_mmr(np.array(worth, dtype=np.float32), _similarity(best), limit)]


def _similarity(suggestions: Sequence[Suggestion]) -> NDArray[np.float32]:
    """How similar suggestions are, from 0 to 1: half for the line of work, half for who is asked first."""
    introducers = np.array([suggestion.ranked.first_introducer for suggestion in suggestions])
    lines = [suggestion.ranked.path.line for suggestion in suggestions]
    titles = np.array(lines)
    of_lines = np.minimum(_line_cosines(lines), ALMOST_IDENTICAL)
    of_lines[titles[:, None] == titles[None, :]] = 1.0
    same_introducer = introducers[:, None] == introducers[None, :]
    similarity: NDArray[np.float32] = (LINE_SHARE * of_lines + (1 - LINE_SHARE) * same_introducer).astype(np.float32)
    similarity[(of_lines == 1.0) & same_introducer] = IDENTICAL
    return similarity


def _line_cosines(titles: Sequence[str]) -> NDArray[np.float32]:
    """Cosines of the vectors of lines of work, 0 where there is no vector yet."""
    vectors = {title: line_index().vector(title) for title in set(titles)}
    width = next((len(vector) for vector in vectors.values() if vector is not None), 1)
    nothing = np.zeros(width, dtype=np.float32)
    rows = np.array([nothing if (vector := vectors[title]) is None else vector for title in titles], dtype=np.float32)
    cosines: NDArray[np.float32] = np.clip(rows.reshape(len(titles), width) @ rows.reshape(len(titles), width).T, 0, 1)
    return cosines
