"""Which words name one firm. Plain functions."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

_NOT_A_LETTER = re.compile(r"[^\w]+")
_KINDS_OF_FIRM = frozenset({"co", "company", "corp", "inc", "limited", "llp", "ltd", "plc", "the"})


def firm_key(words: str) -> str:
    """Return what is alike for "The Harbour Bakery Ltd." and "harbour bakery"; "" if nothing is named.

    Case, accents, marks and the legal form do not count, unless nothing else is left.
    """
    plain = unicodedata.normalize("NFKD", words.replace("&", " and ").replace("'", "").replace("’", "")).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    parts = [part for part in _NOT_A_LETTER.split(letters) if part]
    return " ".join([part for part in parts if part not in _KINDS_OF_FIRM] or parts)


def shared_firms(firms: Mapping[int, str]) -> list[list[int]]:
    """Return who share a firm, of those in `firms` (words by key): lists of two or more keys, each in order."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for who, words in firms.items():
        if key := firm_key(words):
            by_key[key].append(who)
    return [sorted(them) for _, them in sorted(by_key.items()) if len(them) > 1]


def same_firm(words: str, others: Iterable[tuple[int, str]]) -> list[int]:
    """Return the keys of those `others` whose words name the same firm."""
    key = firm_key(words)
    return [who for who, theirs in others if key and firm_key(theirs) == key]
