"""How well texts fit what somebody wants, who may want several things, in their own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matching.index import lines
from matching.plain import without_particulars
from matching.rank import Corpus, Floats, Parts
from matching.vocabulary.lines import found_line
from matching.vocabulary.words import words_of

BY_EVERYDAY_NAME = 0.85
BY_LINE_WITHIN = 0.75
"""What a fit counts that is to the line of work which the wish's words name, and not to the wish as it stands: the line
of an everyday name ("spark"), which no model of this size knows, and the line within a whole sentence. A short text's
own line does harm: on 1,500 titles of JobBERT's validation split MRR falls from .340 to .336 with it at 0.75."""
SENTENCE = 6
"""Words from which on a wish is taken for a sentence with a line of work in it."""


@dataclass(frozen=True)
class Wish:
    """One text that somebody wants to match, and its unit vector if there is one yet."""

    text: str
    vector: NDArray[np.float32] | None = None
    line_vector: NDArray[np.float32] | None = None
    """The vector of the line of work of its `bridge`, where it is not to be taken from the store."""

    @property
    def bridge(self) -> tuple[str, float]:
        """The line of work by which it is matched besides, and how much that counts; ("", 0) if by none."""
        text = without_particulars(self.text)
        found = found_line(text)
        if found.everyday:
            return found.line, BY_EVERYDAY_NAME
        in_a_sentence = len(words_of(text)) >= SENTENCE
        return (found.line, BY_LINE_WITHIN) if found.line and in_a_sentence else ("", 0.0)


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
    whole = texts.parts(wish.text, wish.vector).score
    line, weight = wish.bridge
    if not line:
        return whole, np.zeros(len(whole), dtype=bool)
    line_vector = lines().vector(line) if wish.line_vector is None else wish.line_vector
    by_line: Floats = texts.parts(line, line_vector).score
    by_line = by_line * np.float32(weight)
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
    return Fits(wishes, Corpus(list(texts), rows))
