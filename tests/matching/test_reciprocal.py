"""Both ways: a harmonic mean in which saying nothing neither wins nor loses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.reciprocal import LEAST, MOST, PRIOR_COUNTS, USUAL, both_ways, harmonic_mean, usual_of

SCORES = st.floats(0, 1)


@given(SCORES)
def test_who_said_nothing_is_as_good_as_the_fit(fit: float) -> None:
    assert both_ways(fit) == fit


@given(SCORES, st.floats(0.05, 1))
def test_who_said_what_is_usual_neither_wins_nor_loses(fit: float, usual: float) -> None:
    assert both_ways(fit, usual, usual) == pytest.approx(fit)


@given(st.floats(0.01, 1), st.floats(0.05, 1), SCORES, SCORES)
def test_a_better_fit_of_what_they_said_is_never_worse(fit: float, usual: float, one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert both_ways(fit, low, usual) <= both_ways(fit, high, usual) + 1e-12


@given(SCORES, SCORES, st.floats(0.05, 1))
def test_what_they_said_moves_a_suggestion_by_a_third_at_most(fit: float, said: float, usual: float) -> None:
    good = both_ways(fit, said, usual)
    assert 0 <= good <= 1
    assert fit * 2 * LEAST / (1 + LEAST) - 1e-9 <= good <= fit * 2 * MOST / (1 + MOST) + 1e-9


@given(SCORES, SCORES)
def test_the_harmonic_mean_is_between_and_nearer_to_the_lower(one: float, other: float) -> None:
    mean = harmonic_mean(one, other)
    low, high = sorted([one, other])
    assert low - 1e-9 <= mean <= high + 1e-9
    assert mean <= (one + other) / 2 + 1e-9


def test_the_usual_is_the_prior_where_nobody_spoke_and_theirs_where_many_did() -> None:
    assert usual_of({}) == pytest.approx(USUAL)
    many = dict.fromkeys(range(100 * PRIOR_COUNTS), 0.8)
    assert usual_of(many) == pytest.approx(0.8, abs=0.01)
    assert USUAL < usual_of({1: 0.8}) < 0.8
