"""Mixed lists: the best first, each unlike those above it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from matching.diversity import Floats, diverse


def alike(size: int, *pairs: tuple[int, int, float]) -> Floats:
    likeness = np.eye(size, dtype=np.float32)
    for one, other, value in pairs:
        likeness[one, other] = likeness[other, one] = value
    return likeness


def test_the_best_comes_first_and_then_what_is_unlike_it() -> None:
    relevance = np.array([0.9, 0.85, 0.8], dtype=np.float32)
    likeness = alike(3, (0, 1, 0.9))
    assert diverse(relevance, likeness, 3, weight=0.7) == [0, 2, 1]
    assert diverse(relevance, likeness, 3, weight=1.0) == [0, 1, 2]


def test_what_is_the_same_as_something_above_it_is_left_out() -> None:
    assert diverse(np.array([0.9, 0.8, 0.1], dtype=np.float32), alike(3, (0, 1, 1.0)), 3) == [0, 2]


def test_much_better_goes_before_unlike() -> None:
    relevance = np.array([0.9, 0.85, 0.1], dtype=np.float32)
    assert diverse(relevance, alike(3, (0, 1, 0.9)), 3) == [0, 1, 2]


def test_nothing_gives_nothing() -> None:
    assert diverse(np.zeros(0, dtype=np.float32), np.zeros((0, 0), dtype=np.float32), 5) == []


SIZES = st.integers(1, 12)


@given(st.data(), SIZES, st.integers(0, 15), st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_each_step_takes_the_best_by_the_formula(data: st.DataObject, size: int, limit: int, weight: float) -> None:
    values = st.floats(0, 1, width=32)
    relevance = data.draw(arrays.arrays(np.float32, size, elements=values))
    half = data.draw(arrays.arrays(np.float32, (size, size), elements=st.floats(0, 0.9375, width=16)))
    likeness = np.maximum(half, half.T)
    np.fill_diagonal(likeness, 1.0)
    chosen = diverse(relevance, likeness, limit, weight=weight)
    assert len(chosen) == len(set(chosen)) == min(limit, size)
    for number, place in enumerate(chosen):
        before = chosen[:number]

        def worth(one: int, before: list[int] = before) -> float:
            likest = max((float(likeness[one, other]) for other in before), default=0.0)
            return weight * float(relevance[one]) - (1 - weight) * likest

        left = [one for one in range(size) if one not in before]
        assert worth(place) >= max(map(worth, left)) - 1e-5
