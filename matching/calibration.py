"""What a score says: how likely it is that the work is right, and the word for it.

Nobody reads a score. They read one of three words, or see nothing, and each word keeps a promise.

Fitted by `manage.py calibrate_matcher` to 315 titles that the adapter has not learnt and nobody chose by (those of the
coding index that a held-out occupation of ESCO bears too, or a twin of which, written as people write), with the ten
best of the others for each: 3,150 lines, judged by the coding index's own groups. docs/matching.md has the numbers,
docs/pictures/reliability.svg how well the curves keep their promise on titles that they were not fitted to.
"""

from enum import Enum

import numpy as np
from numpy.typing import NDArray

CLOSE = 0.64
"""From here on the line is of the same unit group as often as not."""
NEAR = 0.58
"""From here on it is at least of the same minor group as often as not."""
STRETCH = 0.38
"""From here on it is of the same minor group for one in four; below, nothing is shown."""

OF_TEXTS_CLOSE, OF_TEXTS_NEAR, OF_TEXTS_STRETCH = 0.78, 0.73, 0.50
"""The same, fitted in the same way, for the score of two texts without unit groups. By itself the last does not keep
nonsense out ("hello" comes to 0.52, "a job" to 0.63): see `matching.understanding.telling`."""
WITHOUT_A_WORD = 0.64
"""Of two texts: from here on a wish counts as understood of which no word stands in any line of work: the vector alone
says so. Chosen by `manage.py evaluate_nonsense` with the adapter before this one, and measured again with this; see
docs/matching.md."""

_OF_TEXTS = np.array([0.0, OF_TEXTS_STRETCH, OF_TEXTS_NEAR, OF_TEXTS_CLOSE, 1.0])
_IN_ALL = np.array([0.0, STRETCH, NEAR, CLOSE, 1.0])

ROUNDING = 1e-6
"""Scores are float32: one that is put to a threshold may come out so much below it."""


def as_in_all(of_texts: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return scores of texts alone on the scale of those with unit groups: by the scores that promise as much.

    Between them in a line, so that what is better stays better.
    """
    in_all: NDArray[np.float32] = np.interp(of_texts, _OF_TEXTS, _IN_ALL).astype(np.float32)
    return in_all


class Closeness(Enum):
    """The word for a score."""

    CLOSE = "close"
    NEAR = "near"
    STRETCH = "a stretch"
    NOTHING = "nothing"

    @property
    def shown(self) -> bool:
        """Whether a line of work that fits so well is shown as a match at all."""
        return self is not Closeness.NOTHING


def closeness(score: float) -> Closeness:
    """Return the word for `score`, from 0 to 1, as `matching.fit` gives it."""
    score += ROUNDING
    if score >= CLOSE:
        return Closeness.CLOSE
    if score >= NEAR:
        return Closeness.NEAR
    return Closeness.STRETCH if score >= STRETCH else Closeness.NOTHING
