"""The names and deeds of ours, to be searched by their roots in any order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from matching.inverted_index import Floats, InvertedIndex
from matching.vocabulary.commonness import main_group
from matching.vocabulary.roots import root
from matching.vocabulary.spoken import ARTICLES, deeds, spoken_names
from matching.vocabulary.titles import vocabulary
from matching.vocabulary.tokenizer import words_of

PLACE_WEIGHT = 0.6
"""What a word of the employer or the place counts, of a word of the work."""
UNKNOWN = 0.3
"""What a word counts that no name has, of the rarest word of a name: it seldom says what the work is."""
_SMALL = frozenset("at in on for with from by of to and works work do does".split())  # noqa: SIM905


class Names:
    """The names, each with the lines of work it may mean (`lines`), the unit group of the first, and its roots."""

    def __init__(self) -> None:
        rows = [(name, (line,)) for name, line in spoken_names().items()] + list(deeds())
        self.texts = [name for name, _ in rows]
        self.lines = [lines for _, lines in rows]
        self.groups = np.array([group_of(lines[0]) for lines in self.lines])
        self.roots = [frozenset(map(root, _content(name))) for name in self.texts]
        self.with_root: dict[str, list[int]] = defaultdict(list)
        for row, roots in enumerate(self.roots):
            for each in roots:
                self.with_root[each].append(row)
        groups = len(set(self.groups))
        self._weights = {
            each: float(np.log(1 + groups / len(set(self.groups[those])))) for each, those in self.with_root.items()
        }
        self._unknown = UNKNOWN * float(np.log(1 + groups))
        self._index = InvertedIndex([{each: self.weight(each) for each in roots} for roots in self.roots])

    def weight(self, each: str) -> float:
        """Return how few unit groups a root is in: ln(1 + groups / groups with it), as Spärck Jones (1972) of texts."""
        return self._weights.get(each, self._unknown)

    def weighted(self, words: Sequence[str], place: Sequence[str]) -> dict[str, float]:
        """Return the roots of words of the work and of a place, each with its weight."""
        return {each: share * self.weight(each) for each, share in shares(words, place).items()}

    def cosines(self, weighted: Mapping[str, float]) -> Floats:
        """Return for each name the cosine of its roots with the `weighted` ones."""
        return self._index.cosines(weighted)


def shares(words: Sequence[str], place: Sequence[str]) -> dict[str, float]:
    """Return the roots of words of the work and of a place, each with what it counts."""
    return {root(word): PLACE_WEIGHT for word in place} | {root(word): 1.0 for word in words}


def group_of(line: str) -> str:
    """Return the unit group that people mean by a line of work; "" for none."""
    title = vocabulary().title_of(line)
    return main_group(title) if title else ""


def _content(name: str) -> list[str]:
    words = [word for word in words_of(name) if word not in ARTICLES]
    return [word for word in words if word not in _SMALL] or words


@lru_cache(maxsize=1)
def names() -> Names:
    """Return the names, indexed at the first call."""
    return Names()
