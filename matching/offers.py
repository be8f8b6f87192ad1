"""Lines of work to offer an owner to choose from, for what they wrote of somebody's work.

Looser than `find_line`: nothing here is shown to others until the owner has chosen it. What is common today comes
before what is rare, and no two are of one unit group.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching import encoder
from matching.index import line_index
from matching.inverted_index import Floats, InvertedIndex
from matching.rank import top_indices, trigrams
from matching.understanding.work_words import names_no_work
from matching.vocabulary import autocomplete, find_line, vocabulary
from matching.vocabulary.commonness import commonness, main_group
from matching.vocabulary.names import names
from matching.vocabulary.roots import root
from matching.vocabulary.spelt import core_words
from matching.vocabulary.tokenizer import words_of

MOST_WORDS = 20
MOST_NEAR = 100
MOST_NAMED = 3
LEAST_SCORE = 0.4
"""The least score of a line that is offered: further ones look silly ("my cousin from Leeds")."""
LEAST_AT_ALL = 0.05
"""The least score of a line that is offered for want of a nearer one."""
LETTERS = 0.2
"""What the letters of a name count; its words count the rest of 1."""
NAMED = 0.15
"""What more a name counts of which all words are in the text."""
COMMON = 0.02
"""What more a line counts for each doubling of those who do such work."""
LATER = 0.02
"""What less a line counts for each that a deed names before it."""


def lines_to_choose(texts: Sequence[str], limit: int = 5) -> list[list[str]]:
    """Return for each of `texts` what `offered_lines` does; by meaning if the model is loaded, else by words."""
    offered = zip(texts, _vectors_of(texts), strict=True)
    return [offered_lines(text, vector, limit) for text, vector in offered]


def nearest_lines(text: str, limit: int = 5) -> list[str]:
    """Return the `limit` lines of work that come nearest to `text`, however far they are.

    For what an owner insists on calling somebody's work. Fewer only where no line has anything in common with it.
    """
    [vector] = _vectors_of([text])
    return offered_lines(text, vector, limit, least=LEAST_AT_ALL)


def _vectors_of(texts: Sequence[str]) -> Sequence[Floats | None]:
    cores = [core(text) for text in texts]
    return list(encoder.encoder().encode(cores)) if cores and encoder.ready() else [None] * len(cores)


def offered_lines(text: str, vector: Floats | None, limit: int = 5, *, least: float = LEAST_SCORE) -> list[str]:
    """Return up to `limit` lines of work that `text` may mean, the likeliest first. `vector` is that of `core(text)`.

    Without a vector they are found by words and letters alone. Lines that score less than `least` are left out; below
    `LEAST_SCORE` a text that seems to be of no work has lines too.
    """
    offered: dict[str, str] = {}
    for line in _candidates(text, vector, least):
        title = vocabulary().title_of(line)
        if title is not None:
            offered.setdefault(main_group(title), title.text)
        if len(offered) == limit:
            break
    return list(offered.values())


def core(text: str) -> str:
    """Return the words of `text` that say what somebody does: spelt right, without an employer or a place."""
    words, place = core_words(text)
    return " ".join(words or place) or " ".join(words_of(text))


def _candidates(text: str, vector: Floats | None, least: float) -> Iterator[str]:
    if line := find_line(text):
        yield line
    words, place = core_words(text)
    if least < LEAST_SCORE:
        words = words or place or words_of(text)[:MOST_WORDS]
    elif names_no_work(text):
        return
    if not (words or place):
        return
    scores = scored_lines(words, place, vector, least)
    yield from sorted(scores, key=lambda line: -scores[line])


def scored_lines(
    words: Sequence[str], place: Sequence[str], vector: Floats | None, least: float = LEAST_SCORE
) -> dict[str, float]:
    """Return the lines that words of work and of a place may mean, each with a score, before commonness, of `least`."""
    given = names().weighted(words, place)
    letters = _letters().cosines(trigrams(" ".join(words)))
    score = (1 - LETTERS) * names().cosines(given) + LETTERS * letters
    best: dict[str, float] = defaultdict(float)
    for row in top_indices(score, MOST_NEAR):
        within = given.keys() >= names().roots[row]
        for place_of, line in enumerate(names().lines[row]):
            best[line] = max(best[line], float(score[row]) + NAMED * within - LATER * place_of)
    text_scores = line_index().text_scores(" ".join(words or place), vector)
    for row in top_indices(np.where(_today(), text_scores, 0), MOST_NEAR):
        near = vocabulary().titles[row]
        best[near.text] = max(best[near.text], float(text_scores[row]) - (0.1 if near.vague else 0))
    return {
        line: value + COMMON * commonness(main_group(title))
        for line, value in best.items()
        if value >= least and (title := vocabulary().title_of(line))
    }


def completions(typed: str, limit: int = 8) -> list[str]:
    """Return lines of work for what was typed so far: what it is an everyday word for ("maths"), and completions."""
    whole = autocomplete(typed, limit)
    given = {root(word) for word in words_of(typed)[:MOST_WORDS]}
    rows = (row for each in list(given)[:1] for row in names().with_root.get(each, ()))
    named = sorted((row for row in rows if given <= names().roots[row]), key=lambda row: len(names().roots[row]))
    meant = dict.fromkeys(line for row in named for line in names().lines[row][:2])
    exact = [line for line in whole[:1] if words_of(line) == words_of(typed)]
    return list(dict.fromkeys([*exact, *list(meant)[:MOST_NAMED], *whole]))[:limit]


@lru_cache(maxsize=1)
def _letters() -> InvertedIndex:
    return InvertedIndex([trigrams(text) for text in names().texts])


@lru_cache(maxsize=1)
def _today() -> NDArray[np.bool_]:
    return np.array([title.today for title in vocabulary().titles])
