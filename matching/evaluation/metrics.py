"""Ranking metrics, with confidence intervals by a clustered bootstrap."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Scores = NDArray[np.float32]

RESAMPLES = 1000
SEED = 20261125
CUTS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over questions with its 95% interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


def ranks_of(scores: Scores, answers: NDArray[np.intp]) -> Floats:
    """Return the rank, from 1, of the true answer in each row of `scores`.

    `scores` is (questions, occupations), `answers` (questions,) the index of the one true occupation. Equal scores
    share the mean of their ranks, so the order of occupations does not matter.
    """
    own = scores[np.arange(len(scores)), answers][:, None]
    above = (scores > own).sum(axis=1)
    level = (scores == own).sum(axis=1)
    ranks: Floats = above + (level + 1) / 2
    return ranks


def of_ranks(ranks: Floats) -> dict[str, Floats]:
    """Return MRR, R@1, R@5 and R@10 of each question by the rank of its answer."""
    recalls = {f"R@{cut}": (ranks <= cut).astype(np.float64) for cut in CUTS}
    return {"MRR": 1 / ranks, **recalls}


def average_precision(scores: Scores, true: NDArray[np.bool_]) -> Floats:
    """Return the average precision of each row: the mean of the precision at each true text.

    `scores` and `true` are (questions, texts); every row has a true text. Equal scores keep the order of the corpus, as
    `rank_texts` prints them.
    """
    order = np.argsort(-scores, axis=1, kind="stable")
    hits = np.take_along_axis(true, order, axis=1)
    precision = np.cumsum(hits, axis=1) / np.arange(1, hits.shape[1] + 1)
    averaged: Floats = (precision * hits).sum(axis=1) / hits.sum(axis=1)
    return averaged


def interval(values: Floats, clusters: Sequence[str], resamples: int = RESAMPLES) -> Estimate:
    """Return the mean of `values` and its 95% interval by a percentile bootstrap over clusters.

    Titles of one occupation succeed or fail together, so resampling single titles would give too narrow an interval
    (Field and Welsh 2007, "Bootstrapping clustered data").
    """
    if not len(values):
        return Estimate(float("nan"), float("nan"), float("nan"))
    draws = _resampled(values, clusters, resamples)
    low, high = np.quantile(draws, [0.025, 0.975])
    return Estimate(float(values.mean()), float(low), float(high))


def difference(new: Floats, old: Floats, clusters: Sequence[str], resamples: int = RESAMPLES) -> Estimate:
    """Return the mean difference of `new` from `old` on the same questions, with its interval."""
    return interval(new - old, clusters, resamples)


def _resampled(values: Floats, clusters: Sequence[str], resamples: int) -> Floats:
    _, member_of = np.unique(np.asarray(clusters, dtype=np.str_), return_inverse=True)
    sums = np.bincount(member_of, weights=values)
    sizes = np.bincount(member_of).astype(np.float64)
    drawn = np.random.default_rng(SEED).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=resamples)
    means: Floats = (drawn @ sums) / (drawn @ sizes)
    return means
