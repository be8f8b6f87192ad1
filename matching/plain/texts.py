"""What is left of a text when all is put aside that does not say what the work is.

Two texts that differ only in a first name, a sex or a place are one text here, so no order can differ by them: they
share their vector, their words and their letters. What a notice says besides (hours, pay, numbers, "apply now") goes
too. What somebody reads is never changed, only what is compared.
"""

import re
from functools import lru_cache

from matching.plain.notices import without_notices
from matching.plain.people import without_people
from matching.plain.places import without_places
from matching.plain.sexes import without_asked_sex, without_sexes
from matching.vocabulary.words import cleaned, normalised, words_of

_MARKS = " ,;:|/-–—@&+"
_SAID_OF = re.compile(r"^they(?:'s| -|[,:])\s*(?=\w)")
"""What is left of "Amina, cook" and "Amina: cook" without the name."""
KEPT = 50_000
"""Texts whose reading is kept: the lines of work are 20,866, and with fewer than that each look would begin anew."""
PASSES = 4
"""What is put aside may lay bare more of it. Two passes nearly always settle it."""


@lru_cache(maxsize=KEPT)
def plain(text: str) -> str:
    """Return `text` normalised, without names, sexes, places, hours and pay; all of it if nothing else is left.

    Read once more it stays as it is.
    """
    for _ in range(PASSES):
        less = _once(text)
        if less == text:
            break
        text = less
    return text


@lru_cache(maxsize=KEPT)
def without_particulars(text: str) -> str:
    """Return `text` as it is written, without names, places, hours and pay, and whoever it is said of."""
    less = without_notices(cleaned(text))
    less = without_people(less)
    less = without_places(less)
    return less.strip(_MARKS)


def of_nobody(text: str) -> str:
    """Return `text` as it is written, without whose it is, of which sex they should be, and where.

    What is wanted stays in its writer's words, hours and pay too; all of it stays if nothing else is left.
    """
    text = cleaned(text)
    less = _SAID_OF.sub("", without_people(text))
    return without_places(without_asked_sex(less)).strip(_MARKS) or text


def _once(text: str) -> str:
    less = normalised(without_sexes(without_particulars(text)).strip(_MARKS))
    return less if words_of(less) else normalised(text)
