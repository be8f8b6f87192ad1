"""What a member wants, as the matcher takes it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from matching import encoder
from matching.fit import Wanted, Wish
from matching.index import lines
from matching.texts import vectors_of
from matching.understanding import Part, Understood, understand
from matching.understanding.naming import BY_EVERYDAY_NAME
from matching.vocabulary import cleaned, normalised
from matching.vocabulary.words import LONGEST, words_of
from network.models import Member, ProfileLine
from network.suggestions.limits import MOST_WISHES

SURE_ENOUGH = 0.8
"""How sure we are of a wish that is not said with a "maybe"."""


def own_wishes(member: Member) -> list[str]:
    """Return the work that the member said they would like, as they wrote it; the latest dozen."""
    said = ProfileLine.objects.filter(member=member, kind=ProfileLine.Kind.WISH).order_by("-pk")
    return list(said.values_list("text", flat=True)[:MOST_WISHES])[::-1]


def is_cut(text: str) -> bool:
    """Whether `text` is longer than is read of it."""
    return len(" ".join(text.split())) > LONGEST


def says_something(text: str) -> bool:
    """Whether `text` has any word of two letters or more; emoji and punctuation alone have none."""
    return any(len(word) > 1 and not word.isdigit() for word in words_of(text))


def must_wait(text: str) -> bool:
    """Whether `text` needs the model, and the model is not there yet. Starts loading it."""
    parts = matched_texts(text)
    if len(vectors_of(parts)) == len(parts) or all(lines().vector(part) is not None for part in parts):
        return False
    encoder.warm_up()
    return encoder.state() in (encoder.State.COLD, encoder.State.LOADING)


def matched_texts(text: str) -> list[str]:
    """Return what of `text` is matched, each a text of its own that needs a vector: what is wanted, and what is not."""
    text = cleaned(text)
    if not says_something(text):
        return []
    found = understand(text)
    parts = [part.words for part in (*wished_in(found), *found.against)]
    return list(dict.fromkeys(part for part in parts if says_something(part)))


def wished_in(found: Understood) -> tuple[Part, ...]:
    """Return the wishes of a text. Where it says none, nor what is not wanted, it is all taken for one, less surely.

    Who only says what they have done may want the same again, unless they say that they want a change.
    """
    if found.wishes or found.against or (found.history and found.wants_change):
        return found.wishes
    return found.history or (Part(found.text, 0.4),)


def read_wanted(texts: Sequence[str]) -> Wanted:
    """Return all that `texts` ask for and rule out, with vectors: stored ones, else made here if the model is ready.

    What one text rules out counts against the wishes of all. At most a dozen wishes, and as many things not wanted.
    """
    read = [understand(text) for text in map(cleaned, texts) if says_something(text)]
    wished = _distinct(part for found in read for part in wished_in(found))
    against = _distinct(part for found in read for part in found.against)
    vectors = _vectors([part.words for part in (*wished, *against)])
    return Wanted(
        wishes=tuple(_wish(part, vectors) for part in wished),
        against=tuple(replace(_wish(part, vectors), unwanted=True) for part in against),
        unwanted=frozenset(setting for found in read for setting in found.unwanted),
    )


def _distinct(parts: Iterable[Part]) -> list[Part]:
    """Return the parts that say anything, each text once, at most a dozen."""
    found: dict[str, Part] = {}
    for part in parts:
        if says_something(part.words):
            found.setdefault(normalised(part.words), part)
    return list(islice(found.values(), MOST_WISHES))


def _vectors(texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
    found = vectors_of(texts)
    unread = [text for text in texts if text not in found]
    if unread and encoder.ready():
        found.update(zip(unread, encoder.encoder().encode(unread), strict=True))
    return found


def _wish(part: Part, vectors: dict[str, NDArray[np.float32]]) -> Wish:
    return Wish(
        part.words,
        vectors.get(part.words),
        line=part.line,
        everyday=part.line_confidence == BY_EVERYDAY_NAME,
        settings=part.settings,
        lesser=part.confidence < SURE_ENOUGH,
    )
