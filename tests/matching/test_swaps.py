"""Who somebody is, of which sex, and where they live changes no rank: over 1,000 pairs of texts that differ in nothing
else, every line of work stands where it stood."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from matching.encoder import encoder
from matching.fit import Fits, Wish
from matching.rank import Corpus
from tests.swaps import LINES, WORK, pairs


def order(text: str, corpus: Corpus) -> NDArray[np.intp]:
    vector = encoder().encode([text])[0]
    return np.argsort(-Fits([Wish(text, vector, _line_vector(text))], corpus).best, kind="stable")


def _line_vector(text: str) -> NDArray[np.float32]:
    return encoder().encode([Wish(text).matched_line[0]])[0]


def changed(made: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    corpus = Corpus(LINES, encoder().encode(LINES))
    return [pair for pair in made if not np.array_equal(order(pair[0], corpus), order(pair[1], corpus))]


def test_no_rank_changes_by_name_sex_or_area() -> None:
    assert changed(pairs()) == []


def test_the_work_itself_does_change_the_ranks() -> None:
    """Or the test above could not fail."""
    others = [(f"he is a {one}", f"she is a {other}") for one, other in pairwise(WORK)]
    assert len(changed(others)) == len(others)


@pytest.mark.parametrize("wish", ["bar staff", "barmaid", "barman"])
def test_whoever_wants_bar_work_finds_all_who_do_it(wish: str) -> None:
    texts = ["barmaid", "barman", "bar staff", "plumber"]
    corpus = Corpus(texts, encoder().encode(texts))
    scores = Fits([Wish(wish, encoder().encode([wish])[0], _line_vector(wish))], corpus).best
    assert scores[:3].min() == pytest.approx(scores[:3].max(), abs=1e-5)
    assert scores[:3].min() > scores[3]
