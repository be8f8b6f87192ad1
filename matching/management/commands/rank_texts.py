"""`rank_texts QUERIES CORPUS --top K`: rank any texts with the matcher."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser
from numpy.typing import NDArray

from matching.encoder import encoder
from matching.fit import Fits, Wish
from matching.rank import Corpus, top_indices
from matching.redaction import redact


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
        texts, query_texts = _read_lines(corpus), _read_lines(queries)
        searched = Corpus(texts, encoded_texts(texts))
        line_vectors = encoded_texts([Wish(query).matched_line[0] for query in query_texts])
        vectors = encoded_texts(query_texts)
        for number, (query, vector, line_vector) in enumerate(zip(query_texts, vectors, line_vectors, strict=True)):
            fits = Fits([Wish(query, vector, line_vector)], searched)
            for row in top_indices(fits.best, top):
                self.stdout.write(f"{number}\t{row}\t{fits.best[row]:.6f}")


def _read_lines(path: Path) -> list[str]:
    """Return the lines of a UTF-8 file. An empty line is an empty text, so indices are line numbers from 0."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Cannot read {path}: {error}") from error
    return content.removesuffix("\n").split("\n") if content else []


def encoded_texts(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a unit row for each text; a text without any words has a row of zeros."""
    redacted = [redact(text) for text in texts]
    distinct = sorted({text for text in redacted if text})
    model = encoder()
    rows = dict(zip(distinct, model.encode(distinct), strict=True))
    empty = np.zeros(model.dimensions, dtype=np.float32)
    vectors = np.array([rows.get(text, empty) for text in redacted], dtype=np.float32)
    return vectors.reshape(len(redacted), model.dimensions)
