"""Fits: the best of several wishes, less what is not wanted."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.calibration import NEAR, Closeness, closeness
from matching.encoder import encoder
from matching.fit import FULL_PENALTY_FROM, PENALTY_FROM, Fits, LineFits, Wanted, Wish
from matching.index import line_index, who_runs_it
from matching.rank import Corpus
from matching.understanding import Condition
from matching.understanding.conditions import is_usual
from tests.hypothesis_profiles import examples

pytestmark = pytest.mark.django_db  # a wish's line of work is looked up in the index

TEXTS = ["care worker", "senior care worker", "hospital porter", "baker", "care assistant", "gardener"]


def wish(text: str, **more: object) -> Wish:
    return Wish(text, encoder().encode([text])[0], **more)  # type: ignore[arg-type]


def fits(*wishes: str, against: tuple[str, ...] = ()) -> Fits:
    wanted = Wanted(tuple(map(wish, wishes)), tuple(map(wish, against)))
    return Fits(wanted, Corpus(TEXTS, encoder().encode(TEXTS)))


def test_whoever_runs_a_place_is_near_where_the_work_there_is_close() -> None:
    of = LineFits([wish("kennel worker")]).of
    assert [closeness(fit.score) for line in ("kennel worker", "kennel manager") if (fit := of(line))] == [
        Closeness.CLOSE,
        Closeness.NEAR,
    ]
    assert line_index().row_of("general manager") not in who_runs_it().rows, "that is of no place"


def test_what_is_not_wanted_is_gone_and_what_is_near_it_is_lower() -> None:
    before, after = fits("care worker", "baker"), fits("care worker", "baker", against=("care worker",))
    assert before.at(0).score == pytest.approx(1.0, abs=1e-3)
    assert after.at(0).score == 0.0
    assert 0 < after.at(4).score < before.at(4).score
    assert after.at(3).score == before.at(3).score
    assert after.at(0).against == 0
    assert after.at(3).against is None


def test_a_line_nearer_to_the_wish_than_to_what_is_not_wanted_loses_half_at_most() -> None:
    after = fits("senior care worker", against=("care worker",))
    assert 0.5 - 1e-3 <= after.at(1).score < 1
    assert after.at(0).score == 0.0


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4), st.lists(st.sampled_from(TEXTS), max_size=3))
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_not_wanting_something_never_raises_anything(wishes: list[str], against: list[str]) -> None:
    before, after = fits(*wishes), fits(*wishes, against=tuple(against))
    assert (after.best <= before.best).all()
    assert (after.best >= 0).all()
    for place in range(len(TEXTS)):
        fit = after.at(place)
        assert fit.wish_fit == before.at(place).score
        assert fit.score == pytest.approx(fit.wish_fit * fit.retained, abs=1e-5)
        assert (fit.against is None) == (fit.retained == 1.0)


def test_harm_begins_where_a_match_does_and_is_whole_where_texts_are_close() -> None:
    assert 0 < PENALTY_FROM < FULL_PENALTY_FROM < 1


def test_a_lesser_wish_comes_after_an_equal_one() -> None:
    corpus = Corpus(TEXTS, encoder().encode(TEXTS))
    both = Fits([wish("baker", tentative=True), wish("gardener")], corpus)
    assert both.best[5] > both.best[3] > 0.8


class TestSettings:
    def test_who_wishes_for_nothing_but_a_setting_is_shown_the_work_in_which_it_is_usual(self) -> None:
        fits = LineFits([Wish("something outdoors", line="", conditions=frozenset({Condition.OUTDOORS}))])
        gardener, accountant = fits.of("gardener"), fits.of("accountant")
        assert gardener is not None
        assert accountant is not None
        assert closeness(gardener.score) is Closeness.NEAR
        assert accountant.score < NEAR
        assert gardener.conditions == {Condition.OUTDOORS}
        assert accountant.conditions == frozenset()

    def test_work_usual_in_a_setting_that_is_ruled_out_stands_lower(self) -> None:
        nights = frozenset({Condition.NIGHTS})
        before, after = (
            LineFits([Wish("baker")]).of("baker"),
            LineFits(Wanted((Wish("baker"),), (), nights)).of("baker"),
        )
        assert before is not None
        assert after is not None
        assert after.score == pytest.approx(0.8 * before.score, abs=1e-3)
        assert after.unwanted_conditions == nights

    def test_the_table_of_what_is_usual_goes_with_the_vocabulary(self) -> None:
        assert is_usual(Condition.NIGHTS, "baker")
        assert is_usual(Condition.CHILDREN, "nursery nurse")
        assert not is_usual(Condition.NIGHTS, "gardener")
        assert not is_usual(Condition.PART_TIME, "gardener")
        assert not is_usual(Condition.NIGHTS, "no line of work at all")
        assert line_index().row_of("baker") is not None
        assert np.isfinite(LineFits([Wish("baker")]).best).all()
