"""Lines of work near a text, by the model and by the words."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching import rank
from matching.index import lines
from matching.vocabulary import Title, find_line, normalised, vocabulary
from matching.vocabulary.words import words_of

SAME_WORK = 0.7
"""Least score at which somebody's own words are told to others as a line of work that they do not name themselves.
Measured on what 6,033 contacts of the invented town are said to do, none of it by a title: from 0.7 on 33 come to a
line, 28 of them in the right unit group; from 0.66 on 46 and 28, from 0.6 on 68 and 28."""
_ABOVE_OTHERS = frozenset(
    {
        "adviser", "analyst", "chief", "consultant", "director", "foreman", "head", "inspector", "leader", "lecturer",
        "manager", "master", "officer", "owner", "president", "principal", "representative", "senior",
        "superintendent", "supervisor",
    }
)  # fmt: skip
"""Ranks, and callings of their own, that a text about a field ("marketing") does not claim."""
_NO_WORK = frozenset(["student", "pupil", "retired", "unemployed", "pensioner", "housewife", "boss", "uncle", "aunt"])
"""Words for people that do not say what work they do; with "adviser" beside them they would."""


@dataclass(frozen=True, slots=True)
class Near:
    """A line of work and how well it fits, from 0 to 1."""

    line: str
    fit: float


def nearest_lines(text: str, vector: NDArray[np.float32] | None, limit: int = 10) -> list[Near]:
    """Return the `limit` lines of work that fit `text` best, best first. `vector` is the text's, if there is one.

    By the texts alone: what is told of somebody has to be what their record says, and not what is counted with it.
    """
    index = lines()
    scores = index.parts(text, vector).of_texts
    return [Near(index.titles[place], float(scores[place])) for place in rank.best(scores, limit)]


def line_for(words: str, vector: NDArray[np.float32] | None) -> str:
    """Return the line of work that somebody's own words name: by the words alone, else the nearest if near enough.

    "" if there is none. Never anything but a line of the vocabulary.
    """
    if found := find_line(words):
        return found
    if vector is None or not lines().progress().complete:
        return ""
    return _nearest_clear(normalised(words), vector.astype("<f2").tobytes())


@lru_cache(maxsize=20_000)
def _nearest_clear(words: str, packed: bytes) -> str:
    """Cached, because the contacts of a member are looked at again whenever one of them changes."""
    vector = np.frombuffer(packed, dtype="<f2").astype(np.float32)
    for near in nearest_lines(words, vector, 5):
        title = vocabulary().title_of(near.line)
        if near.fit < SAME_WORK:
            return ""
        if title is not None and title.today and not title.vague and _claims_no_more(words, title):
            return near.line
    return ""


def _claims_no_more(words: str, title: Title) -> bool:
    """Whether `title` puts nobody above others, or in another's place, of whom `words` did not say so."""
    said = set(words_of(words))
    return not said & _NO_WORK and not (set(title.words) & _ABOVE_OTHERS) - said
