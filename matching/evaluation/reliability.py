"""Calibration: fit the probability that a score is right, on held-out titles, and draw how reliable it is.

The questions are titles of the coding index that are also names of held-out ESCO occupations, with noise added. The
adapter has not learnt them, and nobody has chosen a constant by them. The answers are all other titles of the
vocabulary. An answer is right if it shares a unit group (four digits) with the question, and akin if it shares a minor
group (three digits).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from matching.encoder import Encoder
from matching.evaluation.occupations import vectors_of_texts
from matching.rank import Corpus, top_indices
from matching.training.noise import noised
from matching.training.sources import Sources
from matching.unit_groups import group_classifier
from matching.vocabulary import vocabulary

Floats = NDArray[np.float64]

TOP = 10
"""The best answers to each question that are judged."""
SEED = 7
NEWTON_STEPS = 50


@dataclass(frozen=True)
class JudgedLines:
    """For each judged answer its score, whether it is right, whether it is akin, and the number of its question."""

    score: Floats
    right: NDArray[np.bool_]
    akin: NDArray[np.bool_]
    question: NDArray[np.intp]

    def where(self, chosen: NDArray[np.bool_]) -> "JudgedLines":
        return JudgedLines(self.score[chosen], self.right[chosen], self.akin[chosen], self.question[chosen])


@dataclass(frozen=True, slots=True)
class PlattCurve:
    """The probability that a score is right: 1 / (1 + exp(-(slope * score + offset))) (Platt 1999)."""

    slope: float
    offset: float

    def probability(self, score: Floats) -> Floats:
        probability: Floats = 1 / (1 + np.exp(-(self.slope * score + self.offset)))
        return probability

    def score_for(self, probability: float) -> float:
        """Return the least score with that probability."""
        return float((np.log(probability / (1 - probability)) - self.offset) / self.slope)


def judge_lines(model: Encoder, sources: Sources, *, by_groups: bool = True) -> JudgedLines:
    """Return the judged best answers to each question, scored as for a member's wish.

    The question's own title is neither an answer nor among its nearest lines. Without `by_groups` the scores have no
    unit groups.
    """
    titles = vocabulary().titles
    learnt = {title.text for title in sources.titles}
    asked = [number for number, title in enumerate(titles) if title.text not in learnt]
    rng = Random(SEED)  # noqa: S311
    questions = [noised(titles[number].text, rng) for number in asked]
    texts = [title.text for title in titles]
    corpus = Corpus(texts, vectors_of_texts(model, texts))
    rows: list[tuple[float, bool, bool, int]] = []
    for question_number, (number, question) in enumerate(zip(asked, questions, strict=True)):
        components = corpus.components(question, model.encode([question])[0])
        components.vector[number] = -1
        if by_groups:
            components = replace(components, groups=group_classifier().similarity(components.vector))
        scores = components.score if by_groups else components.text_score
        scores[number] = -1
        best = top_indices(scores, TOP)
        rows += [(float(scores[answer]), *_judged(number, answer), question_number) for answer in best]
    columns = list(zip(*rows, strict=True))
    return JudgedLines(
        np.array(columns[0]), np.array(columns[1]), np.array(columns[2]), np.array(columns[3], dtype=np.intp)
    )


def _judged(question: int, answer: int) -> tuple[bool, bool]:
    """Return whether the two titles share a unit group, and whether they share a minor group."""
    groups, answer_groups = (set(vocabulary().titles[number].groups) for number in (question, answer))
    minor_groups = {code[:3] for code in groups} & {code[:3] for code in answer_groups}
    return bool(groups & answer_groups), bool(minor_groups)


def fit_curve(score: Floats, right: NDArray[np.bool_]) -> PlattCurve:
    """Fit the curve by maximum likelihood with Newton's method and Platt's targets instead of 0 and 1."""
    yes, no = right.sum(), (~right).sum()
    target = np.where(right, (yes + 1) / (yes + 2), 1 / (no + 2))
    design = np.stack([score, np.ones_like(score)], axis=1)
    weights = np.zeros(2)
    for _ in range(NEWTON_STEPS):
        likely = 1 / (1 + np.exp(-(design @ weights)))
        gradient = design.T @ (likely - target)
        hessian = (design * (likely * (1 - likely))[:, None]).T @ design + 1e-6 * np.eye(2)
        weights = weights - np.linalg.solve(hessian, gradient)
    return PlattCurve(float(weights[0]), float(weights[1]))


@dataclass(frozen=True, slots=True)
class Bin:
    """A bin of neighbouring scores: the mean probability promised, the share that came true, and the size."""

    promised: float
    true: float
    count: int


def reliability(promised: Floats, right: NDArray[np.bool_], bins: int = 10) -> list[Bin]:
    """Return bins of equal size in the order of the probability promised, by curves not fitted to these answers."""
    rows: Sequence[NDArray[np.intp]] = np.array_split(np.argsort(promised), bins)
    return [Bin(float(promised[some].mean()), float(right[some].mean()), len(some)) for some in rows if len(some)]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean gap between the probability promised and the share that came true (Naeini et al. 2015)."""
    total = sum(each.count for each in bins)
    return sum(each.count * abs(each.promised - each.true) for each in bins) / total


SIDE, MARGIN = 360, 56
"""Of the square plot, in units of the drawing."""
_COLOURS = ("#8a3b12", "#1f5f5b")
"""Each has a contrast of at least 4.5 to 1 with the background (#fffaf2)."""


def reliability_svg(curves: Mapping[str, Sequence[Bin]], title: str) -> str:
    """Return the reliability diagram of each curve's bins. On the dashed line promise and truth are equal."""
    elements = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE + 2 * MARGIN} {SIDE + 2 * MARGIN}" role="img" '
        f'font-family="sans-serif" font-size="14" fill="#2b2420"><title>{escape(title)}</title>',
        f'<rect width="100%" height="100%" fill="#fffaf2"/><rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" '
        f'height="{SIDE}" fill="none" stroke="#2b2420"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#6b625c" stroke-dasharray="6 5"/>',
        *(_tick(tenth / 10) for tenth in range(0, 11, 2)),
        f'<text x="{_x(0.5)}" y="{SIDE + 2 * MARGIN - 12}" text-anchor="middle">promised</text>',
        f'<text transform="translate(16 {_y(0.5)}) rotate(-90)" text-anchor="middle">came true</text>',
    ]
    for number, (name, bins) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = "L".join(f"{_x(each.promised)} {_y(each.true)}" for each in bins)
        elements.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        elements += [
            f'<circle cx="{_x(each.promised)}" cy="{_y(each.true)}" r="5" fill="{colour}"><title>{escape(name)}: '
            f"promised {each.promised:.2f}, true {each.true:.2f}, of {each.count}</title></circle>"
            for each in bins
        ]
        elements.append(f'<text x="{_x(0.04)}" y="{MARGIN + 22 + 20 * number}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*elements, "</svg>", ""])


def _tick(at: float) -> str:
    return (
        f'<text x="{_x(at)}" y="{MARGIN + SIDE + 20}" text-anchor="middle">{at:.1f}</text>'
        f'<text x="{MARGIN - 8}" y="{_y(at) + 5}" text-anchor="end">{at:.1f}</text>'
    )


def _x(value: float) -> float:
    return round(MARGIN + SIDE * value, 1)


def _y(value: float) -> float:
    return round(MARGIN + SIDE * (1 - value), 1)
