"""What order suggestions come in: how well each fits, both ways, by what path, and what the member put aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.diversity import THE_SAME, diverse
from matching.fit import Fit, LineFits
from matching.index import lines
from matching.reciprocal import both_ways, usual_of
from network.models import Contact
from network.suggestions.aside import Aside
from network.suggestions.limits import FAR_AWAY, HOPED_BONUS, PATH_BONUS, SUGGESTED
from network.suggestions.ways import Way

SAME_LINE = 0.5
"""How alike two cards are for being of one line of work; as much for being by way of one introducer."""
NOT_QUITE = 0.999
"""No two different lines of work are more alike than this, whatever their vectors say."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A way, how well the line of work at its end fits, and how good a suggestion it is all in all, both ways."""

    way: Way
    fit: Fit
    good: float

    @property
    def rank(self) -> float:
        """How good it is, with bounded bonuses for the path, by its strength, and for a setting that is asked for."""
        return self.good + PATH_BONUS * min(1.0, self.way.strength) + HOPED_BONUS * bool(self.fit.hoped)

    @property
    def preference(self) -> tuple[int, float, int]:
        """By which of several ways to one record the best comes first: only two steps can be asked along today."""
        return (self.way.steps, -self.rank, self.way.contact)

    @property
    def kind(self) -> tuple[str, int]:
        """What a card says besides the place: the line of work, and who is asked first."""
        return (self.way.line, self.way.introducers[0])


Dealt = tuple[Ranked, Contact]


def ranked(ways: Sequence[Way], fits: LineFits, said: Mapping[int, float], aside: Aside) -> list[Ranked]:
    """Return the ways that are near enough and not put aside. `said` is `helping.said_to_help` of their records."""
    usual = usual_of(said)
    found = []
    for way in ways:
        fit = fits.of(way.line)
        if fit is not None and fit.score >= SUGGESTED and not aside.leaves_out(way.line, way.introducers[0]):
            found.append(Ranked(way, fit, both_ways(fit.score, said.get(way.contact), usual)))
    return found


def in_order(pair: Dealt) -> tuple[float, int, int]:
    return (-pair[0].rank, pair[0].way.steps, pair[0].way.contact)


def mixed(dealt: Sequence[Dealt], miles: Mapping[int, int | None], aside: Aside, limit: int) -> list[Dealt]:
    """Return up to `limit` of `dealt`, of each kind one, the best first and each unlike those before it.

    `miles` says how far away each record's person is, by its id.
    """
    best = sorted(dealt, key=in_order)
    far = [aside.is_far(miles[record.pk]) for _one, record in best]
    worth = [one.rank * (FAR_AWAY if is_far else 1.0) for (one, _record), is_far in zip(best, far, strict=True)]
    return [best[place] for place in diverse(np.array(worth, dtype=np.float32), _likeness(best), limit)]


def _likeness(dealt: Sequence[Dealt]) -> NDArray[np.float32]:
    """How alike cards are, from 0 to 1: half for the line of work, half for who is asked first."""
    firsts = np.array([one.way.introducers[0] for one, _record in dealt])
    named = np.array([one.way.line for one, _record in dealt])
    of_lines = np.minimum(_nearness([one.way.line for one, _record in dealt]), NOT_QUITE)
    of_lines[named[:, None] == named[None, :]] = 1.0
    by_way = firsts[:, None] == firsts[None, :]
    alike: NDArray[np.float32] = (SAME_LINE * of_lines + (1 - SAME_LINE) * by_way).astype(np.float32)
    alike[(of_lines == 1.0) & by_way] = THE_SAME
    return alike


def _nearness(titles: Sequence[str]) -> NDArray[np.float32]:
    """Cosines of the lines' vectors, 0 where there are none yet."""
    vectors = {title: lines().vector(title) for title in set(titles)}
    width = next((len(vector) for vector in vectors.values() if vector is not None), 1)
    nothing = np.zeros(width, dtype=np.float32)
    rows = np.array([nothing if (vector := vectors[title]) is None else vector for title in titles], dtype=np.float32)
    cosines: NDArray[np.float32] = np.clip(rows.reshape(len(titles), width) @ rows.reshape(len(titles), width).T, 0, 1)
    return cosines
