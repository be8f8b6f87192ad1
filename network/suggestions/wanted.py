"""What a member wants, as the matcher takes it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from matching import encoder
from matching.fit import Wanted, Wish
from matching.index import lines
from matching.texts import vectors_of
from matching.understanding import Part, Understood, understand
from matching.understanding.naming import BY_EVERYDAY_NAME
from matching.understanding.telling import tells_nothing
from matching.vocabulary import cleaned, normalised
from matching.vocabulary.words import LONGEST, words_of
from network.models import Member, ProfileLine
from network.suggestions.limits import MOST_WISHES

SURE_ENOUGH = 0.8
"""How sure we are of a wish that is not said with a "maybe"."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a member said of themselves, as they wrote it, in that order; of their wishes the latest dozen."""

    wishes: tuple[str, ...]
    done: tuple[str, ...]
    offers: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.wishes, *self.done, *self.offers)


def said_by(member: Member) -> Said:
    """Return what `member` said of themselves. One query."""
    found: dict[str, list[str]] = {kind: [] for kind in ProfileLine.Kind.values}
    for kind, text in ProfileLine.objects.filter(member=member).order_by("pk").values_list("kind", "text"):
        found[kind].append(text)
    wishes, done, offers = (
        found[kind] for kind in (ProfileLine.Kind.WISH, ProfileLine.Kind.DONE, ProfileLine.Kind.OFFER)
    )
    return Said(tuple(wishes[-MOST_WISHES:]), tuple(done), tuple(offers))


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


def told_texts(text: str) -> list[str]:
    """Return what of `text`, by which somebody tells what they have done or could help with, is matched with wishes."""
    found = understand(cleaned(text))
    parts = [part.words for part in (*found.history, *found.wishes) if says_something(part.words)]
    return list(dict.fromkeys(parts)) or ([found.text] if says_something(found.text) else [])


def wished_in(found: Understood) -> tuple[Part, ...]:
    """Return the wishes of a text. Where it says none, nor what is not wanted, it is all taken for one, less surely.

    Who only says what they have done may want the same again, unless they say that they want a change. Who asks for
    work and says nothing of which has no wish that could be looked for.
    """
    if tells_nothing(found.text):
        return ()
    if found.wishes or found.against or (found.history and found.wants_change):
        return found.wishes
    return found.history or (Part(found.text, 0.4),)


def read_wanted(texts: Sequence[str]) -> Wanted:
    """Return all that `texts` ask for and rule out, with vectors: stored ones, else made here if the model is ready."""
    return wanted_from(texts, _vectors([part for text in texts for part in matched_texts(text)]))


def wanted_from(texts: Sequence[str], vectors: Mapping[str, NDArray[np.float32]]) -> Wanted:
    """Return all that `texts` ask for and rule out, with the `vectors` that there are of their `matched_texts`.

    What one text rules out counts against the wishes of all. At most a dozen wishes, and as many things not wanted.
    """
    read = [understand(text) for text in map(cleaned, texts) if says_something(text)]
    wished = _distinct(part for found in read for part in wished_in(found))
    against = _distinct(part for found in read for part in found.against)
    unwanted = frozenset(setting for found in read for setting in found.unwanted)
    told = unwanted.union(*(part.settings for part in wished))
    return Wanted(
        wishes=tuple(_wish(part, vectors) for part in wished),
        against=tuple(replace(_wish(part, vectors), unwanted=True) for part in against),
        unwanted=unwanted,
        hoped=frozenset(setting for found in read for setting in found.wanted - told),
    )


def without(wanted: Wanted, put_aside: Iterable[str]) -> Wanted:
    """Return `wanted` with the lines of work that the member put aside among what is not wanted.

    Not a line that they now ask for by name: what somebody says last counts.
    """
    asked = {name for wish in wanted.wishes for name in (normalised(wish.text), wish.line)}
    aside = [
        Wish(line, lines().vector(line), line="", unwanted=True, set_aside=True)
        for line in put_aside
        if not {line, normalised(line)} & asked
    ]
    return replace(wanted, against=(*wanted.against, *aside))


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


def _wish(part: Part, vectors: Mapping[str, NDArray[np.float32]]) -> Wish:
    return Wish(
        part.words,
        vectors.get(part.words),
        line=part.line,
        everyday=part.line_confidence == BY_EVERYDAY_NAME,
        settings=part.settings,
        lesser=part.confidence < SURE_ENOUGH,
    )
