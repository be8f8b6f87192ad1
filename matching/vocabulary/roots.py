"""Roots: one form for the words by which people say what somebody does ("fixes", "mended" and "repairing" are one).

Rougher than the stems of titles, and for what people jot down alone: a title's own words keep their endings.
"""

from functools import lru_cache

from matching.vocabulary.tables import table
from matching.vocabulary.tokenizer import stem

SHORTEST = 3
_IRREGULAR = {
    "taught": "teach", "drove": "drive", "made": "make", "built": "build", "sold": "sell", "ran": "run",
    "kept": "keep", "swept": "sweep", "took": "take", "wrote": "write", "sang": "sing", "bought": "buy",
    "caught": "catch", "dug": "dig", "flew": "fly", "flies": "fly", "laid": "lay", "sewn": "sew", "wove": "weave",
    "driven": "drive", "done": "do", "did": "do", "does": "do", "doing": "do", "had": "have", "has": "have",
    "caring": "care", "carer": "care", "carers": "care", "served": "serve", "worked": "work", "women": "woman",
    "men": "man", "kids": "kid", "bus": "bus", "buses": "bus", "gas": "gas", "yoga": "yoga", "lorries": "lorry",
    "nursing": "nurse", "policing": "police", "housing": "housing", "building": "building", "wedding": "wedding",
    "weddings": "wedding", "clothing": "clothing", "flooring": "flooring", "plumbing": "plumb", "driver": "drive",
    "barrister": "barrister", "minister": "minister", "computer": "computer", "butcher": "butcher",
    "number": "number", "water": "water", "paper": "paper", "flower": "flower", "order": "order", "later": "later",
    "river": "river", "counter": "counter", "letter": "letter", "leather": "leather", "corner": "corner",
    "centre": "centre", "theatre": "theatre", "tyre": "tyre", "hire": "hire", "fire": "fire", "wire": "wire",
    "wires": "wire", "wiring": "wire", "rewires": "rewire", "rewiring": "rewire", "under": "under", "over": "over",
    "officer": "officer", "porter": "porter", "soldier": "soldier", "sister": "sister", "brother": "brother",
}  # fmt: skip
_VOWELS = "aeiou"


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Return the root of `word` (lower case, without accents), the same for all words of one row of the synonyms."""
    base = _base(word)
    return _synonyms().get(base, base)


def _base(word: str) -> str:
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
        return word if len(word) <= SHORTEST + 1 else word.removesuffix("e")
    if word.endswith(("ses", "xes", "zes", "ches", "shes")) and len(word) > SHORTEST + 1:
        word = word[:-2]
    else:
        word = stem(word)
    for ending in ("ing", "ed", "er"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return _completed(word.removesuffix(ending))
    return word.removesuffix("e") if len(word) > SHORTEST + 1 else word


def _completed(base: str) -> str:
    """Return "cut" for "cutt", "bake" for "bak"; longer ones keep no "e"."""
    if len(base) > SHORTEST and base[-1] == base[-2] and base[-1] not in "ls":
        return base[:-1]
    short = len(base) == SHORTEST and base[-1] not in f"{_VOWELS}wxy" and base[-2] in _VOWELS and base[0] not in _VOWELS
    return f"{base}e" if short else base.removesuffix("e") if len(base) > SHORTEST + 1 else base


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    return {_base(other): _base(word) for word, others in table("synonyms") for other in others.split()}
