"""The matcher's own scoring over files of titles and occupations, a block at a time."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.encoder import Encoder
from matching.evaluation.metrics import Floats, ranks_of
from matching.labels import Labelled, LabelledCorpus
from matching.plain import plain

BLOCK = 256
"""Titles that are scored at once: with 33,000 labels 34 MB."""


def vectors_of_texts(model: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a unit row for each text; each distinct text is encoded once."""
    distinct = sorted({plain(text) for text in texts}, key=len)
    rows = {text: row for row, text in enumerate(distinct)}
    made = model.encode(distinct)
    return made[[rows[plain(text)] for text in texts]]


def corpus_of(model: Encoder, targets: Sequence[Labelled]) -> LabelledCorpus:
    """Return the occupations ready to be scored against, their labels encoded."""
    return LabelledCorpus(targets, vectors_of_texts(model, [label for one in targets for label in one.labels]))


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
