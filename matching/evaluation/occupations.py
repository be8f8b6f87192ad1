"""Score texts against occupations that have several names each, for measuring on files of titles.

Suggestions do not use this: a line of work has one name and is scored by `matching.rank`.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.encoder import Encoder
from matching.evaluation import metrics
from matching.rank import Floats
from matching.redaction import redact
from matching.understanding.work_words import guess_line
from matching.unit_groups import GroupMemberships, unit_rows
from matching.vocabulary import vocabulary
from matching.vocabulary.tokenizer import words_of

VIEWS = ("preferred", "best", "mean", "words", "letters", "groups", "trade")
NEED_LINE_VECTORS = frozenset({"groups", "trade"})
"""The views that need the vectors of the lines of work."""
WITHOUT_GROUPS: Mapping[str, float] = {"best": 1.0, "mean": 1.0, "preferred": 0.3, "words": 0.2, "letters": 0.3}
DEFAULT: Mapping[str, float] = {**WITHOUT_GROUPS, "groups": 0.2}
"""Weights of the views. How they were chosen: docs/matching.md, "How well it does"."""
MIN_NGRAM, MAX_NGRAM = 3, 5
BLOCK = 256
"""Titles scored at once; with 33,000 labels they take 34 MB."""


@dataclass(frozen=True, slots=True)
class LabelledOccupation:
    """An occupation: its preferred name, and all its names with that one first."""

    preferred: str
    labels: tuple[str, ...]


class OccupationCorpus:
    """Occupations to score against. `vectors` has a unit row for each label, in order.

    `titles` has a unit row for each line of work of the vocabulary. Without it there are no views `NEED_LINE_VECTORS`.
    """

    def __init__(
        self, occupations: Sequence[LabelledOccupation], vectors: Floats, titles: Floats | None = None
    ) -> None:
        self._starts = np.cumsum([0, *(len(occupation.labels) for occupation in occupations)])[:-1].astype(np.intp)
        self._vectors = vectors
        self._means = unit_rows(np.add.reduceat(vectors, self._starts, axis=0))
        texts = [redact(label) for occupation in occupations for label in occupation.labels]
        self._words, self._letters = TfidfIndex(texts, words_of), TfidfIndex(texts, char_ngrams)
        self._line_memberships = None if titles is None else GroupMemberships(titles)

    def views(self, queries: Sequence[str], vectors: Floats, wanted: Sequence[str]) -> dict[str, Floats]:
        """Return the score of each occupation by each wanted view, up to 1: arrays (queries, occupations).

        Raises ValueError for a view of `NEED_LINE_VECTORS` if there are no such vectors.
        """
        scores: dict[str, Floats] = {}
        if {"preferred", "best"} & set(wanted):
            cosines = vectors @ self._vectors.T
            scores["preferred"] = cosines[:, self._starts]
            scores["best"] = self._best(cosines)
        if "mean" in wanted:
            scores["mean"] = vectors @ self._means.T
        for view, index in (("words", self._words), ("letters", self._letters)):
            if view in wanted:
                scores[view] = np.stack([self._best(index.cosines(redact(query))) for query in queries])
        if "groups" in wanted:
            scores["groups"] = unit_rows(self._memberships.of(vectors)) @ self._groups.T
        if "trade" in wanted:
            scores["trade"] = np.stack([self._by_trade(redact(query)) for query in queries])
        return {view: scores[view] for view in wanted}

    def scores(self, queries: Sequence[str], vectors: Floats, weights: Mapping[str, float] = DEFAULT) -> Floats:
        """Return the sum of the views, weighted by `weights`: (queries, occupations)."""
        views = self.views(queries, vectors, list(weights))
        return np.asarray(sum(np.float32(weight) * views[view] for view, weight in weights.items()), dtype=np.float32)

    @property
    def _memberships(self) -> GroupMemberships:
        if self._line_memberships is None:
            raise ValueError("the vectors of the lines of work are needed for this view")
        return self._line_memberships

    @cached_property
    def _groups(self) -> Floats:
        """The group memberships of each occupation: the mean over its names, of unit length."""
        return unit_rows(np.add.reduceat(self._memberships.of(self._vectors), self._starts, axis=0))

    def _by_trade(self, query: str) -> Floats:
        """Return the score of each occupation for the line of work that the query names; all 0 if it names none."""
        row = self._memberships.row_of.get(guess_line(query)[0])
        if row is None:
            return np.zeros(len(self._starts), dtype=np.float32)
        vector = self._memberships.titles[row]
        scores: Floats = (self._best(self._vectors @ vector) + self._means @ vector) / 2
        return scores

    def _best(self, label_scores: NDArray[np.float32]) -> Floats:
        best: Floats = np.maximum.reduceat(label_scores, self._starts, axis=-1)
        return best


def char_ngrams(text: str) -> list[str]:
    """Return the character n-grams of three to five letters within each word, its ends marked."""
    padded = [f" {word} " for word in words_of(text)]
    sizes = range(MIN_NGRAM, MAX_NGRAM + 1)
    return [word[at : at + size] for word in padded for size in sizes for at in range(max(1, len(word) - size + 1))]


class TfidfIndex:
    """An inverted index of texts by their features, weighted by tf-idf (Spärck Jones 1972) and of unit length."""

    def __init__(self, texts: Sequence[str], features: Callable[[str], Iterable[str]]) -> None:
        self._features = features
        self._count = len(texts)
        frequencies = [_log_frequencies(features(text)) for text in texts]
        texts_with = Counter(feature for of_text in frequencies for feature in of_text)
        self._weights = {
            feature: 1 + math.log((1 + self._count) / (1 + count)) for feature, count in texts_with.items()
        }
        rows: dict[str, list[int]] = defaultdict(list)
        amounts: dict[str, list[float]] = defaultdict(list)
        for row, of_text in enumerate(frequencies):
            for feature, amount in self._weighted(of_text).items():
                rows[feature].append(row)
                amounts[feature].append(amount)
        self._postings = {
            feature: (np.array(indices, dtype=np.int32), np.array(amounts[feature], dtype=np.float32))
            for feature, indices in rows.items()
        }

    def cosines(self, text: str) -> Floats:
        """Return the cosine of each text with `text`, from 0 to 1. Features that no text has are ignored."""
        out = np.zeros(self._count, dtype=np.float32)
        frequencies = _log_frequencies(self._features(text))
        shared = {feature: amount for feature, amount in frequencies.items() if feature in self._postings}
        for feature, amount in self._weighted(shared).items():
            rows, amounts = self._postings[feature]
            out[rows] += amounts * np.float32(amount)
        return np.minimum(out, 1)

    def _weighted(self, frequencies: dict[str, float]) -> dict[str, float]:
        weighted = {feature: amount * self._weights[feature] for feature, amount in frequencies.items()}
        length = math.sqrt(sum(amount**2 for amount in weighted.values())) or 1.0
        return {feature: amount / length for feature, amount in weighted.items()}


def _log_frequencies(features: Iterable[str]) -> dict[str, float]:
    """Return 1 + ln(count) of each feature."""
    return {feature: 1 + math.log(count) for feature, count in Counter(features).items()}


class CachingEncoder:
    """An encoder that encodes each text once, for several tables that need the same ones. 1.5 kB a text."""

    def __init__(self, inner: Encoder) -> None:
        self._inner = inner
        self._vectors: dict[str, NDArray[np.float32]] = {}

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def dimensions(self) -> int:
        return self._inner.dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in texts if text not in self._vectors]
        self._vectors.update(zip(new, self._inner.encode(new), strict=True))
        return np.array([self._vectors[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimensions)


def vectors_of_texts(model: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a unit row for each text. Each distinct text is encoded once."""
    distinct = sorted({redact(text) for text in texts}, key=len)
    rows = {text: row for row, text in enumerate(distinct)}
    vectors = model.encode(distinct)
    return vectors[[rows[redact(text)] for text in texts]]


