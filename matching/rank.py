"""How well texts of work fit one another: the sentence vector, with what it misses, the words and the letters.

Plain functions over texts and arrays; no database.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.calibration import as_in_all
from matching.plain import plain
from matching.vocabulary.titles import vocabulary
from matching.vocabulary.words import stems_of

Floats = NDArray[np.float32]

WORDS_WEIGHT = 0.05
LETTERS_WEIGHT = 0.05
"""Of the whole, 1; the rest is the vector's. Measured on 300 labels of occupations that the adapter has not learnt,
each to find the other labels of its occupation among 33,000: mean average precision .544 by the vector alone, .543 so,
.539 with 0.1 of each. They are kept for the texts whose vector is not made yet, and for slips of the finger."""
GROUPS_WEIGHT = 0.2
"""Of the whole, 1; the rest is the two texts'. On 315 held-out titles, each to find lines of its unit group, the first
is right for .60 with it and .56 without; in the invented town, with thresholds at which as many members see a card with
it as without (113 and 116 of 157), the first is right for .69 and .61 (docs/matching.md)."""
_FILLER = frozenset(["a", "an", "and", "at", "for", "i", "in", "like", "of", "or", "the", "to", "with", "would", "my"])


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score is made of, each an array over the corpus, from 0 to 1.

    `compared` says for which texts there were two vectors to compare; the others' `vector` is 0 and says nothing.
    `groups` is how like the unit groups of the query those of each text are; None where these are not known.
    """

    vector: Floats
    words: Floats
    letters: Floats
    compared: NDArray[np.bool_]
    groups: Floats | None = None

    @property
    def score(self) -> Floats:
        """How well each text fits, from 0 (nothing in common) to 1 (the same): of the texts and of their groups.

        Where the groups are not known, the score of the texts alone that promises as much.
        """
        if self.groups is None:
            return as_in_all(self.of_texts)
        return ((1 - GROUPS_WEIGHT) * self.of_texts + GROUPS_WEIGHT * self.groups).astype(np.float32)

    @property
    def of_texts(self) -> Floats:
        """The weighted sum of vector, words and letters; without vectors, of words and letters alone."""
        lexical: Floats = WORDS_WEIGHT * self.words + LETTERS_WEIGHT * self.letters
        of_lexical = WORDS_WEIGHT + LETTERS_WEIGHT
        whole: Floats = (1 - of_lexical) * self.vector + lexical
        return np.where(self.compared, whole, lexical / np.float32(of_lexical)).astype(np.float32)


class Corpus:
    """Texts made ready to be scored against: postings of their word stems and letter trigrams.

    `vectors` has a row for each text, of unit length; a row of zeros is a text whose vector is not made yet, which
    then scores by words and letters alone.
    """

    def __init__(self, texts: Sequence[str], vectors: Floats) -> None:
        self.texts = list(texts)
        self._take(vectors)
        bare = [plain(text) for text in self.texts]
        self._words = Postings([weighted_stems(text) for text in bare])
        self._letters = Postings([trigrams(text) for text in bare])

    def _take(self, vectors: Floats) -> None:
        self.vectors = vectors
        self.has_vector: NDArray[np.bool_] = np.zeros(len(self.texts), dtype=np.bool_)
        if vectors.size:
            self.has_vector = np.asarray(vectors.any(axis=1))

    def with_vectors(self, vectors: Floats) -> "Corpus":
        """Return the same texts with other vectors; what is made of the words and letters is shared."""
        other = copy(self)
        other._take(vectors)
        return other

    def parts(self, query: str, vector: Floats | None) -> Parts:
        """Return how each text fits `query`, whose unit vector is `vector`, or None while there is none."""
        compared = np.zeros(len(self.texts), dtype=np.bool_)
        near = np.zeros(len(self.texts), dtype=np.float32)
        if vector is not None and self.vectors.shape[1] and len(self.texts):
            near = np.clip(self.vectors @ vector, 0, 1)
            compared = self.has_vector.copy()
        bare = plain(query)
        words, letters = self._words.cosines(weighted_stems(bare)), self._letters.cosines(trigrams(bare))
        return Parts(near, words, letters, compared)

    def scores(self, query: str, vector: Floats | None) -> Floats:
        """Return the score of each text for `query`, from 0 to 1."""
        return self.parts(query, vector).score


class Postings:
    """For each feature, which texts have it and how much; texts are of unit length."""

    def __init__(self, features: Sequence[Mapping[str, float]]) -> None:
        self._size = len(features)
        rows: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, list[float]] = defaultdict(list)
        for row, held in enumerate(features):
            length = _length(held)
            for feature, weight in held.items():
                rows[feature].append(row)
                weights[feature].append(weight / length)
        self._postings = {
            feature: (np.array(rows[feature], dtype=np.int32), np.array(weights[feature], dtype=np.float32))
            for feature in rows
        }

    def cosines(self, query: Mapping[str, float]) -> Floats:
        out = np.zeros(self._size, dtype=np.float32)
        length = _length(query)
        for feature, weight in query.items():
            if feature in self._postings:
                rows, weights = self._postings[feature]
                out[rows] += weights * (weight / length)
        return np.minimum(out, 1)


def _length(features: Mapping[str, float]) -> float:
    return sum(weight**2 for weight in features.values()) ** 0.5 or 1.0


def weighted_stems(text: str) -> dict[str, float]:
    """Return the word stems of a plain text, small words apart, each by how much it tells."""
    known = vocabulary()
    return {one: known.weight(one) for one in stems_of(text) if one not in _FILLER}


def trigrams(text: str) -> dict[str, float]:
    """Letter trigrams within words, with the words' ends: they forgive typing errors and endings."""
    counted: Counter[str] = Counter()
    for word in stems_of(text):
        if word not in _FILLER:
            edged = f"^{word}$"
            counted.update(edged[start : start + 3] for start in range(len(edged) - 2))
    return {feature: float(count) for feature, count in counted.items()}


def best(scores: Floats, top: int) -> list[int]:
    """Return the places of the `top` highest scores, highest first; equals in the order of the corpus."""
    top = min(top, len(scores))
    if top <= 0:
        return []
    reaching = np.flatnonzero(scores >= np.partition(scores, -top)[-top])
    order = reaching[np.argsort(-scores[reaching], kind="stable")]
    return [int(place) for place in order[:top]]
