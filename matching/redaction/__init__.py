"""Redaction: remove from a text what does not say which work it is about.

Redacted texts that differed only in a first name, a sex or a place are equal. They share their vector, words and
letters, so no ranking depends on these. Parts of job notices such as hours, pay, numbers and "apply now" are removed
too. Only texts for comparison are redacted, never what people read.
"""

import re
from functools import lru_cache

from matching.redaction.notices import without_notices
from matching.redaction.people import without_asked_sex, without_people, without_sexes
from matching.redaction.places import without_places
from matching.vocabulary.tokenizer import cleaned, normalised, words_of

_MARKS = " ,;:|/-–—@&+"
_SUBJECT_LEFT = re.compile(r"^they(?:'s| -|[,:])\s*(?=\w)")
"""What remains before the work when the name is removed from "Amina, cook" or "Amina: cook"."""
CACHE_SIZE = 50_000
"""Must exceed the 20,866 lines of work, or a pass over them would evict them all."""
MAX_PASSES = 4
"""Removing one thing may uncover another. Two passes are nearly always enough."""


@lru_cache(maxsize=CACHE_SIZE)
def redact(text: str) -> str:
    """Return `text` normalised, without names, sexes, places, hours and pay; all of it if nothing else is left.

    Redacting the result again does not change it.
    """
    for _ in range(MAX_PASSES):
        redacted = _redact_once(text)
        if redacted == text:
            break
        text = redacted
    return text


@lru_cache(maxsize=CACHE_SIZE)
def without_particulars(text: str) -> str:
    """Return `text` as it is written, without names, places, hours and pay."""
    text = without_notices(cleaned(text))
    text = without_people(text)
    text = without_places(text)
    return text.strip(_MARKS)


def without_identity(text: str) -> str:
    """Return `text` as it is written, without names, places and any sex asked for; all of it if nothing is left.

    Unlike `redact` it keeps the writer's own words, with hours and pay.
    """
    text = cleaned(text)
    without_names = _SUBJECT_LEFT.sub("", without_people(text))
    return without_places(without_asked_sex(without_names)).strip(_MARKS) or text


def _redact_once(text: str) -> str:
    redacted = normalised(without_sexes(without_particulars(text)).strip(_MARKS))
    return redacted if words_of(redacted) else normalised(text)
