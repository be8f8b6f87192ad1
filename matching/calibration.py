"""What a score says: how likely it is that the work is right, and the word for it.

Nobody reads a score. They read one of three words, or see nothing, and each word keeps a promise.

Fitted by `manage.py calibrate_matcher` to 287 titles that the adapter has not learnt and nobody chose by (those of the
coding index that a held-out occupation of ESCO bears too, written as people write), with the ten best of the
others for each: 2,870 lines, judged by the coding index's own groups. At 0.5 a line is of the same unit group for 17%
and of the same minor group for 26%, at 0.7 for 38% and 47%, at 0.9 for 65% and 69%. The curves keep their promise on
titles that they were not fitted to within .013 and .020 (expected calibration error; docs/pictures/reliability.svg).
"""

from enum import Enum

CLOSE = 0.79
"""From here on the line is of the same unit group as often as not."""
NEAR = 0.73
"""From here on it is at least of the same minor group as often as not."""
STRETCH = 0.48
"""From here on it is of the same minor group for one in four; below, nothing is shown. By itself it does
not keep nonsense out ("hello" comes to 0.52, "a job" to 0.63): see `matching.understanding.telling`."""
WITHOUT_A_WORD = 0.64
"""From here on a wish counts as understood of which no word stands in any line of work: the vector alone says so.
Measured by `manage.py evaluate_nonsense`; see docs/matching.md."""


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
    if score >= CLOSE:
        return Closeness.CLOSE
    if score >= NEAR:
        return Closeness.NEAR
    return Closeness.STRETCH if score >= STRETCH else Closeness.NOTHING
