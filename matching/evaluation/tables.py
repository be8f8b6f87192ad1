"""Every table of docs/matching.md, from the data at hand: the shipped model beside itself without the adapter."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.encoder import Encoder
from matching.evaluation import metrics
from matching.evaluation.files import Occupations, read_occupations, read_titles
from matching.evaluation.ranking import BLOCK, corpus_of, vectors_of_texts
from matching.labels import DEFAULT
from matching.training.sources import is_held_out

Write = Callable[[str], object]

MIXTURES: Mapping[str, Mapping[str, float]] = {
    "preferred": {"preferred": 1},
    "best": {"best": 1},
    "mean": {"mean": 1},
    "preferred, best, mean": {"preferred": 1, "best": 1, "mean": 1},
    "best, mean": {"best": 1, "mean": 1},
    "best, mean, preferred × 0.3": {"best": 1, "mean": 1, "preferred": 0.3},
    "… and words × 0.2": {"best": 1, "mean": 1, "preferred": 0.3, "words": 0.2},
    "… or letters × 0.3": {"best": 1, "mean": 1, "preferred": 0.3, "letters": 0.3},
    "the product's": DEFAULT,
}
VIEWS = ("preferred", "best", "mean", "words", "letters")


def write_tables(folder: Path, models: Mapping[str, Encoder], write: Write) -> None:
    """Write the tables of whatever of the data `folder` holds; `models` by the names to print.

    Raises `UnreadableFile` when there is no file of occupations.
    """
    occupations = read_occupations(folder / "esco_occupations.csv.gz")
    for name, model in models.items():
        write(f"{name}: {model.name}")
    if (titles := folder / "jobbert_validation.csv.gz").exists():
        _vacancies(titles, occupations, models, write)
    _single_titles(occupations, models, write)


def _vacancies(path: Path, occupations: Occupations, models: Mapping[str, Encoder], write: Write) -> None:
    found = read_titles(path, occupations.uris)
    write(f"\nJobBERT's validation split: {len(found.texts):,} vacancy titles to {len(occupations.uris):,} occupations")
    clusters = [occupations.uris[answer] for answer in found.answers]
    answers = np.asarray(found.answers, dtype=np.intp)
    for name, model in models.items():
        for mixture, ranks in _ranks(model, occupations, found.texts, answers).items():
            numbers = {key: metrics.interval(values, clusters) for key, values in metrics.of_ranks(ranks).items()}
            write(f"{name}, {mixture}: " + ", ".join(f"{key} {value}" for key, value in numbers.items()))


def _ranks(
    model: Encoder, occupations: Occupations, titles: Sequence[str], answers: NDArray[np.intp]
) -> dict[str, metrics.Floats]:
    """Return the ranks of the true answers by each mixture; the views are made once for all of them."""
    corpus, vectors = corpus_of(model, occupations.targets), vectors_of_texts(model, titles)
    ranks: dict[str, list[metrics.Floats]] = {mixture: [] for mixture in MIXTURES}
    for at in range(0, len(titles), BLOCK):
        views = corpus.views(titles[at : at + BLOCK], vectors[at : at + BLOCK], VIEWS)
        for mixture, weights in MIXTURES.items():
            scores = sum(np.float32(weight) * views[view] for view, weight in weights.items())
            ranks[mixture].append(metrics.ranks_of(np.asarray(scores), answers[at : at + BLOCK]))
    return {mixture: np.concatenate(blocks) for mixture, blocks in ranks.items()}


def _single_titles(occupations: Occupations, models: Mapping[str, Encoder], write: Write) -> None:
    labels = [label for target in occupations.targets for label in target.labels]
    owner = np.repeat(np.arange(len(occupations.uris)), [len(target.labels) for target in occupations.targets])
    sizes = np.bincount(owner)
    asked = [row for row, one in enumerate(owner.tolist()) if sizes[one] > 1 and is_held_out(occupations.uris[one])]
    if not asked:
        return
    write(
        f"\nTitle against single title: {len(asked):,} labels of occupations that are not learnt, each to find the "
        f"other labels of its occupation among {len(labels) - 1:,}, by the vectors alone"
    )
    clusters = [occupations.uris[owner[row]] for row in asked]
    found = {name: _precision(vectors_of_texts(model, labels), owner, asked) for name, model in models.items()}
    for name, values in found.items():
        write(f"{name}: MAP {metrics.interval(values, clusters)}")
    first, *others = found
    for other in others:
        write(f"{first} over {other}: {metrics.difference(found[first], found[other], clusters)}")


def _precision(vectors: NDArray[np.float32], owner: NDArray[np.intp], asked: Sequence[int]) -> metrics.Floats:
    blocks = []
    for at in range(0, len(asked), BLOCK):
        rows = np.asarray(asked[at : at + BLOCK])
        scores = vectors[rows] @ vectors.T
        true = owner[None, :] == owner[rows][:, None]
        own = (np.arange(len(rows)), rows)
        scores[own], true[own] = -np.inf, False
        blocks.append(metrics.average_precision(scores, true))
    return np.concatenate(blocks)
