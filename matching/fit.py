"""How well texts fit what somebody wants: several wishes in their own words, less what they rule out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from matching.calibration import CLOSE, NEAR, STRETCH, TEXT_ONLY_STRETCH
from matching.encoder import SHIPPED_MODEL
from matching.index import line_index, who_runs_it
from matching.rank import Corpus, Floats, ScoreComponents
from matching.redaction import without_particulars
from matching.understanding import Condition
from matching.understanding.conditions import usual_in_titles
from matching.understanding.work_words import min_fit
from matching.vocabulary import normalised
from matching.vocabulary.line_finder import find_line_match
from matching.vocabulary.tokenizer import words_of

EVERYDAY_LINE_WEIGHT = 0.85
"""Weight of a fit to the line of an everyday name in the wish ("spark"), which no model of this size knows."""
INNER_LINE_WEIGHT = 0.75
"""Weight of a fit to a line named within a sentence. Short texts do worse with it: docs/matching.md, "Weights"."""
SENTENCE_WORDS = 6
"""A wish of this many words or more is a sentence, and may have a line of work in it."""
TENTATIVE_WEIGHT = 0.9
"""Weight of a fit to a wish with a "maybe" or "could": it ranks below an equal fit to another wish."""
PENALTY_FROM, FULL_PENALTY_FROM = STRETCH, CLOSE
"""Scores against an unwanted thing: a line loses nothing up to the first, where a match begins, everything from the
second on, where two texts are close, and in proportion between the two."""
CLEAR_WISH_RELIEF, CLEAR_MARGIN = 0.5, 0.15
"""A line that fits a wish by this margin better than the unwanted thing has only this share of the penalty:
"hospital work, not nursing"."""
UNWANTED_CONDITION_WEIGHT = 0.8
"""Weight of a fit where a condition that is ruled out ("no nights") is usual."""
CONDITION_TIE_BREAK = 0.05
"""Weight of the vector among lines that all have a condition which is the whole wish ("something outdoors").

