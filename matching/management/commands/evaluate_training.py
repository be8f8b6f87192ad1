"""`evaluate_training`: an ablation study. Train with everything and without each part, and compare the adapters."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.adapter import compressed, write_adapter
from matching.encoder import SHIPPED_MODEL, Encoder, EncoderUnavailable, encoder_with_adapter
from matching.evaluation import metrics
from matching.evaluation.files import Occupations, Titles, UnreadableFile, read_occupations, read_titles
from matching.evaluation.occupations import DEFAULT, CachingEncoder, corpus_of, ranks, vectors_of_texts
from matching.evaluation.tables import SingleTitles, single_titles
from matching.management.commands.train_matcher import DATA, SEED
from matching.training.sources import EVERYTHING, TrainingParts, read_sources
from matching.training.trainer import train

ABLATIONS: dict[str, TrainingParts] = {
    "everything": EVERYTHING,
    "without-titles": replace(EVERYTHING, titles=False),
    "without-noise": replace(EVERYTHING, noise=False),
    "without-neighbours": replace(EVERYTHING, neighbours=False),
    "without-groups": replace(EVERYTHING, groups=False),
}


@dataclass(frozen=True)
class ModelScores:
    """One model's reciprocal ranks and R@10 of the vacancy titles, and average precisions of the held-out labels."""

    reciprocal_ranks: metrics.Floats
    recall_at_10: metrics.Floats
    precision: metrics.Floats


@dataclass(frozen=True)
class EvaluationSets:
    """The data that models are evaluated on."""

    occupations: Occupations
    vacancies: Titles
    titles: SingleTitles

    def evaluated(self, model: Encoder) -> ModelScores:
        """Return the scores of `model`: by all views on the vacancies, and by vectors alone on the labels."""
        model = CachingEncoder(model)
        corpus = corpus_of(model, self.occupations.labelled, DEFAULT)
        by_metric = metrics.of_ranks(ranks(model, corpus, self.vacancies.texts, self.vacancies.answers, DEFAULT))
        precision = self.titles.precision(vectors_of_texts(model, self.titles.labels))
        return ModelScores(by_metric["MRR"], by_metric["R@10"], precision)

    def columns(self, scores: ModelScores, baseline: ModelScores | None) -> Sequence[str]:
        """Return the columns of a table: each mean with its interval, and by how much `baseline` is better."""
        vacancies = [self.occupations.uris[answer] for answer in self.vacancies.answers]
        clusters_of = {"reciprocal_ranks": vacancies, "recall_at_10": vacancies, "precision": self.titles.clusters}
        columns = []
        for name, clusters in clusters_of.items():
            values: metrics.Floats = np.asarray(getattr(scores, name))
            column = str(metrics.interval(values, clusters))
            if baseline is not None:
                column += f"; {metrics.difference(np.asarray(getattr(baseline, name)), values, clusters)}"
            columns.append(column)
        return columns


def read_evaluation_sets(folder: Path) -> EvaluationSets:
    """Return the evaluation sets from the files in `folder`. Raises `UnreadableFile` if one is missing."""
    occupations = read_occupations(folder / "esco_occupations.csv.gz")
    vacancies = read_titles(folder / "jobbert_validation.csv.gz", occupations.uris)
    return EvaluationSets(occupations, vacancies, single_titles(occupations))


class Command(BaseCommand):
    help = (
        "Train an adapter by everything and one without each part of the training, and print for each: MRR and R@10 on "
        "JobBERT's validation split, MAP of held-out labels against single labels, and how much better everything is."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=DATA, help=f"folder with the data ({DATA})")
        parser.add_argument("--out", type=Path, required=True, help="folder for the adapters; those there are not made")
        parser.add_argument("--only", nargs="*", choices=ABLATIONS, default=list(ABLATIONS), help="these alone")
        parser.add_argument("--train-only", action="store_true", help="make the adapters and measure nothing")
        parser.add_argument("--seed", type=int, default=SEED)

    def handle(self, *args: Any, data: Path, out: Path, only: list[str], **options: Any) -> None:
        logging.getLogger("matching.training").setLevel(logging.INFO)
        out = out.resolve()
        try:
            for name in only:
                self._train(name, data, out, options["seed"])
            if not options["train_only"]:
                self._evaluate(only, data, out)
        except (UnreadableFile, EncoderUnavailable) as error:
            raise CommandError(str(error)) from error

    def _train(self, name: str, data: Path, out: Path, seed: int) -> None:
        if (out / f"{name}.json").exists():
            return
        changes = train(read_sources(data, ABLATIONS[name]), seed=seed, threads=1)
        write_adapter(compressed(changes), out, name, {"name": name, "model": SHIPPED_MODEL, "seed": seed})

    def _evaluate(self, names: list[str], data: Path, out: Path) -> None:
        sets = read_evaluation_sets(data)
        baseline: ModelScores | None = None
        for name in names:
            scores = sets.evaluated(encoder_with_adapter(str(out / name)))
            self.stdout.write(" | ".join([name, *sets.columns(scores, baseline)]))
            self.stdout.flush()
            baseline = baseline or (scores if name == "everything" else None)
