"""How well a text fits occupations that have several names each: by the best, the mean, the preferred one.

Plain functions over texts and arrays; no database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.letters import Likeness, runs, words
from matching.membership import Memberships, of_unit_length
from matching.plain import plain
from matching.rank import Floats
from matching.understanding.naming import line_named

VIEWS = ("preferred", "best", "mean", "words", "letters", "groups", "trade")
BY_TITLES = frozenset({"groups", "trade"})
"""The views that need the vectors of the lines of work."""
WITHOUT_GROUPS: Mapping[str, float] = {"best": 1.0, "mean": 1.0, "preferred": 0.3, "words": 0.2, "letters": 0.3}
DEFAULT: Mapping[str, float] = {**WITHOUT_GROUPS, "groups": 0.2}
"""Best and mean by 1,500 labels of ESCO occupations that the adapter has not learnt, each to find its occupation by the
other labels; all else changes little there. Preferred, words, letters and groups by JobBERT's validation split: how
it comes out where each half of its occupations is measured by what the other half would choose, and that trade words
add nothing that is sure, is in docs/matching.md. What it is for: occupations of many names. A line of work has one, and
is scored by `matching.rank`."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One occupation: the name by which it is known, and all its names, that one first."""

    preferred: str
    labels: tuple[str, ...]


class LabelledCorpus:
    """Occupations made ready to be scored against. `vectors` has a unit row for each label, in their order.

    `titles` has one for each line of work of the vocabulary, in its order; without it there are no views `BY_TITLES`.
    """

    def __init__(self, targets: Sequence[Labelled], vectors: Floats, titles: Floats | None = None) -> None:
        self._starts = np.cumsum([0, *(len(target.labels) for target in targets)])[:-1].astype(np.intp)
        self._vectors = vectors
        self._middles = of_unit_length(np.add.reduceat(vectors, self._starts, axis=0))
        texts = [plain(label) for target in targets for label in target.labels]
        self._words, self._letters = Likeness(texts, words), Likeness(texts, runs)
        self._members = None if titles is None else Memberships(titles)

    def views(self, queries: Sequence[str], vectors: Floats, wanted: Sequence[str]) -> dict[str, Floats]:
        """Return, of each wanted view, an array (queries, occupations) of how near they are by it, up to 1.

        Raises ValueError for a view `BY_TITLES` without the vectors of the lines of work.
        """
        found: dict[str, Floats] = {}
        if {"preferred", "best"} & set(wanted):
            near = vectors @ self._vectors.T
            found["preferred"] = near[:, self._starts]
            found["best"] = self._best(near)
        if "mean" in wanted:
            found["mean"] = vectors @ self._middles.T
        for view, likeness in (("words", self._words), ("letters", self._letters)):
            if view in wanted:
                found[view] = np.stack([self._best(likeness.to(plain(query))) for query in queries])
        if "groups" in wanted:
            found["groups"] = of_unit_length(self._memberships.of(vectors)) @ self._groups.T
        if "trade" in wanted:
            found["trade"] = np.stack([self._by_trade(plain(query)) for query in queries])
        return {view: found[view] for view in wanted}

    def scores(self, queries: Sequence[str], vectors: Floats, weights: Mapping[str, float] = DEFAULT) -> Floats:
        """Return (queries, occupations): the views' sum by `weights`."""
        views = self.views(queries, vectors, list(weights))
        return np.asarray(sum(np.float32(weight) * views[view] for view, weight in weights.items()), dtype=np.float32)

    @property
    def _memberships(self) -> Memberships:
        if self._members is None:
            raise ValueError("the vectors of the lines of work are needed for this view")
        return self._members

    @cached_property
    def _groups(self) -> Floats:
        """How much each occupation belongs to each unit group: the mean over its names, of unit length."""
        return of_unit_length(np.add.reduceat(self._memberships.of(self._vectors), self._starts, axis=0))

    def _by_trade(self, query: str) -> Floats:
        """How near the line of work that the query names is to each occupation; all 0 if it names none."""
        place = self._memberships.places.get(line_named(query)[0])
        if place is None:
            return np.zeros(len(self._starts), dtype=np.float32)
        vector = self._memberships.titles[place]
        near: Floats = (self._best(self._vectors @ vector) + self._middles @ vector) / 2
        return near

    def _best(self, near: NDArray[np.float32]) -> Floats:
        best: Floats = np.maximum.reduceat(near, self._starts, axis=-1)
        return best
