"""Normalisation of Unicode in time that grows with the length of the text. All of the code normalises by this module.

Python sorts the combining marks after a letter by insertion, so `unicodedata.normalize` takes 17 s for 160 kB of them.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

MOST_MARKS = 30
"""Combining marks in a row, as in the Stream-Safe Text Format (UAX #15, section 13). Languages use three."""

_MAY_BE_MARKS = re.compile(r"[^\w\x00-\x7f]{13}")
"""So many in a row may be more than `MOST_MARKS`: one character is up to two marks, and a letter has up to three."""


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str, longest: int) -> str:
    """Return the first `longest` code points of `text` in the normal form, again at most `longest` of them.

    Marks beyond `MOST_MARKS` in a row are left out. Takes time in proportion to `longest`.
    """
    text = text[:longest]
    return text if text.isascii() else unicodedata.normalize(form, stream_safe(text))[:longest]


def stream_safe(text: str) -> str:
    """Return `text` without the combining marks beyond `MOST_MARKS` in a row, counted as they are in NFKD."""
    if text.isascii() or not _MAY_BE_MARKS.search(text):
        return text
    kept, in_a_row = [], 0
    for character in text:
        before, after, only_marks = _marks_of(character)
        if in_a_row + before > MOST_MARKS:
            continue
        kept.append(character)
        in_a_row = in_a_row + before if only_marks else after
    return "".join(kept)


@lru_cache(maxsize=4096)
def _marks_of(character: str) -> tuple[int, int, bool]:
    """Return how many marks the decomposition begins with, how many it ends with, and whether it is nothing else."""
    is_mark = [unicodedata.combining(part) != 0 for part in unicodedata.normalize("NFKD", character)]
    if all(is_mark):
        return len(is_mark), len(is_mark), True
    return is_mark.index(False), is_mark[::-1].index(False), False
