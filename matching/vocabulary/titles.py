"""The lines of work that the service knows, read once from the shipped data."""

import gzip
import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from matching.vocabulary.words import stem, words_of

DATA = Path(__file__).parent / "data"
MANY_GROUPS = 10
"""A title of so many unit groups ("foreman", "manager", "owner") does not say what somebody does. In the index,
"process worker" (18) and "cleaner" (16) stand on one side of ten, "clerk" (10) and "nurse" (1) on the other."""


@dataclass(frozen=True, slots=True)
class Title:
    """One line of work."""

    text: str
    entries: int
    """How many entries of the coding index bear it."""
    today: bool
    """Whether a classification of our day names it too; the index keeps trades that nobody has any longer."""
    groups: tuple[str, ...]
    """SOC 2010 unit groups (four digits), commonest first."""
    words: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def vague(self) -> bool:
        return len(self.words) == 1 and len(self.groups) >= MANY_GROUPS


@dataclass(frozen=True)
class Vocabulary:
    """All titles, and where each word stands in them. Numbers are places in `titles`."""

    titles: tuple[Title, ...]
    by_words: Mapping[tuple[str, ...], int]
    by_stems: Mapping[tuple[str, ...], int]
    with_word: Mapping[str, tuple[int, ...]]
    with_stem: Mapping[str, tuple[int, ...]]
    words: tuple[str, ...]
    """Every word, sorted."""
    group_names: Mapping[str, str]
    weights: Mapping[str, float]
    """How much each stem tells: ln(1 + titles / titles with it), as inverse document frequency is made
    (Spärck Jones 1972)."""

    def knows(self, line: str) -> bool:
        """Whether `line` is a line of work, letter for letter."""
        number = self.by_words.get(tuple(words_of(line)))
        return number is not None and self.titles[number].text == line

    def title_of(self, text: str) -> Title | None:
        """Return the title that `text` is, whatever its case, accents and hyphens."""
        number = self.by_words.get(tuple(words_of(text)))
        return None if number is None else self.titles[number]

    def weight(self, word_stem: str) -> float:
        """How much `word_stem` tells; one that no title has tells the most."""
        return self.weights.get(word_stem, self.unknown_weight)

    @property
    def unknown_weight(self) -> float:
        return math.log(1 + len(self.titles))


def _read_titles() -> list[Title]:
    titles = []
    with gzip.open(DATA / "soc2010_titles.tsv.gz", "rt", encoding="utf-8") as file:
        for row in file:
            text, entries, today, groups = row.rstrip("\n").split("\t")
            words = tuple(words_of(text))
            titles.append(
                Title(text, int(entries), today == "1", tuple(groups.split(",")), words, tuple(map(stem, words)))
            )
    return titles


def _read_group_names() -> dict[str, str]:
    rows = (DATA / "soc2010_groups.tsv").read_text(encoding="utf-8").splitlines()
    return {code: name for code, _, name in (row.split("\t") for row in rows)}


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read and indexed at the first call (some 0.3 s)."""
    titles = _read_titles()
    by_words: dict[tuple[str, ...], int] = {}
    by_stems: dict[tuple[str, ...], int] = {}
    with_word: dict[str, list[int]] = defaultdict(list)
    with_stem: dict[str, list[int]] = defaultdict(list)
    for number, title in enumerate(titles):
        by_words.setdefault(title.words, number)
        by_stems.setdefault(title.stems, number)
        for word in set(title.words):
            with_word[word].append(number)
        for one in set(title.stems):
            with_stem[one].append(number)
    seen = Counter({one: len(numbers) for one, numbers in with_stem.items()})
    return Vocabulary(
        titles=tuple(titles),
        by_words=by_words,
        by_stems=by_stems,
        with_word={word: tuple(numbers) for word, numbers in with_word.items()},
        with_stem={one: tuple(numbers) for one, numbers in with_stem.items()},
        words=tuple(sorted(with_word)),
        group_names=_read_group_names(),
        weights={one: math.log(1 + len(titles) / count) for one, count in seen.items()},
    )
