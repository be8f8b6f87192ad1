"""How often a line that is found unaided is right, by cross-validation on our own phrases and notes of no work."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from matching.vocabulary.likely import LEAST_SHARED, Likeness, likeness_of
from matching.vocabulary.spoken import says_otherwise

Floats = NDArray[np.float64]
Phrases = Sequence[tuple[str, frozenset[str]]]

DATA = Path(__file__).parent / "data"
FOLDS = 10
SEED = 7
NEWTON_STEPS = 50
RIDGE = 0.5
SHARE_OF_NO_WORK = 0.1
"""How many of the texts that owners write as work are taken to be none of it."""
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


def judged(phrases: Phrases, groups_of: Callable[[str], frozenset[str]]) -> tuple[Floats, Floats]:
    """Return the features of each phrase that is like some name, and whether the line of that name is right."""
    likes = [(like, right) for text, right in phrases if (like := _likeness(text))]
    return (
        np.array([like.features for like, _ in likes]),
        np.array([float(bool(groups_of(like.line) & right)) for like, right in likes]),
    )


def notes_of_no_work() -> list[tuple[str, frozenset[str]]]:
    """Return texts that tell of nobody's work, for which no line is right."""
    rows = [row for name in ("nothing", "no_work") for row in (DATA / f"{name}.txt").read_text("utf-8").splitlines()]
    return [(row, frozenset()) for row in rows if row and not row.startswith("[")]


def _likeness(text: str) -> Likeness | None:
    like = None if says_otherwise(text) else likeness_of(text)
    return like if like and (like.begins or like.shared >= LEAST_SHARED) else None


def fit(features: Floats, right: Floats, weight: Floats) -> Floats:
    """Return the weights of a logistic regression with a ridge, by Newton's method."""
    found = np.zeros(features.shape[1])
    for _ in range(NEWTON_STEPS):
        likely = 1 / (1 + np.exp(-features @ found))
        gradient = features.T @ ((likely - right) * weight) + RIDGE * found
        curvature = (features * (likely * (1 - likely) * weight)[:, None]).T @ features
        found -= np.linalg.solve(curvature + RIDGE * np.eye(len(found)), gradient)
    return found


def cross_validated(features: Floats, right: Floats, weight: Floats) -> Floats:
    """Return for each row the probability by weights fitted to the nine tenths that it is not in."""
    order = list(range(len(right)))
    Random(SEED).shuffle(order)  # noqa: S311
    promised = np.zeros(len(right))
    for fold in np.array_split(np.array(order), FOLDS):
        others = np.setdiff1d(order, fold)
        found = fit(features[others], right[others], weight[others])
        promised[fold] = 1 / (1 + np.exp(-features[fold] @ found))
    return promised


def reliability_table(phrases: Phrases, groups_of: Callable[[str], frozenset[str]]) -> tuple[Floats, list[str]]:
    """Return the weights fitted to all, and of each band of probability how many texts are in it and how many right."""
    features, right = judged(phrases, groups_of)
    none, wrong = judged(notes_of_no_work(), groups_of)
    weight = np.full(len(wrong), SHARE_OF_NO_WORK * len(phrases) / max(1, len(notes_of_no_work())))
    features, right = np.concatenate([features, none]), np.concatenate([right, wrong])
    weight = np.concatenate([np.ones(len(right) - len(wrong)), weight])
    promised = cross_validated(features, right, weight)
    rows = []
    for low, high in pairwise(BANDS):
        here = (promised >= low) & (promised < high + (high == 1))
        share = np.average(right[here], weights=weight[here]) if here.any() else float("nan")
        rows.append(f"{low:.2f} to {high:.2f}: {here.sum()} texts, right {share:.2f}")
    return fit(features, right, weight), rows
