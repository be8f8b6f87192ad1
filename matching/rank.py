"""How well texts of work fit one another, by their sentence vectors, words and letters.

Plain functions over texts and arrays; no database.
"""

from collections import Counter
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.calibration import on_group_scale
from matching.inverted_index import InvertedIndex
from matching.redaction import redact
from matching.vocabulary.titles import vocabulary
from matching.vocabulary.tokenizer import stems_of

Floats = NDArray[np.float32]

WORDS_WEIGHT = 0.05
LETTERS_WEIGHT = 0.05
"""Weights in the score of two texts; the rest of 1 is the vector's. They are for texts without a vector and for
misspellings: docs/matching.md, "Weights"."""
LEXICAL_WEIGHT = WORDS_WEIGHT + LETTERS_WEIGHT
GROUPS_WEIGHT = 0.2
"""Weight of the unit groups in the whole score; the rest of 1 is the texts'. docs/matching.md, "What the unit groups do
there"."""
_STOP_WORDS = frozenset(
    ["a", "an", "and", "at", "for", "i", "in", "like", "of", "or", "the", "to", "with", "would", "my"]
)


@dataclass(frozen=True, slots=True)
class ScoreComponents:
    """What a score is made of: arrays over the corpus, with values from 0 to 1.

    `compared` says which texts have a vector to compare with the query's; for the others `vector` is 0 and means
    nothing. `groups` is the similarity of the unit groups of the query and of each text; None if they are not known.
    """

    vector: Floats
    words: Floats
    letters: Floats
    compared: NDArray[np.bool_]
    groups: Floats | None = None

    @property
    def score(self) -> Floats:
        """How well each text fits, from 0 (nothing in common) to 1 (the same), by the texts and their groups.

        Without groups, `text_score` on the same scale.
        """
        if self.groups is None:
            return on_group_scale(self.text_score)
        return ((1 - GROUPS_WEIGHT) * self.text_score + GROUPS_WEIGHT * self.groups).astype(np.float32)

    @property
    def text_score(self) -> Floats:
        """The weighted sum of vector, words and letters; of words and letters alone for a text without a vector."""
        lexical: Floats = WORDS_WEIGHT * self.words + LETTERS_WEIGHT * self.letters
        whole: Floats = (1 - LEXICAL_WEIGHT) * self.vector + lexical
        return np.where(self.compared, whole, lexical / np.float32(LEXICAL_WEIGHT)).astype(np.float32)


class Corpus:
    """Texts to score against a query: their vectors, and inverted indexes of their word stems and letter trigrams.

    `vectors` has a unit row for each text. A row of zeros is a text whose vector is not made yet; it is scored by words
    and letters alone.
    """

    def __init__(self, texts: Sequence[str], vectors: Floats) -> None:
        self.texts = list(texts)
        self._set_vectors(vectors)
        redacted = [redact(text) for text in self.texts]
        self._words = InvertedIndex([weighted_stems(text) for text in redacted])
        self._letters = InvertedIndex([trigrams(text) for text in redacted])

    def _set_vectors(self, vectors: Floats) -> None:
        self.vectors = vectors
        self.has_vector: NDArray[np.bool_] = np.zeros(len(self.texts), dtype=np.bool_)
        if vectors.size:
            self.has_vector = np.asarray(vectors.any(axis=1))

    def with_vectors(self, vectors: Floats) -> "Corpus":
        """Return the same texts with other vectors, sharing the inverted indexes."""
        other = copy(self)
        other._set_vectors(vectors)
        return other

    def components(self, query: str, vector: Floats | None) -> ScoreComponents:
        """Return the score components of each text for `query`, whose unit vector is `vector`, or None without one."""
        compared = np.zeros(len(self.texts), dtype=np.bool_)
        cosines = np.zeros(len(self.texts), dtype=np.float32)
        if vector is not None and self.vectors.shape[1] and len(self.texts):
            cosines = np.clip(self.vectors @ vector, 0, 1)
            compared = self.has_vector.copy()
        redacted = redact(query)
        words, letters = self._words.cosines(weighted_stems(redacted)), self._letters.cosines(trigrams(redacted))
        return ScoreComponents(cosines, words, letters, compared)

    def scores(self, query: str, vector: Floats | None) -> Floats:
        """Return the score of each text for `query`, from 0 to 1."""
        return self.components(query, vector).score


def weighted_stems(text: str) -> dict[str, float]:
    """Return the word stems of a redacted text without stop words, each with its inverse document frequency."""
    titles = vocabulary()
    return {stem: titles.weight(stem) for stem in stems_of(text) if stem not in _STOP_WORDS}


def trigrams(text: str) -> dict[str, float]:
    """Return the letter trigrams of each word, its ends marked, with their counts. They tolerate misspellings."""
    counts: Counter[str] = Counter()
    for word in stems_of(text):
        if word not in _STOP_WORDS:
            edged = f"^{word}$"
            counts.update(edged[start : start + 3] for start in range(len(edged) - 2))
    return {feature: float(count) for feature, count in counts.items()}


def top_indices(scores: Floats, count: int) -> list[int]:
    """Return the indices of the `count` highest scores, highest first, equal ones in their order."""
    count = min(count, len(scores))
    if count <= 0:
        return []
    candidates = np.flatnonzero(scores >= np.partition(scores, -count)[-count])
    order = candidates[np.argsort(-scores[candidates], kind="stable")]
    return [int(index) for index in order[:count]]
