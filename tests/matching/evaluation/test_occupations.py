"""Occupations with several names are found by any of them, and by what they have in common."""

from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.encoder import encoder
from matching.evaluation.occupations import (
    DEFAULT,
    VIEWS,
    WITHOUT_GROUPS,
    LabelledOccupation,
    OccupationCorpus,
    TfidfIndex,
    char_ngrams,
    vectors_of_lines,
)
from matching.vocabulary.tokenizer import words_of
from tests.hypothesis_profiles import examples

TARGETS = [
    LabelledOccupation("pastry chef", ("pastry chef", "cake maker", "patissier")),
    LabelledOccupation("electrician", ("electrician", "wiring fitter")),
    LabelledOccupation("teacher", ("teacher",)),
]


@lru_cache(maxsize=1)
def corpus() -> OccupationCorpus:
    labels = encoder().encode([label for occupation in TARGETS for label in occupation.labels])
    return OccupationCorpus(TARGETS, labels, vectors_of_lines(encoder()))


def ask(query: str, **weights: float) -> list[float]:
    return [float(score) for score in corpus().scores([query], encoder().encode([query]), weights or DEFAULT)[0]]


@pytest.mark.parametrize(("query", "place"), [("patissier", 0), ("wiring fitter", 1), ("teacher", 2), ("cake makr", 0)])
def test_any_name_finds_its_occupation(query: str, place: int) -> None:
    assert int(np.argmax(ask(query))) == place


def test_by_the_preferred_name_alone_the_others_count_for_nothing() -> None:
    assert ask("patissier", preferred=1)[0] < 0.9
    assert ask("patissier", best=1)[0] == pytest.approx(1, abs=1e-4)


def test_every_view_says_something_and_is_no_more_than_one() -> None:
    views = corpus().views(["cake maker", "xyz"], encoder().encode(["cake maker", "xyz"]), VIEWS)
    assert list(views) == list(VIEWS)
    for scores in views.values():
        assert scores.shape == (2, 3)
        assert scores.max() <= 1.0001
    assert all(scores[0].argmax() == 0 for view, scores in views.items() if view not in ("preferred", "trade"))


def test_the_lines_of_work_nearest_to_a_text_say_what_kind_of_work_it_is() -> None:
    near = corpus().views(["pastry cook"], encoder().encode(["pastry cook"]), ["groups"])["groups"][0]
    assert int(near.argmax()) == 0
    assert near[0] > 2 * near[2]


def test_a_trade_word_stands_for_its_line_of_work() -> None:
    near = corpus().views(["sparky", "xyz"], encoder().encode(["sparky", "xyz"]), ["trade"])["trade"]
    assert int(near[0].argmax()) == 1
    assert not near[1].any()


def test_views_by_the_lines_of_work_need_their_vectors() -> None:
    without = OccupationCorpus(
        TARGETS, encoder().encode([label for occupation in TARGETS for label in occupation.labels])
    )
    with pytest.raises(ValueError, match="lines of work"):
        without.scores(["baker"], encoder().encode(["baker"]))
    assert without.scores(["teacher"], encoder().encode(["teacher"]), WITHOUT_GROUPS)[0].argmax() == 2


TEXTS = ["pastry chef", "sous chef", "electrician", "chef de partie", "software engineer", ""]


@pytest.mark.parametrize("features", [words_of, char_ngrams])
def test_the_same_is_one_and_nothing_is_none(features: object) -> None:
    index = TfidfIndex(TEXTS, features)  # type: ignore[arg-type]
    near = index.cosines("pastry chef")
    assert near[0] == pytest.approx(1, abs=1e-5)
    assert near[5] == 0
    assert index.cosines("").max() == 0


def test_a_slip_of_the_finger_costs_little() -> None:
    near = TfidfIndex(TEXTS, char_ngrams).cosines("electrican")
    assert int(near.argmax()) == 2
    assert near[2] > 0.6


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    near = TfidfIndex(TEXTS, words_of).cosines("pastry chef")
    assert near[0] > near[1] > 0


@given(st.text(max_size=60))
@settings(max_examples=examples(60), deadline=None)
def test_likeness_is_between_none_and_one(text: str) -> None:
    for features in (words_of, char_ngrams):
        near = TfidfIndex(TEXTS, features).cosines(text)
        assert ((near >= 0) & (near <= 1)).all()
