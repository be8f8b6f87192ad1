"""`evaluate_matcher --titles FILE --occupations FILE [--views LIST]`: measure how well titles find occupations."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.encoder import EncoderUnavailable, encoder, encoder_with_adapter
from matching.evaluation import metrics
from matching.evaluation.files import UnreadableFile, read_occupations, read_titles
from matching.evaluation.occupations import DEFAULT, VIEWS, corpus_of, ranks
from matching.evaluation.tables import write_tables
from matching.management.commands.train_matcher import DATA


class Command(BaseCommand):
    help = (
        "Rank the occupations of a file for each title of another by the matcher's views of an occupation. Prints MRR, "
        "R@1, R@5 and R@10, equal scores at their mean rank, each with the 95% interval of a bootstrap by occupation."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--titles", type=Path, metavar="FILE", help="CSV, plain or .gz: title,uri")
        parser.add_argument(
            "--occupations",
            type=Path,
            metavar="FILE",
            help='CSV, plain or .gz: uri,preferred,alternatives ("|" between)',
        )
        parser.add_argument(
            "--data", type=Path, default=DATA, help=f"folder with the data for all tables, without files ({DATA})"
        )
        parser.add_argument(
            "--views",
            default="",
            metavar="LIST",
            help=f"which views of an occupation to sum, of {','.join(VIEWS)} (the mixture of docs/matching.md)",
        )

    def handle(self, *args: Any, titles: Path | None, occupations: Path | None, views: str, **options: Any) -> None:
        if titles is None and occupations is None:
            self._tables(options["data"])
            return
        if titles is None or occupations is None:
            raise CommandError("Give both --titles and --occupations, or neither for all tables.")
        weights = chosen(views)
        try:
            targets = read_occupations(occupations)
            vacancies = read_titles(titles, targets.uris)
            model = encoder()
        except (UnreadableFile, EncoderUnavailable) as error:
            raise CommandError(str(error)) from error
        for note in (*targets.notes, *vacancies.notes):
            self.stderr.write(note)
        self.stdout.write(f"{len(vacancies.texts):,} titles, {len(targets.uris):,} occupations, model {model.name}")
        corpus = corpus_of(model, targets.labelled, weights)
        title_ranks = ranks(model, corpus, vacancies.texts, vacancies.answers, weights)
        self._write(title_ranks, [targets.uris[answer] for answer in vacancies.answers])

    def _tables(self, data: Path) -> None:
        try:
            write_tables(data, {"shipped": encoder(), "frozen": encoder_with_adapter("")}, self._line)
        except (UnreadableFile, EncoderUnavailable) as error:
            raise CommandError(f"{error} Without files the tables are made of the data in --data.") from error

    def _line(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _write(self, title_ranks: metrics.Floats, clusters: Sequence[str]) -> None:
        for name, values in metrics.of_ranks(title_ranks).items():
            self.stdout.write(f"{name:5} {metrics.interval(values, clusters)}")


def chosen(views: str) -> Mapping[str, float]:
    """Return the weights of the views in the comma-separated list `views`; `DEFAULT` if it is empty.

    Raises `CommandError` for an unknown view.
    """
    names = [name.strip().casefold() for name in views.split(",") if name.strip()]
    unknown = [name for name in names if name not in VIEWS]
    if unknown:
        raise CommandError(f"There is no view {', '.join(unknown)}. There are: {', '.join(VIEWS)}.")
    return dict.fromkeys(names, 1.0) or DEFAULT
