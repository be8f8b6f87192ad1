"""Occupations with several names are found by any of them, and by what they have in common."""

from functools import lru_cache

import numpy as np
import pytest

from matching.encoder import encoder
from matching.evaluation.ranking import vectors_of_lines
from matching.labels import DEFAULT, VIEWS, WITHOUT_GROUPS, Labelled, LabelledCorpus

TARGETS = [
    Labelled("pastry chef", ("pastry chef", "cake maker", "patissier")),
    Labelled("electrician", ("electrician", "wiring fitter")),
    Labelled("teacher", ("teacher",)),
]


@lru_cache(maxsize=1)
def corpus() -> LabelledCorpus:
    labels = encoder().encode([label for one in TARGETS for label in one.labels])
    return LabelledCorpus(TARGETS, labels, vectors_of_lines(encoder()))


def ask(query: str, **weights: float) -> list[float]:
    return [float(one) for one in corpus().scores([query], encoder().encode([query]), weights or DEFAULT)[0]]


@pytest.mark.parametrize(("query", "place"), [("patissier", 0), ("wiring fitter", 1), ("teacher", 2), ("cake makr", 0)])
def test_any_name_finds_its_occupation(query: str, place: int) -> None:
    assert int(np.argmax(ask(query))) == place


def test_by_the_preferred_name_alone_the_others_count_for_nothing() -> None:
    assert ask("patissier", preferred=1)[0] < 0.9
    assert ask("patissier", best=1)[0] == pytest.approx(1, abs=1e-4)


def test_every_view_says_something_and_is_no_more_than_one() -> None:
    views = corpus().views(["cake maker", "xyz"], encoder().encode(["cake maker", "xyz"]), VIEWS)
    assert list(views) == list(VIEWS)
    for found in views.values():
        assert found.shape == (2, 3)
        assert found.max() <= 1.0001
    assert all(found[0].argmax() == 0 for view, found in views.items() if view not in ("preferred", "trade"))


def test_the_lines_of_work_nearest_to_a_text_say_what_kind_of_work_it_is() -> None:
    near = corpus().views(["pastry cook"], encoder().encode(["pastry cook"]), ["groups"])["groups"][0]
    assert int(near.argmax()) == 0
    assert near[0] > 2 * near[2]


def test_a_trade_word_stands_for_its_line_of_work() -> None:
    near = corpus().views(["sparky", "xyz"], encoder().encode(["sparky", "xyz"]), ["trade"])["trade"]
    assert int(near[0].argmax()) == 1
    assert not near[1].any()


def test_views_by_the_lines_of_work_need_their_vectors() -> None:
    without = LabelledCorpus(TARGETS, encoder().encode([label for one in TARGETS for label in one.labels]))
    with pytest.raises(ValueError, match="lines of work"):
        without.scores(["baker"], encoder().encode(["baker"]))
    assert without.scores(["teacher"], encoder().encode(["teacher"]), WITHOUT_GROUPS)[0].argmax() == 2
