"""Which unit groups of the classification a text belongs to, more or less: those of the lines of work nearest to it.

Plain functions over arrays; no database.
"""

from collections.abc import Mapping
from functools import lru_cache

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


class Groups:
    """The unit groups of each line of work, the commonest first and counting most: the first 1, the second 1/2, …"""

    def __init__(self) -> None:
        titles = vocabulary().titles
        codes = sorted({code for title in titles for code in title.groups})
        place = {code: column for column, code in enumerate(codes)}
        most = max(len(title.groups) for title in titles)
        self.codes = codes
        self.count = len(codes)
        # A row a line, padded with shares of 0: there are seldom more than two, and a full table would take 31 MB.
        self._columns = np.zeros((len(titles), most), dtype=np.int32)
        self._shares = np.zeros((len(titles), most), dtype=np.float32)
        for row, title in enumerate(titles):
            self._columns[row, : len(title.groups)] = [place[code] for code in title.groups]
            self._shares[row, : len(title.groups)] = 1 / np.arange(1, len(title.groups) + 1)
        self._shares /= self._shares.sum(axis=1, keepdims=True)
        self._unit = of_unit_length(self._shares)

    def near(self, cosines: Floats) -> Floats:
        """Return for texts, by their cosines with all lines, how much each belongs to each group: rows of sum 1.

        `cosines` is (texts, lines); the answer is (texts, groups).
        """
        nearest = np.argpartition(-cosines, NEAREST - 1, axis=1)[:, :NEAREST]
        near = np.take_along_axis(cosines, nearest, axis=1)
        counts = np.exp((near - near.max(axis=1, keepdims=True)) / WARMTH)
        counts /= counts.sum(axis=1, keepdims=True)
        found = np.zeros((len(cosines), self.count), dtype=np.float32)
        rows = np.arange(len(cosines))[:, None, None]
        np.add.at(found, (rows, self._columns[nearest]), counts[:, :, None] * self._shares[nearest])
        return found

    def nearest(self, cosines: Floats) -> str:
        """Return the unit group to which one text belongs most, by its `cosines` with all lines."""
        return self.codes[int(self.near(cosines[None])[0].argmax())]

    def likeness(self, cosines: Floats) -> Floats:
        """Return for one text, by its `cosines` with all lines, how like its groups those of each line are, to 1."""
        belongs = of_unit_length(self.near(cosines[None]))[0]
        like: Floats = (belongs[self._columns] * self._unit).sum(axis=1)
        return like


@lru_cache(maxsize=1)
def groups() -> Groups:
    """Return the groups of the vocabulary, made at the first call."""
    return Groups()


class Memberships:
    """The lines of work, made ready to say of texts where they belong. `titles` has their unit vectors, in order."""

    def __init__(self, titles: Floats) -> None:
        self.titles = titles
        self.places: Mapping[str, int] = {title.text: row for row, title in enumerate(vocabulary().titles)}

    def of(self, vectors: Floats) -> Floats:
        """Return for texts, by their unit vectors, how much each belongs to each unit group: rows that add up to 1."""
        blocks = [groups().near(vectors[at : at + BLOCK] @ self.titles.T) for at in range(0, len(vectors), BLOCK)]
        return np.concatenate(blocks) if blocks else np.zeros((0, groups().count), dtype=np.float32)


def of_unit_length(rows: Floats) -> Floats:
    """Return `rows`, each divided by its length; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    made: Floats = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return made
