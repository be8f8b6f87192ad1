"""The vocabulary of lines of work, read from the shipped data, and autocompletion from it."""

import gzip
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from matching.vocabulary.tables import DATA, table
from matching.vocabulary.tokenizer import stem, words_of

MANY_GROUPS = 10
"""A single word in this many unit groups ("foreman", "manager", "owner") does not say what somebody does."""


@dataclass(frozen=True, slots=True)
class Title:
    """One line of work."""

    text: str
    entries: int
    """How many entries of the coding index have it."""
    today: bool
    """Whether a current classification has it too; the index keeps trades that no longer exist."""
    groups: tuple[str, ...]
    """SOC 2010 unit groups (four digits), the commonest first."""
    words: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def vague(self) -> bool:
        return len(self.words) == 1 and len(self.groups) >= MANY_GROUPS


@dataclass(frozen=True)
class Vocabulary:
    """All titles, with indexes by word and stem. Numbers are indices of `titles`."""

    titles: tuple[Title, ...]
    by_words: Mapping[tuple[str, ...], int]
    by_stems: Mapping[tuple[str, ...], int]
    with_word: Mapping[str, tuple[int, ...]]
    with_stem: Mapping[str, tuple[int, ...]]
    words: tuple[str, ...]
    """Every word, sorted."""
    group_names: Mapping[str, str]
    weights: Mapping[str, float]
    """Inverse document frequency of each stem: ln(1 + titles / titles with it) (Spärck Jones 1972)."""

    def knows(self, line: str) -> bool:
        """Whether `line` is exactly the text of a title."""
        number = self.by_words.get(tuple(words_of(line)))
        return number is not None and self.titles[number].text == line

    def title_of(self, text: str) -> Title | None:
        """Return the title with the words of `text`, ignoring case, accents and hyphens."""
        number = self.by_words.get(tuple(words_of(text)))
        return None if number is None else self.titles[number]

    def weight(self, word_stem: str) -> float:
        """Return the inverse document frequency of `word_stem`; it is greatest for one that no title has."""
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
    return {code: name for code, _, name in table("soc2010_groups")}


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read and indexed at the first call (0.3 s)."""
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
        for title_stem in set(title.stems):
            with_stem[title_stem].append(number)
    frequencies = {title_stem: len(numbers) for title_stem, numbers in with_stem.items()}
    return Vocabulary(
        titles=tuple(titles),
        by_words=by_words,
        by_stems=by_stems,
        with_word={word: tuple(numbers) for word, numbers in with_word.items()},
        with_stem={title_stem: tuple(numbers) for title_stem, numbers in with_stem.items()},
        words=tuple(sorted(with_word)),
        group_names=_read_group_names(),
        weights={title_stem: math.log(1 + len(titles) / count) for title_stem, count in frequencies.items()},
    )


MAJOR_GROUPS = tuple("123456789")
"""The digits of the major groups of SOC 2010."""


@lru_cache(maxsize=10_000)
def major_group(line: str) -> str:
    """Return the major group, "1" to "9", of most entries of `line`; "" if it is not in the vocabulary."""
    title = vocabulary().title_of(line) if line else None
    return title.groups[0][0] if title is not None and title.groups else ""


def autocomplete(prefix: str, limit: int = 8) -> list[str]:
    """Return at most `limit` lines of work in which each word of `prefix` begins a word, the likeliest first.

    "past ch" gives "pastry chef". The words may be in any order. Empty if `prefix` is empty or nothing fits.
    """
    typed = tuple(words_of(prefix))
    return list(_autocomplete(typed, limit)) if typed and limit > 0 else []


@lru_cache(maxsize=4096)
def _autocomplete(typed: tuple[str, ...], limit: int) -> tuple[str, ...]:
    fitting = sorted(map(_titles_with, typed), key=len)
    titles = (vocabulary().titles[number] for number in set.intersection(*fitting))
    return tuple(title.text for title in sorted(titles, key=lambda title: _completion_order(title, typed))[:limit])


def _titles_with(prefix: str) -> set[int]:
    words, with_word = vocabulary().words, vocabulary().with_word
    first, last = bisect_left(words, prefix), bisect_left(words, prefix + "\uffff")
    return {number for word in words[first:last] for number in with_word[word]}


def _completion_order(title: Title, typed: tuple[str, ...]) -> tuple[int | bool | str, ...]:
    """Sort key: the text itself, then what begins with it, what is in use today, what is short, and what is common."""
    begins = title.words[0].startswith(typed[0])
    return (title.words != typed, not begins, not title.today, len(title.words), -title.entries, title.text)
