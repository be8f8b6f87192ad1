"""`evaluate_matcher --titles FILE --occupations FILE [--views LIST]`: how well titles find occupations."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.encoder import EncoderUnavailable, adapted_by, encoder
from matching.evaluation import metrics, ranking
from matching.evaluation.files import Occupations, Titles, UnreadableFile, read_occupations, read_titles
from matching.evaluation.tables import write_tables
from matching.labels import DEFAULT, VIEWS
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
            asked = read_occupations(occupations)
            found = read_titles(titles, asked.uris)
            model = encoder()
        except (UnreadableFile, EncoderUnavailable) as error:
            raise CommandError(str(error)) from error
        for note in (*asked.notes, *found.notes):
            self.stderr.write(note)
        self.stdout.write(f"{len(found.texts):,} titles, {len(asked.uris):,} occupations, model {model.name}")
        corpus = ranking.corpus_of(model, asked.targets, weights)
        self._write(ranking.ranks(model, corpus, found.texts, found.answers, weights), asked, found)

    def _tables(self, data: Path) -> None:
        try:
            write_tables(data, {"shipped": encoder(), "frozen": adapted_by("")}, self._line)
        except (UnreadableFile, EncoderUnavailable) as error:
            raise CommandError(f"{error} Without files the tables are made of the data in --data.") from error

    def _line(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _write(self, ranks: metrics.Floats, asked: Occupations, found: Titles) -> None:
        clusters = [asked.uris[answer] for answer in found.answers]
        for name, values in metrics.of_ranks(ranks).items():
            self.stdout.write(f"{name:5} {metrics.interval(values, clusters)}")


def chosen(views: str) -> Mapping[str, float]:
    """Return the weights of the views named in `views`, comma-separated; the mixture of `DEFAULT` if none is.

    Raises `CommandError` for a view that there is not.
    """
    names = [name.strip().casefold() for name in views.split(",") if name.strip()]
    unknown = [name for name in names if name not in VIEWS]
    if unknown:
        raise CommandError(f"There is no view {', '.join(unknown)}. There are: {', '.join(VIEWS)}.")
    return dict.fromkeys(names, 1.0) or DEFAULT
