"""How alike texts are written: by their words, and by runs of letters, which forgive typing errors and short forms.

Each feature counts by how few of the texts have it, and a text's features are of unit length, so that likeness is the
cosine (tf-idf; Spärck Jones 1972). No database.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.vocabulary.words import words_of

Floats = NDArray[np.float32]
Features = Callable[[str], Iterable[str]]

SHORTEST_RUN, LONGEST_RUN = 3, 5


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return words_of(text)


def runs(text: str) -> list[str]:
    """Return the runs of three to five letters within each word, its ends marked."""
    edged = [f" {word} " for word in words_of(text)]
    lengths = range(SHORTEST_RUN, LONGEST_RUN + 1)
    return [word[at : at + size] for word in edged for size in lengths for at in range(max(1, len(word) - size + 1))]


class Likeness:
    """Texts made ready for it: for each feature, which texts have it and how much."""

    def __init__(self, texts: Sequence[str], features: Features) -> None:
        self._features = features
        self._count = len(texts)
        held = [_counted(features(text)) for text in texts]
        seen = Counter(feature for one in held for feature in one)
        self._weights = {feature: 1 + math.log((1 + self._count) / (1 + count)) for feature, count in seen.items()}
        rows: dict[str, list[int]] = defaultdict(list)
        amounts: dict[str, list[float]] = defaultdict(list)
        for row, one in enumerate(held):
            for feature, amount in self._weighted(one).items():
                rows[feature].append(row)
                amounts[feature].append(amount)
        self._postings = {
            feature: (np.array(places, dtype=np.int32), np.array(amounts[feature], dtype=np.float32))
            for feature, places in rows.items()
        }

    def to(self, text: str) -> Floats:
        """Return the cosine of each text with `text`, from 0 to 1. Features that no text has do not count."""
        out = np.zeros(self._count, dtype=np.float32)
        known = {one: amount for one, amount in _counted(self._features(text)).items() if one in self._postings}
        for feature, amount in self._weighted(known).items():
            rows, amounts = self._postings[feature]
            out[rows] += amounts * np.float32(amount)
        return np.minimum(out, 1)

    def _weighted(self, counted: dict[str, float]) -> dict[str, float]:
        weighted = {feature: amount * self._weights[feature] for feature, amount in counted.items()}
        length = math.sqrt(sum(amount**2 for amount in weighted.values())) or 1.0
        return {feature: amount / length for feature, amount in weighted.items()}


def _counted(features: Iterable[str]) -> dict[str, float]:
    """Return each feature with how much it is said: 1 + ln of how often."""
    return {feature: 1 + math.log(count) for feature, count in Counter(features).items()}
