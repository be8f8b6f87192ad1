"""Scores become words, and better scores never worse words."""

import numpy as np
import pytest

from matching import calibration
from matching.calibration import Closeness, closeness

ORDER = [Closeness.NOTHING, Closeness.STRETCH, Closeness.NEAR, Closeness.CLOSE]


def test_a_better_score_never_gets_a_worse_word() -> None:
    words = [ORDER.index(closeness(float(score))) for score in np.linspace(0, 1, 1001)]
    assert words == sorted(words)
    assert set(words) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (calibration.CLOSE, Closeness.CLOSE),
        (calibration.NEAR, Closeness.NEAR),
        (calibration.STRETCH, Closeness.STRETCH),
        (0.0, Closeness.NOTHING),
    ],
)
def test_a_threshold_belongs_to_the_better_word(score: float, word: Closeness) -> None:
    assert closeness(score) is word


def test_scores_of_texts_alone_keep_their_order_and_their_words() -> None:
    scores = np.linspace(0, 1, 501, dtype=np.float32)
    in_all = calibration.on_group_scale(scores)
    assert (np.diff(in_all) > 0).all()
    assert (in_all[0], in_all[-1]) == (0, 1)
    for of_texts, word in (
        (calibration.TEXT_ONLY_CLOSE, Closeness.CLOSE),
        (calibration.TEXT_ONLY_NEAR, Closeness.NEAR),
        (calibration.TEXT_ONLY_STRETCH, Closeness.STRETCH),
    ):
        assert closeness(float(calibration.on_group_scale(np.float32([of_texts]))[0])) is word
        assert closeness(float(calibration.on_group_scale(np.float32([of_texts - 0.01]))[0])) is not word


def test_only_nothing_is_not_shown() -> None:
    assert [one for one in Closeness if not one.shown] == [Closeness.NOTHING]
