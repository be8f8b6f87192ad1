"""How well texts fit what somebody wants, who may want several things, and not want others, in their own words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from matching.calibration import CLOSE, NEAR, OF_TEXTS_STRETCH, STRETCH
from matching.encoder import SHIPPED
from matching.index import lines
from matching.plain import without_particulars
from matching.rank import Corpus, Floats, Parts
from matching.understanding import Setting
from matching.understanding.telling import least_fit
from matching.understanding.typical import usual_in
from matching.vocabulary import normalised
from matching.vocabulary.lines import found_line
from matching.vocabulary.words import words_of

BY_EVERYDAY_NAME = 0.85
BY_LINE_WITHIN = 0.75
"""What a fit counts that is to the line of work which the wish's words name, and not to the wish as it stands: the line
of an everyday name ("spark"), which no model of this size knows, and the line within a whole sentence. A short text's
own line does harm: on 1,500 titles of JobBERT's validation split MRR falls from .340 to .336 with it at 0.75."""
SENTENCE = 6
"""Words from which on a wish is taken for a sentence with a line of work in it."""
LESSER = 0.9
"""What a fit counts to a wish said with a "maybe" or "could": it comes after an equal fit to another."""
NO_HARM, ALL_HARM = STRETCH, CLOSE
"""A line that fits what is not wanted up to NO_HARM, where a match begins, loses nothing; from ALL_HARM on, where two
texts are close, everything; between, in proportion."""
WANTED_MORE, CLEARLY = 0.5, 0.15
"""What of that a line loses which clearly fits a wish better than what is not wanted: "hospital work, not nursing"."""
UNWANTED_SETTING = 0.8
"""What a fit counts where a setting that is ruled out ("no nights") is usual."""
SETTING_TELLS = 0.05
"""Who wishes for nothing but a setting ("something outdoors") wishes for the work in which it is usual, and a sentence
vector does not know which that is. So such work is near what they want, or between a stretch and near where only some
of the settings asked for are usual in it; and among equals so much of the vector tells."""


@dataclass(frozen=True)
class Wish:
    """One thing that somebody wants, or does not want, with its unit vector if there is one yet."""

    text: str
    vector: NDArray[np.float32] | None = None
    line_vector: NDArray[np.float32] | None = None
    """The vector of the line of work of its `bridge`, where it is not to be taken from the store."""
    line: str | None = None
    """The line of work that its words name, as it was understood; None: as `found_line` says."""
    everyday: bool = False
    """Whether `line` was named by an everyday name."""
    settings: frozenset[Setting] = frozenset()
    """The settings that it asks for, when it asks for nothing else."""
    lesser: bool = False
    unwanted: bool = False
    """Whether it is something not wanted: then the line that it names counts whole."""
    set_aside: bool = False
    """Of something not wanted: whether it is a line of work that a suggestion named and the member put aside."""

    @cached_property
    def bridge(self) -> tuple[str, float]:
        """The line of work by which it is matched besides, and how much that counts; ("", 0) if by none."""
        if self.line is not None:
            weight = 1.0 if self.unwanted else BY_EVERYDAY_NAME if self.everyday else BY_LINE_WITHIN
            return (self.line, weight) if self.line and normalised(self.line) != normalised(self.text) else ("", 0.0)
        text = without_particulars(self.text)
        found = found_line(text)
        if found.everyday:
            return found.line, BY_EVERYDAY_NAME
        in_a_sentence = len(words_of(text)) >= SENTENCE
        return (found.line, BY_LINE_WITHIN) if found.line and in_a_sentence else ("", 0.0)


@dataclass(frozen=True)
class Wanted:
    """All that somebody wants and does not want."""

    wishes: tuple[Wish, ...]
    against: tuple[Wish, ...] = ()
    unwanted: frozenset[Setting] = frozenset()
    hoped: frozenset[Setting] = frozenset()
    """Settings that they ask for beside the work itself: the nights of "night work as a driver"."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one text fits, and what that is made of.

    `score` is `met` times what is kept of it (`kept`). `met` is the fit to the wish, by itself, or by way of the line
    of work that it names (`by_line`), or of the settings that it asks for and that are usual in this work (`settings`).
    `against` is the number of the thing not wanted that took most; `unwanted` are settings, ruled out, usual here.
    `hoped` are settings, asked for, usual here: they change no score, and where it is used a little may be added.
    """

    score: float
    wish: int
    by_line: bool
    met: float
    kept: float = 1.0
    against: int | None = None
    settings: frozenset[Setting] = field(default=frozenset())
    unwanted: frozenset[Setting] = field(default=frozenset())
    hoped: frozenset[Setting] = field(default=frozenset())


class Scored(Protocol):
    """Texts that can be scored: the lines of work, or a corpus."""

    def parts(self, query: str, vector: NDArray[np.float32] | None) -> Parts: ...


