"""When two names are of one person, and when they tell two people apart. Plain functions; no database."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import combinations

NOT_LETTERS = re.compile(r"[^\w]+")
TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev", "sr", "jr"])
MOST_NAMES = 12
"""Under so many names nobody goes; nor are more of them held against each other, each against each."""


def plain(name: str) -> str:
    """Return a name without case, accents, punctuation and titles, to see that two are the same."""
    return " ".join(words_of(name))


def words_of(name: str) -> list[str]:
    """Return the words of a name, likewise; at least one."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = [word for word in NOT_LETTERS.split(bare) if word]
    return [word for word in words if word not in TITLES] or words or [name]


def told_apart(one: str, other: str) -> bool:
    """Tell whether two names are of two people: "Mum" and "Dad" are; "Dee" and "Dee Marsh", "D. Marsh" are not.

    Of two sets of words one holds the other, or the first words begin alike, where it may be one person.
    """
    first, second = words_of(one), words_of(other)
    if set(first) <= set(second) or set(second) <= set(first):
        return False
    return not (first[0].startswith(second[0]) or second[0].startswith(first[0]))


def of_several(names: Iterable[str]) -> bool:
    """Tell whether `names` are of more than one person. A name without letters, as a number is, says nothing."""
    distinct = sorted({plain(name) for name in names if any(letter.isalpha() for letter in name)})
    return len(distinct) > MOST_NAMES or any(told_apart(one, other) for one, other in combinations(distinct, 2))
