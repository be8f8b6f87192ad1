"""How surely a text means the work that a name of ours says.

`manage.py evaluate_offers` fits the weights to our own phrases and measures by cross-validation how often what is
promised comes true: docs/matching.md, "What is found unaided".
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from matching.vocabulary.naive_bayes import naive_bayes
from matching.vocabulary.names import group_of, names
from matching.vocabulary.roots import root
from matching.vocabulary.spelt import core_words, spelt
from matching.vocabulary.spoken import line_spoken, says_only_where, says_otherwise
from matching.vocabulary.tokenizer import words_of

MOST_WORDS = 40
NEAREST = 200
MOST_ODDS = 8.0
LEAST_SHARED = 2
ALL = 0.999
"""The share that is explained where nothing but the name is said, but for rounding."""
TO_THE_OWNER = frozenset({"me", "us"})
"""Words of what somebody did to the owner ("owes me money", "drove us home"), which is seldom their work."""
SURE = 0.93
"""The least probability with which a line is shown to others unasked: nine in ten have to be right, and of phrases by
others some hundredths fewer are than of ours."""
WEIGHTS = (-0.05, 0.99, 0.76, 2.06, 0.24, 0.59)
"""Of the `Likeness.features`, in their order."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The line of work whose name is nearest to a text, and what speaks for it."""

    line: str
    begins: bool
    """Whether the text begins with a name of the line."""
    explained: float
    """The share of the text's weight (squared) that the nearest name of the unit group has."""
    lead: float
    """The cosine of that name less that of the nearest name of another unit group."""
    log_odds: float
    """Of the unit group against the likeliest other one, by naive Bayes."""
    shared: int
    """How many roots the text and the nearest name share; a single word means too much ("mystery", "yellow")."""

    @property
    def features(self) -> tuple[float, ...]:
        return (1.0, float(self.begins), self.explained, self.lead, self.log_odds, float(self.log_odds > 0))

    @property
    def probability(self) -> float:
        """How likely it is that the unit group is right; 0 for a name that the text shares but a word with."""
        if not self.begins and self.shared < LEAST_SHARED:
            return 0.0
        return float(1 / (1 + np.exp(-np.dot(WEIGHTS, self.features))))


def likeness(text: str, line: str = "") -> Likeness | None:
    """Return the likeness of `text` to the names of `line`, with one of which it begins, or, if "", to the nearest.

    None if no name has a word of `text`.
    """
    words, place = core_words(text)
    given = names().weighted(words, place)
    cosines = names().cosines(given)
    nearest = np.argsort(-cosines, kind="stable")[:NEAREST]
    nearest = nearest[cosines[nearest] > 0]
    if not len(nearest):
        return None
    groups = names().groups[nearest]
    group = group_of(line) if line else groups[0]
    own, others = nearest[groups == group], nearest[groups != group]
    lead = sum(cosines[own[:1]]) - sum(cosines[others[:1]])
    row = own[0] if len(own) else nearest[0]
    shared = names().roots[row] & given.keys()
    explained = sum(given[each] ** 2 for each in shared) / sum(weight**2 for weight in given.values())
    chances = naive_bayes().probabilities(words, place)
    number = naive_bayes().number.get(group)
    odds = np.log(chances[number] + 1e-6) - np.log(np.delete(chances, number).max() + 1e-6) if number is not None else 0
    return Likeness(
        line=line or names().lines[row][0],
        begins=bool(line),
        explained=explained,
        lead=float(lead),
        log_odds=float(np.clip(odds, -MOST_ODDS, MOST_ODDS)),
        shared=len(shared),
    )


def likeness_of(text: str) -> Likeness | None:
    """Return the likeness of `text` to the names of the line with one of which it begins, else to the nearest."""
    said = line_spoken(text)
    return likeness(text, said.line or line_spoken(text, spelt(words_of(text)[:MOST_WORDS])).line)


def is_likely(text: str, line: str) -> bool:
    """Tell whether a text that begins with a name of `line` means it: its other words fit no other work better."""
    like = likeness(text, line)
    return like is None or like.explained > ALL or like.probability >= SURE


@lru_cache(maxsize=20_000)
def likely_line(text: str) -> str:
    """Return the line of work whose names are like `text`, in whatever order, and no other's as like; else ""."""
    if says_otherwise(text) or not TO_THE_OWNER.isdisjoint(words_of(text)):
        return ""
    words, place = core_words(text)
    if says_only_where(map(root, (*words, *place))):
        return ""
    like = likeness(text)
    return like.line if like and like.probability >= SURE else ""
