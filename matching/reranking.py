"""Re-ranking of suggestions: reciprocal fit, and diversity by maximal marginal relevance.

Plain functions over numbers and arrays; no database.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PRIOR_MEAN = 0.33
"""Prior mean of how well the best of what a member says of themselves fits the best offer of another (cosine of the
vectors). `manage.py evaluate_suggestions` measures it: docs/matching.md, "The invented town"."""
PRIOR_WEIGHT = 10
"""How many people the prior counts for in the mean of a list."""
LEAST_RATIO, MOST_RATIO = 0.5, 2.0
"""Bounds of the other side's fit in relation to this side's."""
RELEVANCE_WEIGHT = 0.8
"""Weight of relevance against novelty: the lambda of maximal marginal relevance."""
IDENTICAL = 1.0
"""Similarity at which two items look the same to a reader, so that the second is left out."""


def harmonic_mean(first: float, second: float) -> float:
    """Return the harmonic mean of two scores of 0 or more, which is low if either is low."""
    return 2 * first * second / (first + second) if first + second > 0 else 0.0


def smoothed_mean(fits: Mapping[int, float]) -> float:
    """Return the mean of the fits of those who offer something, smoothed towards the prior."""
    return (PRIOR_WEIGHT * PRIOR_MEAN + sum(fits.values())) / (PRIOR_WEIGHT + len(fits))


def reciprocal_score(fit: float, offer_fit: float | None = None, mean: float = PRIOR_MEAN) -> float:
    """Return the score of a suggestion from `fit`, 0 to 1, and from how well the other side's offer fits the member.

    The score is the harmonic mean of the two sides, as in RECON (Pizzato, Rej, Chung, Koprinska and Kay, "RECON: a
    reciprocal recommender for online dating", RecSys 2010). The second side is `fit` times the ratio of `offer_fit` to
    `mean`: an offer of mean fit gives a score of `fit`. So does None, for somebody who offers nothing or is no member.
    """
    if offer_fit is None or mean <= 0:
        return fit
    return min(1.0, harmonic_mean(fit, fit * min(MOST_RATIO, max(LEAST_RATIO, offer_fit / mean))))


def rerank_by_mmr(relevance: Floats, similarity: Floats, limit: int, *, weight: float = RELEVANCE_WEIGHT) -> list[int]:
    """Return up to `limit` indices of `relevance`, shape (n,), in the order of maximal marginal relevance.

    `similarity`, shape (n, n), is from 0 to 1, and 1 on the diagonal. Each next index has the greatest `weight *
    relevance - (1 - weight) * (its greatest similarity to an index before it)` (Carbonell and Goldstein, "The use of
    MMR, diversity-based reranking for reordering documents and producing summaries", SIGIR 1998); equal ones come in
    their order. An item that is `IDENTICAL` to one before it is left out. With a weight of 1 the order is by relevance.
    """
    size = len(relevance)
    greatest = np.zeros(size, dtype=np.float32)
    left = np.ones(size, dtype=np.bool_)
    chosen: list[int] = []
    while len(chosen) < limit and left.any():
        worth = np.where(left, weight * relevance - (1 - weight) * greatest, -np.inf)
        best = int(worth.argmax())
        chosen.append(best)
        greatest = np.maximum(greatest, similarity[best])
        left &= greatest < IDENTICAL
    return chosen