class Fits:
    """The best score over all wishes of each text of `texts`, less what is not wanted. Scores are from 0 to 1."""

    def __init__(self, wanted: Wanted | Sequence[Wish], texts: Scored) -> None:
        self.wanted = wanted if isinstance(wanted, Wanted) else Wanted(tuple(wanted))
        scored = [_scored(wish, texts) for wish in self.wanted.wishes]
        self._of_texts = [one.of_texts for one in scored]
        self._by_texts = [one.by_texts for one in scored]
        self._each = np.array(
            [self._by_settings(wish, one.score) for wish, one in zip(self.wanted.wishes, scored, strict=True)]
        )
        self._by_line = np.array([one.by_line for one in scored])
        self.met: Floats = self._each.max(axis=0)
        self._harm = np.array([_harm(_scored(wish, texts).score, self.met) for wish in self.wanted.against])
        self._kept = self._keep(len(self.met))
        self.best: Floats = self.met * self._kept

    def at(self, place: int) -> Fit:
        """Return the fit of the text at `place`."""
        wish = int(self._each[:, place].argmax())
        harmed = bool(self.wanted.against) and self._harm[:, place].max() > 0
        return Fit(
            score=float(self.best[place]),
            wish=wish,
            by_line=bool(self._by_line[wish, place]),
            met=float(self.met[place]),
            kept=float(self._kept[place]),
            against=int(self._harm[:, place].argmax()) if harmed else None,
            settings=self._usual_at(place, self.wanted.wishes[wish].settings),
            unwanted=self._usual_at(place, self.wanted.unwanted),
            hoped=self._usual_at(place, self.wanted.hoped),
        )

    def plain_scores(self, wish: int) -> Floats:
        """Return how well each text fits the words alone of the wish of that number, without unit groups."""
        return self._of_texts[wish]

    def _by_settings(self, wish: Wish, scores: Floats) -> Floats:
        return scores

    def _keep(self, size: int) -> Floats:
        kept = np.ones(size, dtype=np.float32)
        if self.wanted.against:
            kept *= 1 - self._harm.max(axis=0)
        return kept

    def _usual_at(self, place: int, settings: Collection[Setting]) -> frozenset[Setting]:
        return frozenset()


class LineFits(Fits):
    """How well each line of work fits what somebody wants, the settings included in which it is usually done."""

    def __init__(self, wanted: Wanted | Sequence[Wish]) -> None:
        self._lines = lines()
        self._found: dict[str, Fit | None] = {}
        super().__init__(wanted, self._lines)

    def of(self, line: str) -> Fit | None:
        """Return the fit of a line of work, or None if the vocabulary does not have it."""
        if line not in self._found:
            place = self._lines.place(line)
            self._found[line] = None if place is None else self.at(place)
        return self._found[line]

    @property
    def understood(self) -> bool:
        """Whether some line of work is so near to one of the wishes that there is work in it at all.

        With a model of many languages no word need be English.
        """
        return any(self._is_understood(number, wish) for number, wish in enumerate(self.wanted.wishes))

    def _is_understood(self, number: int, wish: Wish) -> bool:
        if wish.settings:
            return float(self._each[number].max()) >= STRETCH
        by_words = settings.MATCHING_MODEL == SHIPPED
        return float(self._by_texts[number].max()) >= (least_fit(wish.text) if by_words else OF_TEXTS_STRETCH)

    def best_lines(self, at_least: float, limit: int) -> list[str]:
        """Return the lines that fit at least so well, the best first."""
        places = np.flatnonzero(self.best >= at_least)
        order = places[np.argsort(-self.best[places], kind="stable")][:limit]
        return [self._lines.titles[place] for place in order]

    def _by_settings(self, wish: Wish, scores: Floats) -> Floats:
        usual = [where for setting in wish.settings if (where := usual_in(setting)) is not None]
        if not usual:
            return scores
        share = np.mean(usual, axis=0, dtype=np.float32)
        at_least = STRETCH + (NEAR - STRETCH) * share + SETTING_TELLS * scores
        return np.where((share > 0) & (at_least > scores), at_least, scores).astype(np.float32)

    def _keep(self, size: int) -> Floats:
        kept = super()._keep(size)
        unwanted = [where for setting in self.wanted.unwanted if (where := usual_in(setting)) is not None]
        if unwanted:
            kept[np.logical_or.reduce(unwanted)] *= UNWANTED_SETTING
        return kept

    def _usual_at(self, place: int, settings: Collection[Setting]) -> frozenset[Setting]:
        return frozenset(one for one in settings if (where := usual_in(one)) is not None and where[place])


@dataclass(frozen=True, slots=True)
class _Scored:
    """How well each text fits one wish: by the words of both alone, the same by way of the line that it names too, all
    in all, and whether that is by the line."""

    of_texts: Floats
    by_texts: Floats
    score: Floats
    by_line: NDArray[np.bool_]


def _scored(wish: Wish, texts: Scored) -> _Scored:
    parts = texts.parts(wish.text, wish.vector)
    by_texts, score = parts.of_texts, parts.score
    by_line = np.zeros(len(score), dtype=np.bool_)
    line, weight = wish.bridge
    if line:
        line_vector = lines().vector(line) if wish.line_vector is None else wish.line_vector
        of_line = texts.parts(line, line_vector)
        bridged = of_line.score * np.float32(weight)
        by_texts = np.maximum(by_texts, of_line.of_texts * np.float32(weight))
        score, by_line = np.maximum(score, bridged), bridged > score
    share = np.float32(LESSER if wish.lesser else 1)
    return _Scored(parts.of_texts, by_texts * share, score * share, by_line)


def _harm(against: Floats, met: Floats) -> Floats:
    """Return what of its fit each text loses, from 0 to 1, as it fits something not wanted."""
    harm = np.clip((against - NO_HARM) / (ALL_HARM - NO_HARM), 0, 1)
    kept: Floats = np.where(met > against + CLEARLY, harm * WANTED_MORE, harm).astype(np.float32)
    return kept


def corpus_of(texts: Sequence[str], vectors: Sequence[NDArray[np.float32] | None]) -> Corpus:
    """Return `texts` (in anybody's words) made ready to be scored; a vector is None where there is or may be none."""
    width = next((len(vector) for vector in vectors if vector is not None), 0)
    rows = np.zeros((len(texts), width), dtype=np.float32)
    for row, vector in enumerate(vectors):
        if vector is not None:
            rows[row] = vector
    return Corpus(list(texts), rows)
