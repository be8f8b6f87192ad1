"""Every table of docs/matching.md, from the data at hand: the shipped model beside itself without the adapter."""

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
from matching.evaluation.ranking import BLOCK, Remembering, corpus_of, vectors_of_lines, vectors_of_texts
from matching.labels import DEFAULT, VIEWS, WITHOUT_GROUPS
from matching.membership import Memberships, of_unit_length
from matching.training.sources import is_held_out

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
CROSSED: Mapping[str, tuple[Mapping[str, float], Sequence[float]]] = {
    "groups": (WITHOUT_GROUPS, (0.0, 0.1, 0.2, 0.4)),
    "trade": (DEFAULT, (0.0, 0.1, 0.3, 0.6)),
}
"""Views whose weight is chosen on one half of the occupations and measured on the other: besides what, and of which."""
AMONG_THEMSELVES, SEED = 2000, 5
"""Vacancy titles that are looked for among one another, and which."""
BY_GROUPS = (0.02, 0.05)
"""What the groups are tried to count between single titles."""


def write_tables(folder: Path, models: Mapping[str, Encoder], write: Write) -> None:
    """Write the tables of whatever of the data `folder` holds; `models` by the names to print.

    Raises `UnreadableFile` when there is no file of occupations.
    """
    occupations = read_occupations(folder / "esco_occupations.csv.gz")
    models = {name: Remembering(model) for name, model in models.items()}
    for name, model in models.items():
        write(f"{name}: {model.name}")
    if (titles := folder / "jobbert_validation.csv.gz").exists():
        found = read_titles(titles, occupations.uris)
        _vacancies(found, occupations, models, write)
        _titles_among_themselves(found, occupations, models, write)
    _single_titles(occupations, models, write)


def _vacancies(found: Titles, occupations: Occupations, models: Mapping[str, Encoder], write: Write) -> None:
    write(f"\nJobBERT's validation split: {len(found.texts):,} vacancy titles to {len(occupations.uris):,} occupations")
    clusters = [occupations.uris[answer] for answer in found.answers]
    answers = np.asarray(found.answers, dtype=np.intp)
    by_whole: dict[str, metrics.Floats] = {}
    for name, model in models.items():
        tried = {
            f"{view} × {weight}": {**rest, view: weight} for view, (rest, few) in CROSSED.items() for weight in few
        }
        ranks = _ranks(model, occupations, found.texts, answers, {**MIXTURES, **tried})
        for mixture in MIXTURES:
            numbers = metrics.of_ranks(ranks[mixture])
            told = ", ".join(f"{key} {metrics.interval(values, clusters)}" for key, values in numbers.items())
            write(f"{name}, {mixture}: {told}")
        crossed, chosen = _crossed({mixture: ranks[mixture] for mixture in MIXTURES}, clusters)
        numbers = metrics.of_ranks(crossed)
        told = ", ".join(f"{key} {metrics.interval(values, clusters)}" for key, values in numbers.items())
        write(f"{name}, of all these “{chosen[0]}” and “{chosen[1]}”, each chosen on the other half: {told}")
        for view, (_, weights) in CROSSED.items():
            _write_crossed(
                f"{name}, {view}", {weight: ranks[f"{view} × {weight}"] for weight in weights}, clusters, write
            )
        by_whole[name] = 1 / ranks[WHOLE]
        by_whole[f"{name} by three views"] = 1 / ranks["preferred, best, mean"]
    first, *others = by_whole
    for other in others:
        write(f"{first} over {other}: MRR {metrics.difference(by_whole[first], by_whole[other], clusters)}")


def _write_crossed(name: str, ranks: Mapping[float, metrics.Floats], clusters: Sequence[str], write: Write) -> None:
    """Write what a view adds to none of it, each half of the occupations by the weight that is best on the other."""
    crossed, weights = _crossed(ranks, clusters)
    new, old = metrics.of_ranks(crossed), metrics.of_ranks(ranks[0.0])
    told = ", ".join(f"{key} {metrics.difference(new[key], old[key], clusters)}" for key in ("MRR", "R@10"))
    write(f"{name}, weights {weights[0]} and {weights[1]}, each chosen on the other half of the occupations: {told}")


