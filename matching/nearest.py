"""Lines of work near a text, by the model and by the words."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching import rank
from matching.index import lines
from matching.vocabulary import find_line, normalised, vocabulary

SAME_WORK = 0.6
"""Least score at which somebody's own words are told to others as a line of work that they do not name themselves."""


@dataclass(frozen=True, slots=True)
class Near:
    """A line of work and how well it fits, from 0 to 1."""

    line: str
    fit: float


def nearest_lines(text: str, vector: NDArray[np.float32] | None, limit: int = 10) -> list[Near]:
    """Return the `limit` lines of work that fit `text` best, best first. `vector` is the text's, if there is one."""
    index = lines()
    scores = index.parts(normalised(text), vector).score
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
        if title is not None and title.today and not title.vague:
            return near.line
    return ""
