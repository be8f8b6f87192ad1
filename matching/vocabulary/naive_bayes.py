"""Which unit group words mean, by naive Bayes over the names of ours (Maron 1961)."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.vocabulary.commonness import commonness
from matching.vocabulary.names import names, shares

Floats = NDArray[np.float64]

SMOOTHING = 0.05
"""How much of the commonness of all work is mixed into what a root says."""


class NaiveBayes:
    """The unit groups that have names; the probability of each before a word is known is that of its commonness."""

    def __init__(self) -> None:
        self.groups = sorted(set(names().groups))
        self.number = {code: place for place, code in enumerate(self.groups)}
        prior = np.array([2.0 ** commonness(code) for code in self.groups])
        self._log_prior = np.log(prior / prior.sum())
        counts: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        totals = np.zeros(len(self.groups))
        for code, roots in zip(names().groups, names().roots, strict=True):
            for each in roots:
                counts[each][self.number[code]] += len(roots) ** -0.5
                totals[self.number[code]] += len(roots) ** -0.5
        self._log_ratios = {each: self._log_ratio(of_root, totals) for each, of_root in counts.items()}

    def _log_ratio(self, counts: dict[int, float], totals: Floats) -> tuple[NDArray[np.intp], Floats]:
        """Return the groups in which a root is, and by how much it speaks for each more than for all others.

        Groups have as many names as we wrote, so that a count goes by the square root of its group's total.
        """
        rows = np.array(list(counts), dtype=np.intp)
        share = np.array(list(counts.values())) / np.sqrt(totals[rows])
        return rows, np.log1p(share / share.sum() / (SMOOTHING * np.exp(self._log_prior[rows])))

    def probabilities(self, words: Sequence[str], place: Sequence[str]) -> Floats:
        """Return the probability of each of `groups` for words of the work and of a place."""
        log = self._log_prior.copy()
        for each, share in shares(words, place).items():
            if each in self._log_ratios:
                rows, ratio = self._log_ratios[each]
                log[rows] += share * ratio
        likely = np.exp(log - log.max())
        chances: Floats = likely / likely.sum()
        return chances


@lru_cache(maxsize=1)
def naive_bayes() -> NaiveBayes:
    """Return the model, counted at the first call."""
    return NaiveBayes()
