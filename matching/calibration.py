"""The meaning of a score: the probability that the work is right, and the word for it.

People see one of three words, or no match; never the score. Each word promises a probability. `manage.py
calibrate_matcher` fits the thresholds on held-out titles: docs/matching.md, "How sure a score is".
"""

from enum import Enum

import numpy as np
from numpy.typing import NDArray

CLOSE = 0.64
"""Least score of a line that is in the right unit group as often as not."""
NEAR = 0.58
"""Least score of a line that is at least in the right minor group as often as not."""
STRETCH = 0.38
"""Least score of a line that is in the right minor group one time in four. Below it nothing is shown."""

TEXT_ONLY_CLOSE, TEXT_ONLY_NEAR, TEXT_ONLY_STRETCH = 0.78, 0.73, 0.50
"""The same for scores without unit groups, fitted in the same way. The last alone does not keep out nonsense ("hello"
scores 0.52): see `matching.understanding.work_words`."""
NO_KNOWN_WORD = 0.64
"""Least score, without unit groups, of a wish with no word of any line of work, so that only its vector counts. Chosen
with `manage.py evaluate_nonsense`: docs/matching.md, "Nonsense"."""

_TEXT_SCALE = np.array([0.0, TEXT_ONLY_STRETCH, TEXT_ONLY_NEAR, TEXT_ONLY_CLOSE, 1.0])
_GROUP_SCALE = np.array([0.0, STRETCH, NEAR, CLOSE, 1.0])

ROUNDING = 1e-6
"""Scores are float32, so one that equals a threshold may be this much below it."""
MATCH_THRESHOLD = STRETCH - ROUNDING
"""The least score of a match: work that fits less is not suggested."""


def on_group_scale(text_scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return scores without unit groups on the scale of those with them: thresholds of the same promise are equal.

    Between the thresholds the scale is linear, so the order stays.
    """
    scores: NDArray[np.float32] = np.interp(text_scores, _TEXT_SCALE, _GROUP_SCALE).astype(np.float32)
    return scores


class Closeness(Enum):
    """The word for a score."""

    CLOSE = "close"
    NEAR = "near"
    STRETCH = "a stretch"
    NOTHING = "nothing"

    @property
    def shown(self) -> bool:
        """Whether a line of work of this closeness is shown as a match."""
        return self is not Closeness.NOTHING


def closeness(score: float) -> Closeness:
    """Return the word for `score`, from 0 to 1, of `matching.fit`."""
    score += ROUNDING
    if score >= CLOSE:
        return Closeness.CLOSE
    if score >= NEAR:
        return Closeness.NEAR
    return Closeness.STRETCH if score >= STRETCH else Closeness.NOTHING
