"""The matcher's own scoring over files of titles and occupations, a block at a time."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.encoder import Encoder
from matching.evaluation.metrics import Floats, ranks_of
from matching.labels import BY_TITLES, DEFAULT, Labelled, LabelledCorpus
from matching.plain import plain
from matching.vocabulary import vocabulary

BLOCK = 256
"""Titles that are scored at once: with 33,000 labels 34 MB."""


class Remembering:
    """An encoder that encodes each text once: several tables ask for the same ones. 1.5 kB a text."""

    def __init__(self, behind: Encoder) -> None:
        self._behind = behind
        self._made: dict[str, NDArray[np.float32]] = {}

    @property
    def name(self) -> str:
        return self._behind.name

    @property
    def dimensions(self) -> int:
        return self._behind.dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in texts if text not in self._made]
        self._made.update(zip(new, self._behind.encode(new), strict=True))
        return np.array([self._made[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimensions)


def vectors_of_texts(model: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a unit row for each text; each distinct text is encoded once."""
    distinct = sorted({plain(text) for text in texts}, key=len)
    rows = {text: row for row, text in enumerate(distinct)}
    made = model.encode(distinct)
    return made[[rows[plain(text)] for text in texts]]


def corpus_of(model: Encoder, targets: Sequence[Labelled], views: Collection[str] = DEFAULT) -> LabelledCorpus:
    """Return the occupations ready to be scored against by `views`, with what of vectors these need."""
    labels = vectors_of_texts(model, [label for one in targets for label in one.labels])
    return LabelledCorpus(targets, labels, vectors_of_lines(model) if BY_TITLES & set(views) else None)


def vectors_of_lines(model: Encoder) -> NDArray[np.float32]:
    """Return a unit row for each line of work of the vocabulary."""
    return vectors_of_texts(model, [title.text for title in vocabulary().titles])


def ranks(
    model: Encoder, corpus: LabelledCorpus, titles: Sequence[str], answers: Sequence[int], weights: Mapping[str, float]
) -> Floats:
    """Return the rank of the true occupation for each title."""
    true = np.asarray(answers, dtype=np.intp)
    vectors = vectors_of_texts(model, titles)
    blocks = [
        ranks_of(corpus.scores(titles[at : at + BLOCK], vectors[at : at + BLOCK], weights), true[at : at + BLOCK])
        for at in _starts(len(titles))
    ]
    return np.concatenate(blocks)


def _starts(count: int) -> Iterator[int]:
    return iter(range(0, count, BLOCK))
