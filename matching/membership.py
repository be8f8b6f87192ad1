"""Which unit groups of the classification a text belongs to, more or less: those of the lines of work nearest to it.

Plain functions over arrays; no database.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matching.vocabulary import vocabulary

Floats = NDArray[np.float32]

NEAREST = 10
"""Lines of work that say where a text belongs. With 20 or 50 the numbers of docs/matching.md are the same to .001."""
WARMTH = 0.05
"""Each of them counts by exp(cosine / WARMTH): one that is .05 nearer counts 2.7 times as much."""
BLOCK = 512
"""Texts at once, so that their cosines with all lines of work take 43 MB."""


class Memberships:
    """The lines of work, made ready to say of texts where they belong. `titles` has their unit vectors, in order."""

    def __init__(self, titles: Floats) -> None:
        self.titles = titles
        self.places: Mapping[str, int] = {title.text: row for row, title in enumerate(vocabulary().titles)}
        codes = sorted({code for title in vocabulary().titles for code in title.groups})
        columns = {code: column for column, code in enumerate(codes)}
        self._groups = np.zeros((len(titles), len(codes)), dtype=np.float32)
        for row, title in enumerate(vocabulary().titles):
            shares = 1 / np.arange(1, len(title.groups) + 1)  # the commonest of its groups comes first
            self._groups[row, [columns[code] for code in title.groups]] = shares / shares.sum()

    def of(self, vectors: Floats) -> Floats:
        """Return for texts, by their unit vectors, how much each belongs to each unit group: rows that add up to 1."""
        blocks = [self._of(vectors[at : at + BLOCK]) for at in range(0, len(vectors), BLOCK)]
        return np.concatenate(blocks) if blocks else np.zeros((0, self._groups.shape[1]), dtype=np.float32)

    def _of(self, vectors: Floats) -> Floats:
        cosines = vectors @ self.titles.T
        nearest = np.argpartition(-cosines, NEAREST - 1, axis=1)[:, :NEAREST]
        near = np.take_along_axis(cosines, nearest, axis=1)
        counts = np.exp((near - near.max(axis=1, keepdims=True)) / WARMTH)
        counts /= counts.sum(axis=1, keepdims=True)
        found = np.zeros((len(vectors), self._groups.shape[1]), dtype=np.float32)
        for one in range(NEAREST):
            found += counts[:, one, None] * self._groups[nearest[:, one]]
        return found


def of_unit_length(rows: Floats) -> Floats:
    """Return `rows`, each divided by its length; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    made: Floats = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return made
