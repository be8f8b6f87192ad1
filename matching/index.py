"""The index of the lines of work in memory: an exact search for the lines that fit a text.

Each process has one. It holds the 20,000 titles of the vocabulary: 31 MB of vectors (384 numbers of float32 each) and
some 40 MB of inverted indexes of words and letters. Shipped vectors are there from the start. For another model each
process reads the database again after `FRESH_FOR` seconds for vectors that a worker has made since.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from matching.batches import in_batches
from matching.encoder import model_name
from matching.models import TextVector
from matching.rank import LEXICAL_WEIGHT, Corpus, ScoreComponents, top_indices
from matching.shipped import shipped_vectors
from matching.unit_groups import group_classifier
from matching.vectors import ROWS_PER_QUERY, content_hash, unpack_vector
from matching.vocabulary import Title, normalised, vocabulary
from matching.vocabulary.tokenizer import words_of

FRESH_FOR = 2.0
"""Seconds for which the index is used without asking the database for newer vectors."""
OVERLAP = timedelta(seconds=90)
"""How far each read goes back behind the one before: a vector's time is set before its transaction commits, and by
another machine's clock."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the lines of work have a vector."""

    made: int
    total: int

    @property
    def complete(self) -> bool:
        return self.made >= self.total


_WHO_RUNS_IT = frozenset({"manager", "manageress", "owner", "proprietor", "proprietress", "supervisor", "foreman"})
_NO_PLACE_OF_WORK = frozenset(
    {"account", "area", "assistant", "chief", "deputy", "general", "group", "head", "junior", "national", "project",
     "regional", "senior", "support", "team", "technical", "trainee"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WhoRunsIt:
    """The lines of work of those who run a place ("kennel manager"), and beside each the work done there."""

    rows: NDArray[np.intp]
    work_there: NDArray[np.intp]
    """The rows of "kennel worker", "kennel assistant" and so on, for one of `rows` after the other."""
    starts: NDArray[np.intp]
    """Where those of each begin."""

    def best_there(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return, for each of `rows`, the best of `scores` for the work done there."""
        best: NDArray[np.float32] = np.maximum.reduceat(scores[self.work_there], self.starts)
        return best


@lru_cache(maxsize=1)
def who_runs_it() -> WhoRunsIt:
    """Return the lines of work "X manager", "X owner" for which there is an "X worker" of some kind."""
    runs: dict[tuple[str, ...], list[int]] = {}
    there: dict[tuple[str, ...], list[int]] = {}
    for row, title in enumerate(vocabulary().titles):
        place, last = title.words[:-1], title.words[-1:]
        if place and not _NO_PLACE_OF_WORK & set(place):
            (runs if _WHO_RUNS_IT & set(last) else there).setdefault(place, []).append(row)
    pairs = [(row, there[place]) for place, rows in runs.items() if place in there for row in rows]
    sizes = [len(work) for _row, work in pairs]
    return WhoRunsIt(
        rows=np.array([row for row, _work in pairs], dtype=np.intp),
        work_there=np.concatenate([np.array(work, dtype=np.intp) for _row, work in pairs]),
        starts=np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp),
    )


class LineIndex:
    """Scores every line of work for a query. Safe for threads, because rows of vectors are only ever filled in."""

    def __init__(self) -> None:
        self._model = model_name()
        lexical = _lexical_corpus()
        titles = lexical.texts
        self._rows_by_hash: dict[str, list[int]] = {}
        for row, title in enumerate(titles):
            self._rows_by_hash.setdefault(content_hash(title), []).append(row)
        shipped = shipped_vectors()
        vectors = shipped.of_lines() if shipped.lines else np.zeros((len(titles), 0), dtype=np.float32)
        self._corpus = lexical.with_vectors(vectors)
        self._row_of = {title: row for row, title in enumerate(titles)}
        self._read_up_to: datetime | None = None
        self._recent: set[int] = set()
        self._read_at = float("-inf")
        self._lock = threading.Lock()

    @property
    def titles(self) -> list[str]:
        return self._corpus.texts

    def row_of(self, line: str) -> int | None:
        """Return the row of `line` in the arrays; None if it is no line of work."""
        return self._row_of.get(line)

    def progress(self) -> Progress:
        self._refresh()
        return Progress(int(self._corpus.has_vector.sum()), len(self.titles))

    def vector(self, line: str) -> NDArray[np.float32] | None:
        """Return the unit vector of `line`; None if it is no line of work or its vector is not made yet."""
        self._refresh()
        row = self._row_of.get(line)
        return None if row is None or not self._corpus.has_vector[row] else self._corpus.vectors[row]

    def components(self, query: str, vector: NDArray[np.float32] | None) -> ScoreComponents:
        """Return the score components of each line of work for `query`; see `matching.rank.Corpus.components`.

        They include the unit groups once all lines have vectors; until then the nearest lines are not known.
        """
        self._refresh()
        components = self._corpus.components(query, vector)
        if not components.compared.all():
            return components
        return replace(components, groups=group_classifier().similarity(components.vector))

    def text_scores(self, query: str, vector: NDArray[np.float32] | None) -> NDArray[np.float32]:
        """Return how well each line of work fits `query` without the unit groups."""
        self._refresh()
        return self._corpus.components(query, vector).text_score

    def highest_scores(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return an upper bound on the `text_scores` of each of several texts, by their unit vectors.

        It is the score that the nearest line would have with all the words and letters of the text; 1 until all lines
        have vectors. One product for all texts takes a quarter of the time of one for each.
        """
        self._refresh()
        if not self._corpus.has_vector.all():
            return np.ones(len(vectors), dtype=np.float32)
        nearest: NDArray[np.float32] = (vectors @ self._corpus.vectors.T).max(axis=1)
        return (1 - LEXICAL_WEIGHT) * nearest + LEXICAL_WEIGHT

    def nearest_group(self, vector: NDArray[np.float32]) -> str:
        """Return the unit group of a text by its unit vector; "" until all lines have vectors."""
        self._refresh()
        if not self._corpus.has_vector.all():
            return ""
        return group_classifier().classify(np.clip(self._corpus.vectors @ vector, 0, 1))

    def _refresh(self) -> None:
        if self._corpus.has_vector.all() or time.monotonic() - self._read_at < FRESH_FOR:
            return
        with self._lock:
            if time.monotonic() - self._read_at >= FRESH_FOR:
                self._read_new_vectors()
                self._read_at = time.monotonic()

    def _read_new_vectors(self) -> None:
        """Fill in the vectors made since the last read. One query if there are none."""
        now = timezone.now()
        made = TextVector.objects.filter(model=self._model, made_at__isnull=False)
        if self._read_up_to is not None:
            made = made.filter(made_at__gt=self._read_up_to - OVERLAP)
        recent = set(made.values_list("pk", flat=True))
        for batch in in_batches(sorted(recent - self._recent), ROWS_PER_QUERY):
            rows = TextVector.objects.filter(pk__in=batch).values_list("content_hash", "vector")
            for key, stored in rows:
                for row in self._rows_by_hash.get(key, []):
                    self._fill(row, unpack_vector(stored or b""))
        self._read_up_to, self._recent = now, recent

    def _fill(self, row: int, vector: NDArray[np.float32]) -> None:
        if self._corpus.vectors.shape[1] != len(vector):
            self._corpus.vectors = np.zeros((len(self.titles), len(vector)), dtype=np.float32)
            self._corpus.has_vector[:] = False
        self._corpus.vectors[row] = vector
        self._corpus.has_vector[row] = True


@lru_cache(maxsize=1)
def _lexical_corpus() -> Corpus:
    """Return the lines of work without vectors, which is the same for every model."""
    titles = [title.text for title in vocabulary().titles]
    return Corpus(titles, np.zeros((len(titles), 0), dtype=np.float32))


_lock = threading.Lock()


@lru_cache(maxsize=1)
def _index() -> LineIndex:
    return LineIndex()


def line_index() -> LineIndex:
    """Return this process's index, made at the first call (about a second)."""
    with _lock:
        return _index()


def reset() -> None:
    """Drop the index, for settings that name another model."""
    _index.cache_clear()


SAME_WORK = 0.9
"""Least score with which words that name no line of work are classified as one. Others are told that line, so precision
counts most: docs/matching.md, "Weights"."""
_RANKS = frozenset(
    {
        "adviser", "analyst", "chief", "consultant", "director", "foreman", "head", "inspector", "leader", "lecturer",
        "manager", "master", "officer", "owner", "president", "principal", "representative", "senior",
        "superintendent", "supervisor",
    }
)  # fmt: skip
"""Ranks and professions that a text about a field ("marketing") does not claim."""
_NOT_WORK = frozenset(["student", "pupil", "retired", "unemployed", "pensioner", "housewife", "boss", "uncle", "aunt"])
"""Words for people that say nothing of their work, but would be near a line such as "student adviser"."""


@dataclass(frozen=True, slots=True)
class ScoredLine:
    """A line of work and its score, from 0 to 1."""

    line: str
    fit: float


def nearest_lines(text: str, vector: NDArray[np.float32] | None, limit: int = 10) -> list[ScoredLine]:
    """Return the `limit` lines of work that fit `text` best, the best first. `vector` is the text's, if it has one.

    The unit groups do not count: what others are told of somebody has to be what their record says.
    """
    index = line_index()
    scores = index.text_scores(text, vector)
    return [ScoredLine(index.titles[row], float(scores[row])) for row in top_indices(scores, limit)]


def classify_lines(vectors: Mapping[str, NDArray[np.float32]]) -> dict[str, str]:
    """Return the line of work of each text by its unit vector; "" or no entry if no line is near enough.

    For texts in which `find_line` finds none. Empty until all lines have vectors.
    """
    index = line_index()
    if not vectors or not index.progress().complete:
        return {}
    bounds = index.highest_scores(np.array(list(vectors.values())))
    likely = [text for text, bound in zip(vectors, bounds, strict=True) if bound >= SAME_WORK]
    return {text: _classify(normalised(text), vectors[text].astype("<f2").tobytes()) for text in likely}


@lru_cache(maxsize=20_000)
def _classify(words: str, packed: bytes) -> str:
    """Cached, because all contacts of a member are classified again whenever one of them changes."""
    vector = np.frombuffer(packed, dtype="<f2").astype(np.float32)
    for near in nearest_lines(words, vector, 5):
        title = vocabulary().title_of(near.line)
        if near.fit < SAME_WORK:
            return ""
        if title is not None and title.today and not title.vague and _claims_no_more(words, title):
            return near.line
    return ""


def _claims_no_more(words: str, title: Title) -> bool:
    """Whether `title` claims no rank that `words` do not, and `words` are about work."""
    given = set(words_of(words))
    return not given & _NOT_WORK and not (set(title.words) & _RANKS) - given