def _crossed(ranks: Mapping[Choice, metrics.Floats], clusters: Sequence[str]) -> tuple[metrics.Floats, list[Choice]]:
    """Return the ranks in each half of the occupations by what is best (MRR) on the other half, and what that is."""
    halves = np.array([hashlib.sha256(f"half {one}".encode()).digest()[0] % 2 for one in clusters])
    crossed = np.empty(len(clusters))
    chosen = []
    for half in (0, 1):
        best = max(ranks, key=lambda one: float((1 / ranks[one])[halves != half].mean()))
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
    """Return the ranks of the true answers by each mixture; the views are made once for all of them."""
    corpus, vectors = corpus_of(model, occupations.targets, VIEWS), vectors_of_texts(model, titles)
    ranks: dict[str, list[metrics.Floats]] = {mixture: [] for mixture in mixtures}
    for at in range(0, len(titles), BLOCK):
        views = corpus.views(titles[at : at + BLOCK], vectors[at : at + BLOCK], VIEWS)
        for mixture, weights in mixtures.items():
            scores = sum(np.float32(weight) * views[view] for view, weight in weights.items())
            ranks[mixture].append(metrics.ranks_of(np.asarray(scores), answers[at : at + BLOCK]))
    return {mixture: np.concatenate(blocks) for mixture, blocks in ranks.items()}


def _titles_among_themselves(
    found: Titles, occupations: Occupations, models: Mapping[str, Encoder], write: Write
) -> None:
    chosen = sorted(Random(SEED).sample(range(len(found.texts)), min(AMONG_THEMSELVES, len(found.texts))))  # noqa: S311
    texts = [found.texts[one] for one in chosen]
    owner = np.array([found.answers[one] for one in chosen], dtype=np.intp)
    sizes = np.bincount(owner)
    every = [row for row, one in enumerate(owner.tolist()) if sizes[one] > 1]
    held_out = [row for row in every if is_held_out(occupations.uris[owner[row]])]
    for what, asked in (("all", every), ("of occupations that are not learnt", held_out)):
        if asked:
            write(f"\nVacancy titles against one another, {what}: {len(asked):,} among {len(texts):,}, by vectors")
            clusters = [occupations.uris[owner[row]] for row in asked]
            by_model = {name: _precision(vectors_of_texts(one, texts), owner, asked) for name, one in models.items()}
            _write_precisions(by_model, clusters, write)


def _write_precisions(found: Mapping[str, metrics.Floats], clusters: Sequence[str], write: Write) -> None:
    for name, values in found.items():
        write(f"{name}: MAP {metrics.interval(values, clusters)}")
    first, *others = found
    for other in others:
        write(f"{first} over {other}: {metrics.difference(found[first], found[other], clusters)}")


@dataclass(frozen=True)
class SingleTitles:
    """All labels, whose each is (a row of the occupations), and those of held-out occupations with more than one."""

    labels: Sequence[str]
    owner: NDArray[np.intp]
    asked: Sequence[int]
    clusters: Sequence[str]

    def precision(self, vectors: NDArray[np.float32]) -> metrics.Floats:
        """Return how well each asked label finds the others of its occupation (average precision), by `vectors`."""
        return _precision(vectors, self.owner, self.asked)


def single_titles(occupations: Occupations) -> SingleTitles:
    labels = [label for target in occupations.targets for label in target.labels]
    owner = np.repeat(np.arange(len(occupations.uris)), [len(target.labels) for target in occupations.targets])
    sizes = np.bincount(owner)
    asked = [row for row, one in enumerate(owner.tolist()) if sizes[one] > 1 and is_held_out(occupations.uris[one])]
    return SingleTitles(labels, owner, asked, [occupations.uris[owner[row]] for row in asked])


def _single_titles(occupations: Occupations, models: Mapping[str, Encoder], write: Write) -> None:
    titles = single_titles(occupations)
    if not titles.asked:
        return
    write(
        f"\nTitle against single title: {len(titles.asked):,} labels of occupations that are not learnt, each to find "
        f"the other labels of its occupation among {len(titles.labels) - 1:,}, by the vectors alone"
    )
    found: dict[str, metrics.Floats] = {}
    for name, model in models.items():
        vectors = vectors_of_texts(model, titles.labels)
        found[name] = titles.precision(vectors)
        groups = of_unit_length(Memberships(vectors_of_lines(model)).of(vectors))
        for weight in BY_GROUPS:
            both = np.hstack([vectors, np.float32(weight**0.5) * groups])  # of which the products are the sums
            found[f"{name} with groups × {weight}"] = titles.precision(both)
    _write_precisions(found, titles.clusters, write)


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
