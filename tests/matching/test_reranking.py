"""Both ways: a harmonic mean in which saying nothing neither wins nor loses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from matching.reranking import (
    LEAST_RATIO,
    MOST_RATIO,
    PRIOR_MEAN,
    PRIOR_WEIGHT,
    Floats,
    harmonic_mean,
    reciprocal_score,
    rerank_by_mmr,
    smoothed_mean,
)
from tests.hypothesis_profiles import examples

SCORES = st.floats(0, 1)


@given(SCORES)
def test_who_said_nothing_is_as_good_as_the_fit(fit: float) -> None:
    assert reciprocal_score(fit) == fit


@given(SCORES, st.floats(0.05, 1))
def test_who_said_what_is_usual_neither_wins_nor_loses(fit: float, usual: float) -> None:
    assert reciprocal_score(fit, usual, usual) == pytest.approx(fit)


@given(st.floats(0.01, 1), st.floats(0.05, 1), SCORES, SCORES)
def test_a_better_fit_of_what_they_said_is_never_worse(fit: float, usual: float, first: float, second: float) -> None:
    low, high = sorted([first, second])
    assert reciprocal_score(fit, low, usual) <= reciprocal_score(fit, high, usual) + 1e-12


@given(SCORES, SCORES, st.floats(0.05, 1))
def test_what_they_said_moves_a_suggestion_by_a_third_at_most(fit: float, said: float, usual: float) -> None:
    good = reciprocal_score(fit, said, usual)
    assert 0 <= good <= 1
    assert fit * 2 * LEAST_RATIO / (1 + LEAST_RATIO) - 1e-9 <= good <= fit * 2 * MOST_RATIO / (1 + MOST_RATIO) + 1e-9


@given(SCORES, SCORES)
def test_the_harmonic_mean_is_between_and_nearer_to_the_lower(first: float, second: float) -> None:
    mean = harmonic_mean(first, second)
    low, high = sorted([first, second])
    assert low - 1e-9 <= mean <= high + 1e-9
    assert mean <= (first + second) / 2 + 1e-9


def test_the_usual_is_the_prior_where_nobody_spoke_and_theirs_where_many_did() -> None:
    assert smoothed_mean({}) == pytest.approx(PRIOR_MEAN)
    many = dict.fromkeys(range(100 * PRIOR_WEIGHT), 0.8)
    assert smoothed_mean(many) == pytest.approx(0.8, abs=0.01)
    assert PRIOR_MEAN < smoothed_mean({1: 0.8}) < 0.8


def alike(size: int, *pairs: tuple[int, int, float]) -> Floats:
    likeness = np.eye(size, dtype=np.float32)
    for first, second, value in pairs:
        likeness[first, second] = likeness[second, first] = value
    return likeness


def test_the_best_comes_first_and_then_what_is_unlike_it() -> None:
    relevance = np.array([0.9, 0.85, 0.8], dtype=np.float32)
    likeness = alike(3, (0, 1, 0.9))
    assert rerank_by_mmr(relevance, likeness, 3, weight=0.7) == [0, 2, 1]
    assert rerank_by_mmr(relevance, likeness, 3, weight=1.0) == [0, 1, 2]


def test_what_is_the_same_as_something_above_it_is_left_out() -> None:
    assert rerank_by_mmr(np.array([0.9, 0.8, 0.1], dtype=np.float32), alike(3, (0, 1, 1.0)), 3) == [0, 2]


def test_much_better_goes_before_unlike() -> None:
    relevance = np.array([0.9, 0.85, 0.1], dtype=np.float32)
    assert rerank_by_mmr(relevance, alike(3, (0, 1, 0.9)), 3) == [0, 1, 2]


def test_nothing_gives_nothing() -> None:
    assert rerank_by_mmr(np.zeros(0, dtype=np.float32), np.zeros((0, 0), dtype=np.float32), 5) == []


SIZES = st.integers(1, 12)


@given(st.data(), SIZES, st.integers(0, 15), st.floats(0, 1))
@settings(max_examples=examples(150), deadline=None)
def test_each_step_takes_the_best_by_the_formula(data: st.DataObject, size: int, limit: int, weight: float) -> None:
    values = st.floats(0, 1, width=32)
    relevance = data.draw(arrays.arrays(np.float32, size, elements=values))
    half = data.draw(arrays.arrays(np.float32, (size, size), elements=st.floats(0, 0.9375, width=16)))
    likeness = np.maximum(half, half.T)
    np.fill_diagonal(likeness, 1.0)
    chosen = rerank_by_mmr(relevance, likeness, limit, weight=weight)
    assert len(chosen) == len(set(chosen)) == min(limit, size)
    for number, place in enumerate(chosen):
        before = chosen[:number]

        def worth(first: int, before: list[int] = before) -> float:
            greatest = max((float(likeness[first, second]) for second in before), default=0.0)
            return weight * float(relevance[first]) - (1 - weight) * greatest

        left = [first for first in range(size) if first not in before]
        assert worth(place) >= max(map(worth, left)) - 1e-5