The vector does not know in which work a condition is usual. So such work is near the wish, or between a stretch and
near if only some of several conditions are usual in it."""


@dataclass(frozen=True)
class Wish:
    """One thing that somebody wants, or does not want, with its unit vector if it has one yet."""

    text: str
    vector: NDArray[np.float32] | None = None
    line_vector: NDArray[np.float32] | None = None
    """The vector of the line in `matched_line`; None: the stored one."""
    line: str | None = None
    """The line of work that its words name, "" for none; None: what `find_line_match` returns."""
    everyday: bool = False
    """Whether an everyday name gave `line`."""
    conditions: frozenset[Condition] = frozenset()
    """The conditions that it asks for, if it asks for nothing else."""
    tentative: bool = False
    unwanted: bool = False
    """Whether it is unwanted: then a fit to its line has full weight."""
    dismissed: bool = False
    """Whether it is unwanted because the member dismissed a suggestion of this line."""

    @cached_property
    def matched_line(self) -> tuple[str, float]:
        """The line of work that texts are compared with besides the wish itself, and its weight; ("", 0) for none."""
        if self.line is not None:
            weight = 1.0 if self.unwanted else EVERYDAY_LINE_WEIGHT if self.everyday else INNER_LINE_WEIGHT
            return (self.line, weight) if self.line and normalised(self.line) != normalised(self.text) else ("", 0.0)
        text = without_particulars(self.text)
        match = find_line_match(text)
        if match.everyday:
            return match.line, EVERYDAY_LINE_WEIGHT
        is_sentence = len(words_of(text)) >= SENTENCE_WORDS
        return (match.line, INNER_LINE_WEIGHT) if match.line and is_sentence else ("", 0.0)


@dataclass(frozen=True)
class Wanted:
    """Everything that somebody wants and does not want."""

    wishes: tuple[Wish, ...]
    against: tuple[Wish, ...] = ()
    unwanted_conditions: frozenset[Condition] = frozenset()
    wished_conditions: frozenset[Condition] = frozenset()
    """Conditions that they ask for besides the work itself: the nights of "night work as a driver"."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one text fits, and why.

    `score` is `wish_fit` times `retained`, the share that is left after the penalties. `wish_fit` is the fit to the
    wish itself, to the line of work that it names (`by_line`), or to the conditions that it asks for and that are usual
    in this work (`conditions`). `against` is the number of the unwanted thing with the largest penalty. Of conditions
    that are usual here, `unwanted_conditions` are ruled out, and `wished_conditions` are asked for and change no score.
    """

    score: float
    wish: int
    by_line: bool
    wish_fit: float
    retained: float = 1.0
    against: int | None = None
    conditions: frozenset[Condition] = field(default=frozenset())
    unwanted_conditions: frozenset[Condition] = field(default=frozenset())
    wished_conditions: frozenset[Condition] = field(default=frozenset())


class ScorableTexts(Protocol):
    """Texts that can be scored: the lines of work, or a corpus."""

    def components(self, query: str, vector: NDArray[np.float32] | None) -> ScoreComponents: ...


class Fits:
    """For each text its best score over all wishes, less the penalties. Scores are from 0 to 1."""

    def __init__(self, wanted: Wanted | Sequence[Wish], texts: ScorableTexts) -> None:
        self.wanted = wanted if isinstance(wanted, Wanted) else Wanted(tuple(wanted))
        scores = [_scores(wish, texts) for wish in self.wanted.wishes]
        self._text_scores = [of_wish.text_score for of_wish in scores]
        self._text_scores_with_line = [of_wish.text_score_with_line for of_wish in scores]
        self._by_wish = np.array(
            [self._by_conditions(wish, of_wish.score) for wish, of_wish in zip(self.wanted.wishes, scores, strict=True)]
        )
        self._by_line = np.array([of_wish.by_line for of_wish in scores])
        self.wish_fit: Floats = self._by_wish.max(axis=0)
        against = [_scores(wish, texts).score for wish in self.wanted.against]
        self._penalties = np.array([_penalty(scores_against, self.wish_fit) for scores_against in against])
        self._retained = self._retained_shares(len(self.wish_fit))
        self.best: Floats = self.wish_fit * self._retained

    def at(self, row: int) -> Fit:
        """Return the fit of the text in that row."""
        wish = int(self._by_wish[:, row].argmax())
        penalised = bool(self.wanted.against) and self._penalties[:, row].max() > 0
        return Fit(
            score=float(self.best[row]),
            wish=wish,
            by_line=bool(self._by_line[wish, row]),
            wish_fit=float(self.wish_fit[row]),
            retained=float(self._retained[row]),
            against=int(self._penalties[:, row].argmax()) if penalised else None,
            conditions=self._usual_at(row, self.wanted.wishes[wish].conditions),
            unwanted_conditions=self._usual_at(row, self.wanted.unwanted_conditions),
            wished_conditions=self._usual_at(row, self.wanted.wished_conditions),
        )

    def text_scores(self, wish: int) -> Floats:
        """Return how well each text fits the words of that wish, without unit groups and the line that it names."""
        return self._text_scores[wish]

    def _by_conditions(self, wish: Wish, scores: Floats) -> Floats:
        return scores

    def _retained_shares(self, size: int) -> Floats:
        retained = np.ones(size, dtype=np.float32)
        if self.wanted.against:
            retained *= 1 - self._penalties.max(axis=0)
        return retained

    def _usual_at(self, row: int, conditions: Collection[Condition]) -> frozenset[Condition]:
        return frozenset()


class LineFits(Fits):
    """How well each line of work fits what somebody wants, including the conditions that are usual in it."""

    def __init__(self, wanted: Wanted | Sequence[Wish]) -> None:
        self._index = line_index()
        self._fits: dict[str, Fit | None] = {}
        super().__init__(wanted, self._index)

    def of(self, line: str) -> Fit | None:
        """Return the fit of a line of work; None if it is not in the vocabulary."""
        if line not in self._fits:
            row = self._index.row_of(line)
            self._fits[line] = None if row is None else self.at(row)
        return self._fits[line]

    @property
    def understood(self) -> bool:
        """Whether a line of work is so near to one of the wishes that the wish is about work.

        With a multilingual model the words need not be English.
        """
        return any(self._is_understood(number, wish) for number, wish in enumerate(self.wanted.wishes))

    def _is_understood(self, number: int, wish: Wish) -> bool:
        if wish.conditions:
            return float(self._by_wish[number].max()) >= STRETCH
        is_english = settings.MATCHING_MODEL == SHIPPED_MODEL
        least = min_fit(wish.text) if is_english else TEXT_ONLY_STRETCH
        return float(self._text_scores_with_line[number].max()) >= least

    def best_lines(self, at_least: float, limit: int) -> list[str]:
        """Return up to `limit` lines of at least that score, the best first."""
        rows = np.flatnonzero(self.best >= at_least)
        order = rows[np.argsort(-self.best[rows], kind="stable")][:limit]
        return [self._index.titles[row] for row in order]

    def _by_conditions(self, wish: Wish, scores: Floats) -> Floats:
        scores = _with_who_runs_it(scores)
        usual = _usual_rows(wish.conditions)
        if not usual:
            return scores
        share = np.mean(usual, axis=0, dtype=np.float32)
        at_least = STRETCH + (NEAR - STRETCH) * share + CONDITION_TIE_BREAK * scores
        return np.where((share > 0) & (at_least > scores), at_least, scores).astype(np.float32)

    def _retained_shares(self, size: int) -> Floats:
        retained = super()._retained_shares(size)
        unwanted = _usual_rows(self.wanted.unwanted_conditions)
        if unwanted:
            retained[np.logical_or.reduce(unwanted)] *= UNWANTED_CONDITION_WEIGHT
        return retained

    def _usual_at(self, row: int, conditions: Collection[Condition]) -> frozenset[Condition]:
        return frozenset(
            condition for condition in conditions if (rows := usual_in_titles(condition)) is not None and rows[row]
        )


def _with_who_runs_it(scores: Floats) -> Floats:
    """Return `scores` where whoever runs the place is near, at least, if the work done there is close to the wish.

    A kennel manager can say more of work in kennels than most, though managing is another kind of work.
    """
    runs = who_runs_it()
    close = runs.rows[runs.best_there(scores) >= CLOSE]
    raised = scores.copy()
    raised[close] = np.maximum(scores[close], NEAR + CONDITION_TIE_BREAK * scores[close])
    return raised


def _usual_rows(conditions: Collection[Condition]) -> list[NDArray[np.bool_]]:
    return [rows for condition in conditions if (rows := usual_in_titles(condition)) is not None]


@dataclass(frozen=True, slots=True)
class _WishScores:
    """How well each text fits one wish.

    `text_score` compares the two texts alone, `text_score_with_line` also the line that the wish names. `score` is the
    whole score, and `by_line` says whether it comes from that line.
    """

    text_score: Floats
    text_score_with_line: Floats
    score: Floats
    by_line: NDArray[np.bool_]


def _scores(wish: Wish, texts: ScorableTexts) -> _WishScores:
    components = texts.components(wish.text, wish.vector)
    with_line, score = components.text_score, components.score
    by_line = np.zeros(len(score), dtype=np.bool_)
    line, weight = wish.matched_line
    if line:
        line_vector = line_index().vector(line) if wish.line_vector is None else wish.line_vector
        of_line = texts.components(line, line_vector)
        line_score = of_line.score * np.float32(weight)
        with_line = np.maximum(with_line, of_line.text_score * np.float32(weight))
        score, by_line = np.maximum(score, line_score), line_score > score
    share = np.float32(TENTATIVE_WEIGHT if wish.tentative else 1)
    return _WishScores(components.text_score, with_line * share, score * share, by_line)


def _penalty(against: Floats, wish_fit: Floats) -> Floats:
    """Return the share of its fit, from 0 to 1, that each text loses for its score `against` an unwanted thing."""
    full = np.clip((against - PENALTY_FROM) / (FULL_PENALTY_FROM - PENALTY_FROM), 0, 1)
    penalty: Floats = np.where(wish_fit > against + CLEAR_MARGIN, full * CLEAR_WISH_RELIEF, full).astype(np.float32)
    return penalty


def corpus_of(texts: Sequence[str], vectors: Sequence[NDArray[np.float32] | None]) -> Corpus:
    """Return a corpus of `texts` in anybody's words. A vector is None if it is not made yet or may not be made."""
    width = next((len(vector) for vector in vectors if vector is not None), 0)
    rows = np.zeros((len(texts), width), dtype=np.float32)
    for row, vector in enumerate(vectors):
        if vector is not None:
            rows[row] = vector
    return Corpus(list(texts), rows)
