"""How well texts fit what somebody wants, who may want several things, in their own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matching.index import lines
from matching.rank import Corpus, Floats, Parts
from matching.vocabulary import find_line, normalised

BY_ITS_LINE = 0.9
"""What a fit counts that is to the line of work which the wish's words name, and not to the wish as it stands: a wish
says more than its line, so the whole of it goes before, and the line helps where there is a lot around it."""


@dataclass(frozen=True)
class Wish:
    """One text that somebody wants to match, and its unit vector if there is one yet."""

    text: str
    vector: NDArray[np.float32] | None = None

    @property
    def line(self) -> str:
        """The line of work that it names by its words, or ""."""
        return find_line(self.text)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one text fits, which wish it fits best, and whether by way of that wish's line of work."""

    score: float
    wish: int
    by_line: bool


class Scored(Protocol):
    """Texts that can be scored: the lines of work, or a corpus."""

    def parts(self, query: str, vector: NDArray[np.float32] | None) -> Parts: ...


class Fits:
    """The best score over all wishes of each text of `texts`. Scores are from 0 to 1."""

    def __init__(self, wishes: Sequence[Wish], texts: Scored) -> None:
        scored = [_scores_of(wish, texts) for wish in wishes]
        self._each = np.array([score for score, _ in scored])
        self._by_line = np.array([by_line for _, by_line in scored])
        self.best: Floats = self._each.max(axis=0)

    def at(self, place: int) -> Fit:
        """Return the fit of the text at `place`."""
        wish = int(self._each[:, place].argmax())
        return Fit(float(self.best[place]), wish, bool(self._by_line[wish, place]))


def _scores_of(wish: Wish, texts: Scored) -> tuple[Floats, NDArray[np.bool_]]:
    whole = texts.parts(normalised(wish.text), wish.vector).score
    if not wish.line or normalised(wish.line) == normalised(wish.text):
        return whole, np.zeros(len(whole), dtype=bool)
    by_line: Floats = texts.parts(normalised(wish.line), lines().vector(wish.line)).score
    by_line = by_line * np.float32(BY_ITS_LINE)
    return np.maximum(whole, by_line), by_line > whole


class LineFits(Fits):
    """How well each line of work fits the wishes."""

    def __init__(self, wishes: Sequence[Wish]) -> None:
        self._lines = lines()
        super().__init__(wishes, self._lines)

    def of(self, line: str) -> Fit | None:
        """Return the fit of a line of work, or None if the vocabulary does not have it."""
        place = self._lines.place(line)
        return None if place is None else self.at(place)

    def best_lines(self, at_least: float, limit: int) -> list[str]:
        """Return the lines that fit at least so well, the best first."""
        places = np.flatnonzero(self.best >= at_least)
        order = places[np.argsort(-self.best[places], kind="stable")][:limit]
        return [self._lines.titles[place] for place in order]


def fits_of_texts(wishes: Sequence[Wish], texts: Sequence[str], vectors: Sequence[NDArray[np.float32] | None]) -> Fits:
    """Return how well each of `texts` (in anybody's words) fits; its vector is None where there may be none."""
    width = next((len(vector) for vector in vectors if vector is not None), 0)
    rows = np.zeros((len(texts), width), dtype=np.float32)
    for row, vector in enumerate(vectors):
        if vector is not None:
            rows[row] = vector
    narrow = [Wish(wish.text, wish.vector if width else None) for wish in wishes]
    return Fits(narrow, Corpus(list(texts), rows))
