"""Write every table of docs/matching.md for which there is data, for the shipped model with and without its adapter."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.encoder import Encoder
from matching.evaluation import metrics
from matching.evaluation.files import Occupations, Titles, read_occupations, read_titles
from matching.evaluation.occupations import (
    BLOCK,
    DEFAULT,
    VIEWS,
    WITHOUT_GROUPS,
    CachingEncoder,
    corpus_of,
    vectors_of_lines,
    vectors_of_texts,
)
from matching.training.sources import is_held_out
from matching.unit_groups import GroupMemberships, unit_rows

Write = Callable[[str], object]
Choice = TypeVar("Choice", str, float)

WHOLE = "… and groups × 0.2: the whole mixture"
MIXTURES: Mapping[str, Mapping[str, float]] = {
    "preferred": {"preferred": 1},
    "best": {"best": 1},
    "mean": {"mean": 1},
    "preferred, best, mean": {"preferred": 1, "best": 1, "mean": 1},
    "best, mean": {"best": 1, "mean": 1},
    "best, mean, preferred × 0.3": {"best": 1, "mean": 1, "preferred": 0.3},
    "… and words × 0.2": {"best": 1, "mean": 1, "preferred": 0.3, "words": 0.2},
    "… or letters × 0.3": {"best": 1, "mean": 1, "preferred": 0.3, "letters": 0.3},
    "… or both": WITHOUT_GROUPS,
    WHOLE: DEFAULT,
    "… and trade × 0.3": {**DEFAULT, "trade": 0.3},
}
CROSS_VALIDATED: Mapping[str, tuple[Mapping[str, float], Sequence[float]]] = {
    "groups": (WITHOUT_GROUPS, (0.0, 0.1, 0.2, 0.4)),
    "trade": (DEFAULT, (0.0, 0.1, 0.3, 0.6)),
}
"""Views whose weight is cross-validated: the other weights, and the candidates for this one."""
SAMPLED_TITLES, SEED = 2000, 5
"""Vacancy titles in the sample that is searched for similar ones, and its seed."""
GROUP_WEIGHTS = (0.02, 0.05)
"""Weights of the unit groups that are tried between single titles."""


def write_tables(folder: Path, models: Mapping[str, Encoder], write: Write) -> None:
    """Write the tables for the data in `folder`. `models` has the models by the names to print.

    Raises `UnreadableFile` if there is no file of occupations.
    """
    occupations = read_occupations(folder / "esco_occupations.csv.gz")
    models = {name: CachingEncoder(model) for name, model in models.items()}
    for name, model in models.items():
        write(f"{name}: {model.name}")
    if (titles := folder / "jobbert_validation.csv.gz").exists():
        vacancies = read_titles(titles, occupations.uris)
        _write_vacancies(vacancies, occupations, models, write)
        _write_similar_titles(vacancies, occupations, models, write)
    _write_single_titles(occupations, models, write)


def _write_vacancies(vacancies: Titles, occupations: Occupations, models: Mapping[str, Encoder], write: Write) -> None:
    count, targets = len(vacancies.texts), len(occupations.uris)
    write(f"\nJobBERT's validation split: {count:,} vacancy titles to {targets:,} occupations")
    clusters = [occupations.uris[answer] for answer in vacancies.answers]
    answers = np.asarray(vacancies.answers, dtype=np.intp)
    by_whole: dict[str, metrics.Floats] = {}
    for name, model in models.items():
        tried = {
            f"{view} × {weight}": {**rest, view: weight}
            for view, (rest, few) in CROSS_VALIDATED.items()
            for weight in few
        }
        ranks = _ranks(model, occupations, vacancies.texts, answers, {**MIXTURES, **tried})
        for mixture in MIXTURES:
            write(f"{name}, {mixture}: {_intervals(ranks[mixture], clusters)}")
        crossed, chosen = _cross_validated({mixture: ranks[mixture] for mixture in MIXTURES}, clusters)
        write(
            f"{name}, of all these “{chosen[0]}” and “{chosen[1]}”, each chosen on the other half: "
            f"{_intervals(crossed, clusters)}"
        )
        for view, (_, weights) in CROSS_VALIDATED.items():
            _write_cross_validated(
                f"{name}, {view}", {weight: ranks[f"{view} × {weight}"] for weight in weights}, clusters, write
            )
        by_whole[name] = 1 / ranks[WHOLE]
        by_whole[f"{name} by three views"] = 1 / ranks["preferred, best, mean"]
    first, *others = by_whole
    for other in others:
        write(f"{first} over {other}: MRR {metrics.difference(by_whole[first], by_whole[other], clusters)}")


def _intervals(ranks: metrics.Floats, clusters: Sequence[str]) -> str:
    by_metric = metrics.of_ranks(ranks)
    return ", ".join(f"{metric} {metrics.interval(values, clusters)}" for metric, values in by_metric.items())


def _write_cross_validated(
    name: str, ranks: Mapping[float, metrics.Floats], clusters: Sequence[str], write: Write
) -> None:
    """Write what a view adds to a weight of 0, with the weight for each half chosen on the other half."""
    crossed, weights = _cross_validated(ranks, clusters)
    new, old = metrics.of_ranks(crossed), metrics.of_ranks(ranks[0.0])
    gains = ", ".join(f"{key} {metrics.difference(new[key], old[key], clusters)}" for key in ("MRR", "R@10"))
    write(f"{name}, weights {weights[0]} and {weights[1]}, each chosen on the other half of the occupations: {gains}")


def _cross_validated(
    ranks: Mapping[Choice, metrics.Floats], clusters: Sequence[str]
) -> tuple[metrics.Floats, list[Choice]]:
    """Return the ranks in each half of the occupations by the choice of the best MRR on the other, and both choices."""
    halves = np.array([hashlib.sha256(f"half {cluster}".encode()).digest()[0] % 2 for cluster in clusters])
    crossed = np.empty(len(clusters))
    chosen = []
    for half in (0, 1):
        best = max(ranks, key=lambda choice: float((1 / ranks[choice])[halves != half].mean()))
        crossed[halves == half] = ranks[best][halves == half]
        chosen.append(best)
    return crossed, chosen


def _ranks(
    model: Encoder,
    occupations: Occupations,
    titles: Sequence[str],
    answers: NDArray[np.intp],
    mixtures: Mapping[str, Mapping[str, float]],
) -> dict[str, metrics.Floats]:
    """Return the ranks of the true answers by each mixture. The views are computed once for all mixtures."""
    corpus, vectors = corpus_of(model, occupations.labelled, VIEWS), vectors_of_texts(model, titles)
    ranks: dict[str, list[metrics.Floats]] = {mixture: [] for mixture in mixtures}
    for at in range(0, len(titles), BLOCK):
        views = corpus.views(titles[at : at + BLOCK], vectors[at : at + BLOCK], VIEWS)
        for mixture, weights in mixtures.items():
            scores = sum(np.float32(weight) * views[view] for view, weight in weights.items())
            ranks[mixture].append(metrics.ranks_of(np.asarray(scores), answers[at : at + BLOCK]))
    return {mixture: np.concatenate(blocks) for mixture, blocks in ranks.items()}


def _write_similar_titles(
    vacancies: Titles, occupations: Occupations, models: Mapping[str, Encoder], write: Write
) -> None:
    chosen = sorted(Random(SEED).sample(range(len(vacancies.texts)), min(SAMPLED_TITLES, len(vacancies.texts))))  # noqa: S311
    texts = [vacancies.texts[index] for index in chosen]
    owner = np.array([vacancies.answers[index] for index in chosen], dtype=np.intp)
    sizes = np.bincount(owner)
    every = [row for row, occupation in enumerate(owner.tolist()) if sizes[occupation] > 1]
    held_out = [row for row in every if is_held_out(occupations.uris[owner[row]])]
    for what, asked in (("all", every), ("of occupations that are not learnt", held_out)):
        if asked:
            write(f"\nVacancy titles against one another, {what}: {len(asked):,} among {len(texts):,}, by vectors")
            clusters = [occupations.uris[owner[row]] for row in asked]
            by_model = {
                name: _precision(vectors_of_texts(model, texts), owner, asked) for name, model in models.items()
            }
            _write_precisions(by_model, clusters, write)


def _write_precisions(precisions: Mapping[str, metrics.Floats], clusters: Sequence[str], write: Write) -> None:
    for name, values in precisions.items():
        write(f"{name}: MAP {metrics.interval(values, clusters)}")
    first, *others = precisions
    for other in others:
        write(f"{first} over {other}: {metrics.difference(precisions[first], precisions[other], clusters)}")


@dataclass(frozen=True)
class SingleTitles:
    """All labels with the index of their occupation, and the rows of those that are asked for.

    Labels of held-out occupations that have more than one are asked for.
    """

    labels: Sequence[str]
    owner: NDArray[np.intp]
    asked: Sequence[int]
    clusters: Sequence[str]

    def precision(self, vectors: NDArray[np.float32]) -> metrics.Floats:
        """Return the average precision with which each asked label finds the others of its occupation, by `vectors`."""
        return _precision(vectors, self.owner, self.asked)


def single_titles(occupations: Occupations) -> SingleTitles:
    labels = [label for target in occupations.labelled for label in target.labels]
    owner = np.repeat(np.arange(len(occupations.uris)), [len(target.labels) for target in occupations.labelled])
    sizes = np.bincount(owner)
    asked = [
        row
        for row, occupation in enumerate(owner.tolist())
        if sizes[occupation] > 1 and is_held_out(occupations.uris[occupation])
    ]
    return SingleTitles(labels, owner, asked, [occupations.uris[owner[row]] for row in asked])


def _write_single_titles(occupations: Occupations, models: Mapping[str, Encoder], write: Write) -> None:
    titles = single_titles(occupations)
    if not titles.asked:
        return
    write(
        f"\nTitle against single title: {len(titles.asked):,} labels of occupations that are not learnt, each to find "
        f"the other labels of its occupation among {len(titles.labels) - 1:,}, by the vectors alone"
    )
    precisions: dict[str, metrics.Floats] = {}
    for name, model in models.items():
        vectors = vectors_of_texts(model, titles.labels)
        precisions[name] = titles.precision(vectors)
        groups = unit_rows(GroupMemberships(vectors_of_lines(model)).of(vectors))
        for weight in GROUP_WEIGHTS:
            both = np.hstack([vectors, np.float32(weight**0.5) * groups])  # products of these are weighted sums of both
            precisions[f"{name} with groups × {weight}"] = titles.precision(both)
    _write_precisions(precisions, titles.clusters, write)


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
