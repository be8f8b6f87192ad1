"""The lines of work with their vectors, in memory: which of them fit a text, exactly and at once.

One index a process. It holds the vocabulary, 20,000 titles: 31 MB of vectors (384 numbers of float32 each) and some
40 MB of postings of words and letters. Several web processes each have their own and follow the database: a vector
that a worker has made is in every index at the next question after `FRESH_FOR` seconds.
"""

import threading
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from matching.encoder import model_name
from matching.membership import groups
from matching.models import TextVector
from matching.rank import Corpus, Parts
from matching.texts import ROWS_A_QUERY, content_hash, in_batches, unpacked
from matching.vocabulary import vocabulary

FRESH_FOR = 2.0
"""Seconds for which an index is used without asking the database for newer vectors."""
OVERLAP = timedelta(seconds=90)
"""A vector's time is taken before its transaction ends, and by another machine's clock, so each look goes back so far
behind the one before."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many lines of work have a vector, of how many."""

    made: int
    total: int

    @property
    def complete(self) -> bool:
        return self.made >= self.total


class LineIndex:
    """Every line of work, scored against a query. Safe for threads: rows of vectors are only ever filled in."""

    def __init__(self) -> None:
        self._model = model_name()
        words = _words_alone()
        titles = words.texts
        self._rows: dict[str, list[int]] = {}
        for row, title in enumerate(titles):
            self._rows.setdefault(content_hash(title), []).append(row)
        self._corpus = words.with_vectors(np.zeros((len(titles), 0), dtype=np.float32))
        self._place = {title: row for row, title in enumerate(titles)}
        self._since: datetime | None = None
        self._taken: set[int] = set()
        self._looked = float("-inf")
        self._lock = threading.Lock()

    @property
    def titles(self) -> list[str]:
        return self._corpus.texts

    def place(self, line: str) -> int | None:
        """Return where `line` stands in the arrays, or None if it is no line of work."""
        return self._place.get(line)

    def progress(self) -> Progress:
        self._follow()
        return Progress(int(self._corpus.has_vector.sum()), len(self.titles))

    def vector(self, line: str) -> NDArray[np.float32] | None:
        """Return the unit vector of `line`, if it is one and its vector is made."""
        self._follow()
        row = self._place.get(line)
        return None if row is None or not self._corpus.has_vector[row] else self._corpus.vectors[row]

    def parts(self, query: str, vector: NDArray[np.float32] | None) -> Parts:
        """Return how each line of work fits `query`; see `matching.rank.Corpus.parts`.

        With the unit groups of both, once all lines have their vectors: until then the nearest ones are not known.
        """
        self._follow()
        parts = self._corpus.parts(query, vector)
        return replace(parts, groups=groups().likeness(parts.vector)) if parts.compared.all() else parts

    def nearest_group(self, vector: NDArray[np.float32]) -> str:
        """Return the unit group to which a text belongs most, by its unit vector; "" until all lines have theirs."""
        self._follow()
        if not self._corpus.has_vector.all():
            return ""
        return groups().nearest(np.clip(self._corpus.vectors @ vector, 0, 1))

    def _follow(self) -> None:
        if time.monotonic() - self._looked < FRESH_FOR:
            return
        with self._lock:
            if time.monotonic() - self._looked >= FRESH_FOR:
                self._take_new()
                self._looked = time.monotonic()

    def _take_new(self) -> None:
        """Fill in the vectors made since the last look. One query that finds nothing, when nothing is new."""
        now = timezone.now()
        made = TextVector.objects.filter(model=self._model, made_at__isnull=False)
        if self._since is not None:
            made = made.filter(made_at__gt=self._since - OVERLAP)
        lately = set(made.values_list("pk", flat=True))
        for batch in in_batches(sorted(lately - self._taken), ROWS_A_QUERY):
            rows = TextVector.objects.filter(pk__in=batch).values_list("content_hash", "vector")
            for key, stored in rows:
                for row in self._rows.get(key, []):
                    self._fill(row, unpacked(stored or b""))
        self._since, self._taken = now, lately

    def _fill(self, row: int, vector: NDArray[np.float32]) -> None:
        if self._corpus.vectors.shape[1] != len(vector):
            self._corpus.vectors = np.zeros((len(self.titles), len(vector)), dtype=np.float32)
            self._corpus.has_vector[:] = False
        self._corpus.vectors[row] = vector
        self._corpus.has_vector[row] = True


@lru_cache(maxsize=1)
def _words_alone() -> Corpus:
    """The lines of work without vectors: the same whatever the model."""
    titles = [title.text for title in vocabulary().titles]
    return Corpus(titles, np.zeros((len(titles), 0), dtype=np.float32))


_making = threading.Lock()


@lru_cache(maxsize=1)
def _index() -> LineIndex:
    return LineIndex()


def lines() -> LineIndex:
    """Return this process's index, made at the first call (about a second)."""
    with _making:
        return _index()


def start_afresh() -> None:
    """Forget the index: the settings name another model."""
    _index.cache_clear()
