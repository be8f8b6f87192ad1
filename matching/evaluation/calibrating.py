"""From scores to how often they are right: fitted on titles that nothing was learnt from.

The questions are the coding index's titles that a held-out occupation of ESCO also bears, so that neither the adapter
nor anybody's eye has been on them; each is written as people write. The answers are all other titles of the vocabulary.
A line is right if it shares a unit group (four digits) with the question, and akin if it shares a minor one (three).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from matching.encoder import Encoder
from matching.evaluation.ranking import vectors_of_texts
from matching.membership import groups
from matching.rank import Corpus, best
from matching.training.noise import noised
from matching.training.sources import Sources
from matching.vocabulary import vocabulary

Floats = NDArray[np.float64]

SHOWN = 10
"""Lines of work looked at for each question, the best ones."""
SEED = 7
STEPS = 50


@dataclass(frozen=True)
class Judged:
    """For each line that was looked at: its score, whether it was right, whether at least akin, and its question."""

    score: Floats
    right: NDArray[np.bool_]
    akin: NDArray[np.bool_]
    question: NDArray[np.intp]

    def part(self, chosen: NDArray[np.bool_]) -> "Judged":
        return Judged(self.score[chosen], self.right[chosen], self.akin[chosen], self.question[chosen])


@dataclass(frozen=True, slots=True)
class Curve:
    """How likely a score is right: 1 / (1 + exp(-(slope * score + offset))) (Platt 1999)."""

    slope: float
    offset: float

    def chance(self, score: Floats) -> Floats:
        likely: Floats = 1 / (1 + np.exp(-(self.slope * score + self.offset)))
        return likely

    def score_for(self, chance: float) -> float:
        """Return the score from which on `chance` is reached."""
        return float((np.log(chance / (1 - chance)) - self.offset) / self.slope)


def judged(model: Encoder, sources: Sources, *, by_groups: bool = True) -> Judged:
    """Return the best lines for each question, judged by their groups, and scored as they are for a member's wish.

    The question's own title is not among them, nor among those that say where the question belongs. Without `by_groups`
    as two texts are scored whose groups are not known.
    """
    known = vocabulary()
    learnt = {title.text for title in sources.titles}
    asked = [number for number, title in enumerate(known.titles) if title.text not in learnt]
    chance = Random(SEED)  # noqa: S311
    questions = [noised(known.titles[number].text, chance) for number in asked]
    texts = [title.text for title in known.titles]
    corpus = Corpus(texts, vectors_of_texts(model, texts))
    rows: list[tuple[float, bool, bool, int]] = []
    for place, (number, question) in enumerate(zip(asked, questions, strict=True)):
        parts = corpus.parts(question, model.encode([question])[0])
        parts.vector[number] = -1
        scores = replace(parts, groups=groups().likeness(parts.vector)).score if by_groups else parts.of_texts
        scores[number] = -1
        rows += [(float(scores[found]), *_fits(number, found), place) for found in best(scores, SHOWN)]
    columns = list(zip(*rows, strict=True))
    return Judged(np.array(columns[0]), np.array(columns[1]), np.array(columns[2]), np.array(columns[3], dtype=np.intp))


def _fits(asked: int, found: int) -> tuple[bool, bool]:
    """Whether the two titles share a unit group, and whether a minor one."""
    one, other = (set(vocabulary().titles[number].groups) for number in (asked, found))
    return bool(one & other), bool({code[:3] for code in one} & {code[:3] for code in other})


def fitted(score: Floats, right: NDArray[np.bool_]) -> Curve:
    """Return the curve of greatest likelihood, by Newton's method, with Platt's targets instead of 0 and 1."""
    yes, no = right.sum(), (~right).sum()
    target = np.where(right, (yes + 1) / (yes + 2), 1 / (no + 2))
    design = np.stack([score, np.ones_like(score)], axis=1)
    weights = np.zeros(2)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-(design @ weights)))
        slope = design.T @ (likely - target)
        bend = (design * (likely * (1 - likely))[:, None]).T @ design + 1e-6 * np.eye(2)
        weights = weights - np.linalg.solve(bend, slope)
    return Curve(float(weights[0]), float(weights[1]))


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores beside one another: what was promised for them, what came true, and how many they were."""

    promised: float
    true: float
    count: int


def reliability(promised: Floats, right: NDArray[np.bool_], bins: int = 10) -> list[Bin]:
    """Return bins of equal size in order of what was promised, by curves that were not fitted to these lines."""
    parts: Sequence[NDArray[np.intp]] = np.array_split(np.argsort(promised), bins)
    return [Bin(float(promised[part].mean()), float(right[part].mean()), len(part)) for part in parts if len(part)]


def error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean gap between promise and truth (Naeini et al. 2015)."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.promised - one.true) for one in bins) / total
