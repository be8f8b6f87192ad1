"""Texts made comparable: case, accents, punctuation and spacing put aside, and a text's words."""

import re
import unicodedata

LONGEST = 300
"""Characters of a text that are looked at, as long as a stored text may be. What is longer is not a line of work."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_PEOPLE = frozenset({"man", "men", "woman", "women", "lady", "ladies", "person", "people"})
_KEEP_S = ("ss", "us", "is", "ics")


def cleaned(text: str) -> str:
    """Return `text` on one line: composed (NFKC), without control or unassigned characters, at most 300 characters."""
    composed = unicodedata.normalize("NFKC", text[: LONGEST * 4]).translate(_APOSTROPHES)
    visible = "".join(" " if unicodedata.category(mark)[0] in "CZ" else mark for mark in composed)
    return " ".join(visible.split())[:LONGEST].strip()


def normalised(text: str) -> str:
    """Return `text` cleaned and in lower case: two texts that differ in nothing else share one vector."""
    return cleaned(text).casefold()[:LONGEST].strip()


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order: lower case, without accents, possessives or hyphens."""
    plain = unicodedata.normalize("NFKD", normalised(text))
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return [word.removesuffix("'s").replace("'", "") for word in _WORD.findall(bare)]


def stem(word: str) -> str:
    """Return `word` without its plural or sex, so that "dogs" is "dog" and "lollipop lady" is "lollipop man"."""
    if word in _PEOPLE:
        return "person"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(_KEEP_S):
        return word[:-1]
    return word


def stems_of(text: str) -> list[str]:
    """Return the words of `text`, each by its stem."""
    return [stem(word) for word in words_of(text)]
