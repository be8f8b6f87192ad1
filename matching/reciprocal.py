"""Both ways: what somebody does fits what I want, and what I am fits what they said they would help with.

Plain functions of numbers; no database.
"""

from collections.abc import Mapping

USUAL = 0.33
"""The stated prior: how well, in the mean, the best of what a member said of themselves fits the best of what another
said they would help with (cosine of their vectors). Measured on the invented town:
`manage.py evaluate_suggestions`."""
PRIOR_COUNTS = 10
"""For so many people the prior counts when the usual of one list is taken: few people do not make a usual."""
LEAST, MOST = 0.5, 2.0
"""A side that was said counts as at least half and at most twice as good as the other."""


def harmonic_mean(one: float, other: float) -> float:
    """Return the harmonic mean of two scores of 0 or more: low if either is low."""
    return 2 * one * other / (one + other) if one + other > 0 else 0.0


def usual_of(said: Mapping[int, float]) -> float:
    """Return what is usual among those who said something, drawn towards the prior where they are few."""
    return (PRIOR_COUNTS * USUAL + sum(said.values())) / (PRIOR_COUNTS + len(said))


def both_ways(fit: float, said: float | None = None, usual: float = USUAL) -> float:
    """Return how good a suggestion is, from `fit`, 0 to 1, and how well the other side fits; None: it said nothing.

    As in RECON (Pizzato, Rej, Chung, Koprinska and Kay, "RECON: a reciprocal recommender for online dating", RecSys
    2010) it is the harmonic mean of the two sides. The second is taken in units of the usual: somebody who said
    something as fitting as is usual is worth as much that way as this way. So is, by the prior, who said nothing or is
    not a member: for them it is `fit` itself, and saying nothing neither wins nor loses.
    """
    if said is None or usual <= 0:
        return fit
    return min(1.0, harmonic_mean(fit, fit * min(MOST, max(LEAST, said / usual))))
