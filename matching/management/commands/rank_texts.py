"""`rank_texts QUERIES CORPUS --top K`: measure the matcher on any texts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.fit import Fits, Wish
from matching.rank import Corpus, best
from matching.texts_file import encoded_texts, read_lines


class Command(BaseCommand):
    help = (
        "Rank the lines of CORPUS for each line of QUERIES by the matcher's own scoring of two texts. Prints, between "
        "tabs: number of the query, number of the text (both from 0), score (0 to 1)."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("queries", type=Path, help="a text file, one query a line")
        parser.add_argument("corpus", type=Path, help="a text file, one text a line")
        parser.add_argument("--top", type=int, default=10, metavar="K", help="how many texts for each query (10)")

    def handle(self, *args: Any, queries: Path, corpus: Path, top: int, **options: Any) -> None:
        if top < 1:
            raise CommandError("--top must be 1 or more.")
        asked, texts = _lines(queries), _lines(corpus)
        against = Corpus(texts, encoded_texts(texts))
        by_line = encoded_texts([Wish(query).bridge[0] for query in asked])
        for number, (query, vector, line) in enumerate(zip(asked, encoded_texts(asked), by_line, strict=True)):
            fits = Fits([Wish(query, vector, line)], against)
            for place in best(fits.best, top):
                self.stdout.write(f"{number}\t{place}\t{fits.best[place]:.6f}")


def _lines(path: Path) -> list[str]:
    try:
        return read_lines(path)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Cannot read {path}: {error}") from error
