"""Why a line of work was suggested: no more than the score says."""

from matching.calibration import NEAR
from matching.explain import why_it_fits


def test_a_weak_fit_is_said_to_be_near_and_not_the_same_even_with_a_word_in_common() -> None:
    said = why_it_fits("something with boats", "boat builder", score=0.42)
    assert "not quite the same, but near" in said
    assert "in common" not in said


def test_a_better_fit_names_the_word_in_common() -> None:
    assert "it has “boat” in common" in why_it_fits("something with boats", "boat builder", score=NEAR)


def test_the_work_that_was_named_is_never_said_to_be_merely_near() -> None:
    assert why_it_fits("boat builder", "boat builder", score=0.41) == "This is the work you named: boat builder."
