"""Tokenizer: normalise a text, split it into words, and reduce the words to stems."""

import re
import unicodedata

from matching.characters import normalized

MAX_CHARACTERS = 300
"""The rest of a longer text is ignored; stored texts are no longer than this."""
MAX_READ = 4 * MAX_CHARACTERS
"""As much of a text is read, since spaces and invisible characters are left out, and accents are composed."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_PEOPLE = frozenset({"man", "men", "woman", "women", "lady", "ladies", "person", "people"})
_KEEP_S = ("ss", "us", "is", "ics")


def cleaned(text: str) -> str:
    """Return `text` on one line: composed (NFKC), without control or unassigned characters, at most 300 characters."""
    text = text[:MAX_READ]
    if text.isascii() and text.isprintable():  # nothing to compose or remove
        visible = text.replace("`", "'")
    else:
        composed = normalized("NFKC", text, MAX_READ).translate(_APOSTROPHES)
        visible = "".join(" " if unicodedata.category(mark)[0] in "CZ" else mark for mark in composed)
    return " ".join(visible.split())[:MAX_CHARACTERS].strip()


def normalised(text: str) -> str:
    """Return `text` cleaned and in lower case."""
    return cleaned(text).casefold()[:MAX_CHARACTERS].strip()


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order: lower case, without accents, possessives or hyphens."""
    bare = normalised(text)
    if not bare.isascii():
        bare = "".join(mark for mark in normalized("NFKD", bare, MAX_READ) if not unicodedata.combining(mark))
    return [word.removesuffix("'s").replace("'", "") for word in _WORD.findall(bare)]


def stem(word: str) -> str:
    """Return `word` without plural and sex: "dogs" becomes "dog", and "man" and "lady" both become "person"."""
    if word in _PEOPLE:
        return "person"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(_KEEP_S):
        return word[:-1]
    return word


def stems_of(text: str) -> list[str]:
    """Return the stems of the words of `text`, in order."""
    return [stem(word) for word in words_of(text)]