def vectors_of_lines(model: Encoder) -> NDArray[np.float32]:
    """Return a unit row for each line of work of the vocabulary."""
    return vectors_of_texts(model, [title.text for title in vocabulary().titles])


def corpus_of(
    model: Encoder, occupations: Sequence[LabelledOccupation], views: Collection[str] = DEFAULT
) -> OccupationCorpus:
    """Return the corpus of `occupations` with the vectors that `views` need."""
    labels = vectors_of_texts(model, [label for occupation in occupations for label in occupation.labels])
    lines = vectors_of_lines(model) if NEED_LINE_VECTORS & set(views) else None
    return OccupationCorpus(occupations, labels, lines)


def ranks(
    model: Encoder,
    corpus: OccupationCorpus,
    titles: Sequence[str],
    answers: Sequence[int],
    weights: Mapping[str, float],
) -> metrics.Floats:
    """Return the rank of the true occupation for each title."""
    true = np.asarray(answers, dtype=np.intp)
    vectors = vectors_of_texts(model, titles)
    blocks = []
    for at in range(0, len(titles), BLOCK):
        rows = slice(at, at + BLOCK)
        blocks.append(metrics.ranks_of(corpus.scores(titles[rows], vectors[rows], weights), true[rows]))
    return np.concatenate(blocks)
