"""What each part of the training is good for: the same measurements with it and without it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from matching.encoder import Encoder
from matching.evaluation import metrics
from matching.evaluation.files import Occupations, Titles, read_occupations, read_titles
from matching.evaluation.ranking import Remembering, corpus_of, ranks, vectors_of_texts
from matching.evaluation.tables import SingleTitles, single_titles
from matching.labels import DEFAULT
from matching.training.sources import EVERYTHING, Recipe

RECIPES: dict[str, Recipe] = {
    "everything": EVERYTHING,
    "without-titles": replace(EVERYTHING, titles=False),
    "without-noise": replace(EVERYTHING, noise=False),
    "without-neighbours": replace(EVERYTHING, neighbours=False),
    "without-groups": replace(EVERYTHING, groups=False),
}


@dataclass(frozen=True)
class Measured:
    """Of one model: 1/rank and "among the ten" of each vacancy title, and each held-out label's average precision."""

    mrr: metrics.Floats
    ten: metrics.Floats
    precision: metrics.Floats


@dataclass(frozen=True)
class Questions:
    """What the models are measured on."""

    occupations: Occupations
    vacancies: Titles
    titles: SingleTitles

    def measured(self, model: Encoder) -> Measured:
        """Return what `model` does, by the whole mixture on the vacancies and by vectors alone on the labels."""
        model = Remembering(model)
        corpus = corpus_of(model, self.occupations.targets, DEFAULT)
        found = metrics.of_ranks(ranks(model, corpus, self.vacancies.texts, self.vacancies.answers, DEFAULT))
        precision = self.titles.precision(vectors_of_texts(model, self.titles.labels))
        return Measured(found["MRR"], found["R@10"], precision)

    def told(self, one: Measured, whole: Measured | None) -> Sequence[str]:
        """Return the columns of a table: each mean with its interval, and by how much `whole` is better."""
        vacancies = [self.occupations.uris[answer] for answer in self.vacancies.answers]
        columns = []
        for name, clusters in (("mrr", vacancies), ("ten", vacancies), ("precision", self.titles.clusters)):
            values: metrics.Floats = np.asarray(getattr(one, name))
            told = str(metrics.interval(values, clusters))
            if whole is not None:
                told += f"; {metrics.difference(np.asarray(getattr(whole, name)), values, clusters)}"
            columns.append(told)
        return columns


def read_questions(folder: Path) -> Questions:
    """Return the questions from the files in `folder`. Raises `UnreadableFile` when one is not there."""
    occupations = read_occupations(folder / "esco_occupations.csv.gz")
    vacancies = read_titles(folder / "jobbert_validation.csv.gz", occupations.uris)
    return Questions(occupations, vacancies, single_titles(occupations))
