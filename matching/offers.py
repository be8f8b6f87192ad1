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
from matching.rank import InvertedIndex, top_indices, trigrams
from matching.understanding.work_words import names_no_work
from matching.vocabulary import autocomplete, find_line, vocabulary
from matching.vocabulary.commonness import commonness, main_group
from matching.vocabulary.roots import root
from matching.vocabulary.spelt import core_words
from matching.vocabulary.spoken import ARTICLES, deeds, spoken_names
from matching.vocabulary.tokenizer import words_of

Floats = NDArray[np.float32]

MOST_WORDS = 20
MOST_NEAR = 100
MOST_NAMED = 3
LEAST_SCORE = 0.4
"""The least score of a line that is offered: further ones look silly ("my cousin from Leeds")."""
LEAST_AT_ALL = 0.05
"""The least score of a line that is offered for want of a nearer one."""
PLACE_WEIGHT = 0.6
"""What a word of the employer or the place counts, of a word of the work."""
UNKNOWN = 0.5
"""What a word counts that no name has, of the rarest word of a name: it seldom says what the work is."""
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
    names = _names()
    given = {root(word): 1.0 for word in words} | {root(word): PLACE_WEIGHT for word in place if word not in words}
    lexical = names.words.cosines({each: share * names.weight(each) for each, share in given.items()})
    score = (1 - LETTERS) * lexical + LETTERS * names.letters.cosines(trigrams(" ".join(words)))
    best: dict[str, float] = defaultdict(float)
    for row in top_indices(score, MOST_NEAR):
        within = given.keys() >= names.roots[row]
        for place_of, line in enumerate(names.lines[row]):
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
    rows = (row for each in list(given)[:1] for row in _names().with_root.get(each, ()))
    named = sorted((row for row in rows if given <= _names().roots[row]), key=lambda row: len(_names().roots[row]))
    meant = dict.fromkeys(line for row in named for line in _names().lines[row][:2])
    exact = [line for line in whole[:1] if words_of(line) == words_of(typed)]
    return list(dict.fromkeys([*exact, *list(meant)[:MOST_NAMED], *whole]))[:limit]


class _Names:
    """The names and deeds of ours, to be searched by words and letters. `lines` are those of each."""

    def __init__(self) -> None:
        rows = [(name, (line,)) for name, line in spoken_names().items()] + list(deeds())
        self.texts = [name for name, _ in rows]
        self.lines = [lines for _, lines in rows]
        self.roots = [frozenset(map(root, _content(name))) for name in self.texts]
        self.with_root: dict[str, list[int]] = defaultdict(list)
        for row, roots in enumerate(self.roots):
            for each in roots:
                self.with_root[each].append(row)
        self._weights = {each: float(np.log(1 + len(rows) / len(those))) for each, those in self.with_root.items()}
        self._unknown = UNKNOWN * float(np.log(1 + len(rows)))
        self.words = InvertedIndex([{each: self.weight(each) for each in roots} for roots in self.roots])
        self.letters = InvertedIndex([trigrams(text) for text in self.texts])

    def weight(self, each: str) -> float:
        return self._weights.get(each, self._unknown)


def _content(name: str) -> list[str]:
    words = [word for word in words_of(name) if word not in ARTICLES]
    return [word for word in words if word not in _SMALL] or words


_SMALL = frozenset("at in on for with from by of to and works work do does".split())  # noqa: SIM905


@lru_cache(maxsize=1)
def _names() -> _Names:
    return _Names()


@lru_cache(maxsize=1)
def _today() -> NDArray[np.bool_]:
    return np.array([title.today for title in vocabulary().titles])
