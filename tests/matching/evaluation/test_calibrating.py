"""Curves that promise what comes true, and a diagram that shows when they do not."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from matching.evaluation.calibrating import Bin, Curve, error, fitted, reliability
from matching.evaluation.diagram import drawn


def test_the_curve_that_made_the_truth_is_found_again() -> None:
    chance = np.random.default_rng(1)
    score = chance.random(20_000)
    truth = Curve(12.0, -6.0)
    found = fitted(score, chance.random(20_000) < truth.chance(score))
    assert found.slope == pytest.approx(12, rel=0.1)
    assert found.score_for(0.5) == pytest.approx(0.5, abs=0.01)
    assert found.score_for(0.8) > found.score_for(0.5)


def test_a_kept_promise_has_no_error_and_a_broken_one_has() -> None:
    chance = np.random.default_rng(2)
    promised = chance.random(50_000)
    true = chance.random(50_000) < promised
    assert error(reliability(promised, true)) < 0.02
    assert error(reliability(promised, chance.random(50_000) < promised**3)) > 0.1


def test_bins_are_of_equal_size_and_in_order() -> None:
    bins = reliability(np.linspace(0, 1, 100), np.ones(100, dtype=bool), bins=4)
    assert [one.count for one in bins] == [25] * 4
    assert [one.promised for one in bins] == sorted(one.promised for one in bins)
    assert {one.true for one in bins} == {1.0}


def test_the_diagram_is_an_svg_with_a_point_for_each_bin() -> None:
    svg = ET.fromstring(drawn({"a < b": [Bin(0.2, 0.3, 5), Bin(0.8, 0.7, 5)]}, "Promises & truth"))
    assert len(svg.findall(".//{*}circle")) == 2
    assert svg.find("{*}title").text == "Promises & truth"  # type: ignore[union-attr]
