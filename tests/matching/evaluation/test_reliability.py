"""Curves that promise what comes true, and a diagram that shows when they do not."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from matching.evaluation.reliability import (
    Bin,
    PlattCurve,
    expected_calibration_error,
    fit_curve,
    reliability,
    reliability_svg,
)


def test_the_curve_that_made_the_truth_is_found_again() -> None:
    chance = np.random.default_rng(1)
    score = chance.random(20_000)
    truth = PlattCurve(12.0, -6.0)
    curve = fit_curve(score, chance.random(20_000) < truth.probability(score))
    assert curve.slope == pytest.approx(12, rel=0.1)
    assert curve.score_for(0.5) == pytest.approx(0.5, abs=0.01)
    assert curve.score_for(0.8) > curve.score_for(0.5)


def test_a_kept_promise_has_no_error_and_a_broken_one_has() -> None:
    chance = np.random.default_rng(2)
    promised = chance.random(50_000)
    true = chance.random(50_000) < promised
    assert expected_calibration_error(reliability(promised, true)) < 0.02
    assert expected_calibration_error(reliability(promised, chance.random(50_000) < promised**3)) > 0.1


def test_bins_are_of_equal_size_and_in_order() -> None:
    bins = reliability(np.linspace(0, 1, 100), np.ones(100, dtype=bool), bins=4)
    assert [each.count for each in bins] == [25] * 4
    assert [each.promised for each in bins] == sorted(each.promised for each in bins)
    assert {each.true for each in bins} == {1.0}


def test_the_diagram_is_an_svg_with_a_point_for_each_bin() -> None:
    svg = ET.fromstring(reliability_svg({"a < b": [Bin(0.2, 0.3, 5), Bin(0.8, 0.7, 5)]}, "Promises & truth"))
    assert len(svg.findall(".//{*}circle")) == 2
    assert svg.find("{*}title").text == "Promises & truth"  # type: ignore[union-attr]
