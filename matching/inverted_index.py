"""An exact search by weighted features: words, roots or letters."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class InvertedIndex:
    """For each feature the texts that have it and its weight in each; a text's weights are of unit length."""

    def __init__(self, features: Sequence[Mapping[str, float]]) -> None:
        self._size = len(features)
        rows: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, list[float]] = defaultdict(list)
        for row, of_text in enumerate(features):
            length = _length(of_text)
            for feature, weight in of_text.items():
                rows[feature].append(row)
                weights[feature].append(weight / length)
        self._postings = {
            feature: (np.array(rows[feature], dtype=np.int32), np.array(weights[feature], dtype=np.float32))
            for feature in rows
        }

    def cosines(self, query: Mapping[str, float]) -> Floats:
        """Return the cosine of each text with `query`, whose weights may be of any length."""
        out = np.zeros(self._size, dtype=np.float32)
        length = _length(query)
        for feature, weight in query.items():
            if feature in self._postings:
                rows, weights = self._postings[feature]
                out[rows] += weights * (weight / length)
        return np.minimum(out, 1)


def _length(features: Mapping[str, float]) -> float:
    return sum(weight**2 for weight in features.values()) ** 0.5 or 1.0
