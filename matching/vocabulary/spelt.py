"""Words put right that nobody knows, and the words of a text that say what somebody does, without the employer."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from matching.spelling import within_one_slip
from matching.vocabulary.roots import root
from matching.vocabulary.spoken import ARTICLES, deeds, spoken_names
from matching.vocabulary.titles import vocabulary
from matching.vocabulary.tokenizer import words_of

LEAST_LETTERS = 5
"""Letters of a word that may be misspelt; nearly all shorter words are one slip from another word."""
LEAST_LETTERS_OF_TWO = 8
"""Letters of a word that may have two slips."""
EMPLOYERS = frozenset({"at", "for", "with", "near", "over", "down", "in", "from"})
"""Words after which an employer or a place is named: a hint of the kind of firm, not the work ("for Istanbul Barbers").
"""
SMALL_WORDS = ARTICLES | frozenset(
    """
    i im he hes she shes they theyre is was are were be been used to of in on up as does do did doing has have had got
    get gets works worked working work for at with by from who that it its also out about into nights days weekends part
    time full retired now still and or but just only part-time mainly mostly lot lots bit loads all sort kind job jobs
    goes go other things thing round around when while one two three day night morning mornings evening evenings always
    well good big old little new since before after years ago once than then there here this these too very really
    people folk folks somebody someone everybody local town village
    """.split()  # noqa: SIM905
)


def core_words(text: str, most: int = 20) -> tuple[list[str], list[str]]:
    """Return the words of `text` that say what somebody does, spelt right, and those of the employer or place."""
    words = spelt(words_of(text)[:most])
    for place, word in enumerate(words):
        if word in EMPLOYERS and set(words[:place]) - SMALL_WORDS:
            return _content(words[:place]), _content(words[place:])
    return _content(words), []


def _content(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in SMALL_WORDS]


def spelt(words: Sequence[str]) -> list[str]:
    """Return the words, each that nobody knows put right if it is a slip or two from a word of work."""
    return [word if _is_known(word) else _right(word) for word in words]


def _is_known(word: str) -> bool:
    if len(word) < LEAST_LETTERS or word in SMALL_WORDS or word in _counts():
        return True
    return root(word) in _roots() and not word.endswith("er")  # "plummer" is nobody who picks plums


@lru_cache(maxsize=4096)
def _right(word: str) -> str:
    near = _by_letter()[word[:1]]
    right = [other for other in near if within_one_slip(word, other)]
    if not right and len(word) >= LEAST_LETTERS_OF_TWO:
        right = [other for other in near if other[:2] == word[:2] and _within_two_slips(word, other)]
    return max(right, key=lambda other: (_counts()[other], other), default=word)


def _within_two_slips(one: str, other: str) -> bool:
    """Tell whether two letters more, less or other make one word of the other (Levenshtein 1966)."""
    if abs(len(one) - len(other)) > 2:
        return False
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        above, row = row, [place]
        for column, against in enumerate(other, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (letter != against)))
        if min(row) > 2:
            return False
    return row[-1] <= 2


@lru_cache(maxsize=1)
def _counts() -> dict[str, int]:
    """Return how often each word stands in the names of ours, the deeds and the titles of today that are no hapaxes."""
    counts: dict[str, int] = defaultdict(int)
    for text in (*spoken_names(), *spoken_names().values(), *(deed for deed, _ in deeds())):
        for word in words_of(text):
            counts[word] += 1
    for title in vocabulary().titles:
        if title.today and title.entries > 1:
            for word in title.words:
                counts[word] += 1
    return dict(counts)


@lru_cache(maxsize=1)
def _roots() -> frozenset[str]:
    return frozenset(map(root, _counts()))


@lru_cache(maxsize=1)
def _by_letter() -> dict[str, list[str]]:
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in _counts():
        if len(word) >= LEAST_LETTERS:
            by_letter[word[0]].append(word)
    return by_letter
