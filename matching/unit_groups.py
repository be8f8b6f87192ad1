"""The unit groups of the classification that a text belongs to, by its nearest lines of work (k nearest neighbours).

Plain functions over arrays; no database.
"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.vocabulary import vocabulary

Floats = NDArray[np.float32]

NEIGHBOURS = 10
"""The k of the nearest neighbours. 20 or 50 give the same results: docs/matching.md, "Weights"."""
TEMPERATURE = 0.05
"""A neighbour's weight is the softmax of cosine / TEMPERATURE: one that is .05 nearer weighs 2.7 times as much."""
ROWS_AT_ONCE = 512
"""Texts in one block: their cosines with all lines of work take 43 MB."""


class GroupClassifier:
    """The unit groups of each line of work, weighted by rank: the commonest 1, the second 1/2, and so on."""

    def __init__(self) -> None:
        titles = vocabulary().titles
        codes = sorted({code for title in titles for code in title.groups})
        column_of = {code: column for column, code in enumerate(codes)}
        most = max(len(title.groups) for title in titles)
        self.codes = codes
        self.count = len(codes)
        # A row for each line, padded with shares of 0: there are seldom more than two; a full table would take 31 MB.
        self._columns = np.zeros((len(titles), most), dtype=np.int32)
        self._shares = np.zeros((len(titles), most), dtype=np.float32)
        for row, title in enumerate(titles):
            self._columns[row, : len(title.groups)] = [column_of[code] for code in title.groups]
            self._shares[row, : len(title.groups)] = 1 / np.arange(1, len(title.groups) + 1)
        self._shares /= self._shares.sum(axis=1, keepdims=True)
        self._unit = unit_rows(self._shares)

    def memberships(self, cosines: Floats) -> Floats:
        """Return how much each text belongs to each group: (texts, groups), with rows of sum 1.

        `cosines` is (texts, lines): the texts' cosines with all lines of work.
        """
        nearest = np.argpartition(-cosines, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]
        near = np.take_along_axis(cosines, nearest, axis=1)
        weights = np.exp((near - near.max(axis=1, keepdims=True)) / TEMPERATURE)
        weights /= weights.sum(axis=1, keepdims=True)
        memberships = np.zeros((len(cosines), self.count), dtype=np.float32)
        rows = np.arange(len(cosines))[:, None, None]
        np.add.at(memberships, (rows, self._columns[nearest]), weights[:, :, None] * self._shares[nearest])
        return memberships

    def classify(self, cosines: Floats) -> str:
        """Return the unit group that one text belongs to most, by its `cosines` with all lines."""
        return self.codes[int(self.memberships(cosines[None])[0].argmax())]

    def similarity(self, cosines: Floats) -> Floats:
        """Return the cosine of one text's groups with those of each line, by the text's `cosines` with all lines."""
        of_text = unit_rows(self.memberships(cosines[None]))[0]
        similarity: Floats = (of_text[self._columns] * self._unit).sum(axis=1)
        return similarity


@lru_cache(maxsize=1)
def group_classifier() -> GroupClassifier:
    """Return the classifier of the vocabulary's groups, made at the first call."""
    return GroupClassifier()


class GroupMemberships:
    """Group memberships of texts by their vectors. `titles` has the unit vectors of the lines of work, in order."""

    def __init__(self, titles: Floats) -> None:
        self.titles = titles
        self.row_of: Mapping[str, int] = {title.text: row for row, title in enumerate(vocabulary().titles)}

    def of(self, vectors: Floats) -> Floats:
        """Return how much each text belongs to each group, by its unit vector: (texts, groups), with rows of sum 1."""
        classifier = group_classifier()
        starts = range(0, len(vectors), ROWS_AT_ONCE)
        blocks = [classifier.memberships(vectors[at : at + ROWS_AT_ONCE] @ self.titles.T) for at in starts]
        return np.concatenate(blocks) if blocks else np.zeros((0, classifier.count), dtype=np.float32)


def unit_rows(rows: Floats) -> Floats:
    """Return `rows`, each divided by its length; a row of zeros stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return unit
