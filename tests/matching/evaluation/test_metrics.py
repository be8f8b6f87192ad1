"""The metrics by hand-worked examples, and intervals that know which titles belong together."""

import numpy as np
import pytest

from matching.evaluation import metrics


def test_equal_scores_share_the_mean_of_their_ranks() -> None:
    scores = np.array([[0.5, 0.5, 0.5, 0.1], [0.9, 0.5, 0.5, 0.1], [0.1, 0.2, 0.3, 0.4]], dtype=np.float32)
    ranks = metrics.ranks_of(scores, np.array([0, 2, 3]))
    assert ranks.tolist() == [2.0, 2.5, 1.0]


def test_whoever_says_the_same_of_all_gets_what_chance_gives() -> None:
    ranks = metrics.ranks_of(np.zeros((1, 99), dtype=np.float32), np.array([0]))
    assert ranks.tolist() == [50.0]


def test_mrr_and_recall_of_known_ranks() -> None:
    by_metric = metrics.of_ranks(np.array([1.0, 2.0, 10.0, 11.0]))
    assert by_metric["MRR"].mean() == pytest.approx((1 + 1 / 2 + 1 / 10 + 1 / 11) / 4)
    assert by_metric["R@1"].tolist() == [1, 0, 0, 0]
    assert by_metric["R@5"].tolist() == [1, 1, 0, 0]
    assert by_metric["R@10"].tolist() == [1, 1, 1, 0]


def test_average_precision_by_hand() -> None:
    scores = np.array([[0.9, 0.8, 0.7, 0.6]], dtype=np.float32)
    true = np.array([[True, False, True, False]])
    assert metrics.average_precision(scores, true).tolist() == [pytest.approx((1 / 1 + 2 / 3) / 2)]


def test_an_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    values = np.random.default_rng(1).random(300)
    clusters = [str(number // 3) for number in range(300)]
    estimate = metrics.interval(values, clusters)
    assert estimate.low < estimate.value < estimate.high
    assert estimate == metrics.interval(values, clusters)


def test_titles_that_go_together_make_the_interval_wider() -> None:
    each = np.repeat(np.random.default_rng(2).integers(0, 2, 40), 25).astype(np.float64)
    together = metrics.interval(each, [str(number // 25) for number in range(1000)])
    apart = metrics.interval(each, [str(number) for number in range(1000)])
    assert together.high - together.low > 3 * (apart.high - apart.low)


def test_a_difference_is_between_the_same_questions() -> None:
    old = np.random.default_rng(3).random(200)
    estimate = metrics.difference(old + 0.1, old, [str(number) for number in range(200)])
    assert estimate.value == pytest.approx(0.1)
    assert estimate.low == pytest.approx(0.1)


def test_nothing_measured_is_no_number() -> None:
    assert np.isnan(metrics.interval(np.array([]), []).value)
