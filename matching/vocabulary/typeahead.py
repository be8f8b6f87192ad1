"""Lines of work that somebody may be about to type."""

from bisect import bisect_left
from functools import lru_cache

from matching.vocabulary.titles import Title, Vocabulary, vocabulary
from matching.vocabulary.words import words_of


def suggest(prefix: str, limit: int = 8) -> list[str]:
    """Return at most `limit` lines of work in which every word of `prefix` begins a word, the likeliest first.

    "past ch" gives "pastry chef". Words may stand in any order. Empty for an empty prefix or one that nothing fits.
    """
    typed = tuple(words_of(prefix))
    return list(_suggest(typed, limit)) if typed and limit > 0 else []


@lru_cache(maxsize=4096)
def _suggest(typed: tuple[str, ...], limit: int) -> tuple[str, ...]:
    known = vocabulary()
    fitting = sorted((_titles_with(known, word) for word in typed), key=len)
    numbers = set.intersection(*fitting)
    titles = (known.titles[number] for number in numbers)
    return tuple(title.text for title in sorted(titles, key=lambda title: _unlikely(title, typed))[:limit])


def _titles_with(known: Vocabulary, beginning: str) -> set[int]:
    first, last = bisect_left(known.words, beginning), bisect_left(known.words, beginning + "\uffff")
    return {number for word in known.words[first:last] for number in known.with_word[word]}


def _unlikely(title: Title, typed: tuple[str, ...]) -> tuple[int | bool | str, ...]:
    """The sorting key: as typed, then beginning as typed, then in use today, then short, then of many entries."""
    begins = title.words[0].startswith(typed[0])
    return (title.words != typed, not begins, not title.today, len(title.words), -title.entries, title.text)
