"""Likeness of writing: the same is 1, a slip of the finger costs little, and rare words tell more than common ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.letters import Likeness, runs, words

TEXTS = ["pastry chef", "sous chef", "electrician", "chef de partie", "software engineer", ""]


@pytest.mark.parametrize("features", [words, runs])
def test_the_same_is_one_and_nothing_is_none(features: object) -> None:
    likeness = Likeness(TEXTS, features)  # type: ignore[arg-type]
    near = likeness.to("pastry chef")
    assert near[0] == pytest.approx(1, abs=1e-5)
    assert near[5] == 0
    assert likeness.to("").max() == 0


def test_a_slip_of_the_finger_costs_little() -> None:
    near = Likeness(TEXTS, runs).to("electrican")
    assert int(near.argmax()) == 2
    assert near[2] > 0.6


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    near = Likeness(TEXTS, words).to("pastry chef")
    assert near[0] > near[1] > 0


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_likeness_is_between_none_and_one(text: str) -> None:
    for features in (words, runs):
        near = Likeness(TEXTS, features).to(text)
        assert ((near >= 0) & (near <= 1)).all()
