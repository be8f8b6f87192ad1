"""How well a text fits occupations that have several names each: by the best, the mean, the preferred one.

Plain functions over texts and arrays; no database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.letters import Likeness, runs, words
from matching.plain import plain
from matching.rank import Floats

VIEWS = ("preferred", "best", "mean", "words", "letters")
DEFAULT: Mapping[str, float] = {"best": 1.0, "mean": 1.0, "preferred": 0.3, "words": 0.2, "letters": 0.3}
"""Best and mean by 1,500 labels of ESCO occupations that the adapter has not learnt, each to find its occupation by the
other labels: MRR .849; all else changes little. The other three by JobBERT's validation split, where they add .012
to MRR; a mixture chosen on one half of its occupations gives .420 (.389 to .452) on the other, this one .421."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One occupation: the name by which it is known, and all its names, that one first."""

    preferred: str
    labels: tuple[str, ...]


class LabelledCorpus:
    """Occupations made ready to be scored against. `vectors` has a unit row for each label, in their order."""

    def __init__(self, targets: Sequence[Labelled], vectors: Floats) -> None:
        self._starts = np.cumsum([0, *(len(target.labels) for target in targets)])[:-1].astype(np.intp)
        self._vectors = vectors
        sums = np.add.reduceat(vectors, self._starts, axis=0)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        self._middles: Floats = (sums / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        texts = [plain(label) for target in targets for label in target.labels]
        self._words, self._letters = Likeness(texts, words), Likeness(texts, runs)

    def views(self, queries: Sequence[str], vectors: Floats, wanted: Sequence[str]) -> dict[str, Floats]:
        """Return, of each wanted view, an array (queries, occupations) of how near they are by it, up to 1."""
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
        return {view: found[view] for view in wanted}

    def scores(self, queries: Sequence[str], vectors: Floats, weights: Mapping[str, float] = DEFAULT) -> Floats:
        """Return (queries, occupations): the views' sum by `weights`."""
        views = self.views(queries, vectors, list(weights))
        return np.asarray(sum(np.float32(weight) * views[view] for view, weight in weights.items()), dtype=np.float32)

    def _best(self, near: NDArray[np.float32]) -> Floats:
        best: Floats = np.maximum.reduceat(near, self._starts, axis=-1)
        return best
