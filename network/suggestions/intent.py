"""What a member wants: their words, how they are understood, and what the matcher is asked for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from matching import encoder
from matching.explain import quoted, shortened
from matching.fit import Wanted, Wish
from matching.index import line_index
from matching.understanding import Mention, Understood, understand
from matching.understanding.career_changes import career_ideas, usual_work_at
from matching.understanding.conditions import conditions_in_words
from matching.understanding.work_words import EVERYDAY_CONFIDENCE, names_no_work
from matching.vectors import fresh_vectors_of, vectors_of
from matching.vocabulary import cleaned, normalised
from matching.vocabulary.tokenizer import MAX_CHARACTERS, words_of
from network.models import Member, ProfileLine
from network.platform.outbox.status import is_due

CONSUMER = "vectors"
"""The consumer of the outbox that keeps the vectors up to date (`network.suggestions.vectors`)."""
MAX_WISHES = 12
MAX_IDEAS = 6
SHOWN_WISHES = 5
"""Wishes that are told back in the head of the Work page."""
WISH_CHARACTERS = 30
"""The most of each that stands there: the line is to be read at a glance."""
CERTAIN = 0.8
"""The confidence of a wish from which on it is said without a "maybe"."""
WHOLE_TEXT = 0.4
"""The confidence with which a whole text is taken for a wish, where it names none."""

_FRAME = re.compile(r"(?:work|working|a job|jobs?) (?:as|at|for|in|on|with) (?:(?:an?|the) )?(?=\w)", re.IGNORECASE)
"""What a wish may begin with that says nothing beside "Looking for"."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a member has written about themselves, oldest first; of their wishes the latest dozen."""

    wishes: tuple[str, ...]
    done: tuple[str, ...]
    offers: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.wishes, *self.done, *self.offers)


def own_words(member: Member) -> OwnWords:
    """Return what `member` has written about themselves. One query."""
    texts: dict[str, list[str]] = {kind: [] for kind in ProfileLine.Kind.values}
    for kind, text in ProfileLine.objects.filter(member=member).order_by("pk").values_list("kind", "text"):
        texts[kind].append(text)
    kinds = ProfileLine.Kind
    return OwnWords(tuple(texts[kinds.WISH][-MAX_WISHES:]), tuple(texts[kinds.DONE]), tuple(texts[kinds.OFFER]))


def is_cut(text: str) -> bool:
    """Whether `text` is longer than what is read of it."""
    return len(" ".join(text.split())) > MAX_CHARACTERS


def says_something(text: str) -> bool:
    """Whether `text` has any word of two letters or more; emoji and punctuation alone have none."""
    return any(len(word) > 1 and not word.isdigit() for word in words_of(text))


@dataclass(frozen=True, slots=True)
class ReadTexts:
    """Texts as somebody wrote them, and how they are understood. Made once in a request and passed on."""

    texts: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()
    """One for each text that says something, in the same order."""


def read_texts(texts: Iterable[str]) -> ReadTexts:
    """Return `texts` together with how they are understood."""
    written = tuple(texts)
    return ReadTexts(written, tuple(understand(text) for text in map(cleaned, written) if says_something(text)))


def must_wait(typed: ReadTexts) -> bool:
    """Whether typed texts need the model and it is not loaded yet. Starts loading it.

    They need it also if somebody has written the same before: nobody may learn that from not having to wait.
    """
    parts = matched_texts(typed)
    if len(vectors_of(parts, stored=False)) == len(parts) or all(map(_is_line_with_vector, parts)):
        return False
    encoder.warm_up()
    return encoder.state() in (encoder.LoadState.COLD, encoder.LoadState.LOADING)


def _is_line_with_vector(text: str) -> bool:
    return line_index().vector(text) is not None


def matched_texts(read: ReadTexts) -> list[str]:
    """Return the parts of the texts that need a vector each: what is wanted, and what is not."""
    mentions = [mention for text in read.understood for mention in (*wishes_in(text), *text.against)]
    return list(dict.fromkeys(mention.words for mention in mentions if says_something(mention.words)))


def background_texts(read: ReadTexts) -> list[str]:
    """Return the parts to match with others' wishes, of texts on what somebody has done or could help with."""
    return [part for text in read.understood for part in _background_parts(text)]


def _background_parts(text: Understood) -> list[str]:
    mentions = (*text.history, *text.wishes)
    parts = dict.fromkeys(mention.words for mention in mentions if says_something(mention.words))
    return list(parts) or ([text.text] if says_something(text.text) else [])


def wishes_in(text: Understood) -> tuple[Mention, ...]:
    """Return the wishes of a text. If it names neither a wish nor something unwanted, all of it is one, less sure.

    Somebody who says only what they have done may want the same again, unless they say that they want a change: then
    what they did is not looked for.
    Somebody who asks for work without a word of which has no wish that could be looked for.
    """
    if names_no_work(text.text):
        return ()
    if text.wishes or text.against or (text.history and text.wants_change):
        return text.wishes
    return text.history or (Mention(text.text, WHOLE_TEXT),)


def read_wanted(read: ReadTexts, *, stored: bool = False) -> Wanted:
    """Return all that is asked for and ruled out, with vectors: shipped ones, or made here if the model is loaded.

    With `stored` also stored ones: only for texts that were held for the member themselves (`holds_vectors_of`).
    """
    return wanted_from(read, _vectors(matched_texts(read), stored=stored))


def holds_vectors_of(member: Member) -> bool:
    """Whether the vectors of all that `member` has written are stored as they are now. One query.

    Until then a vector may be stored only for what somebody else has written too, and that must not show.
    """
    return not is_due(CONSUMER, member.pk)


def wanted_from(read: ReadTexts, vectors: Mapping[str, NDArray[np.float32]]) -> Wanted:
    """Return all that is asked for and ruled out, with those `vectors` of the `matched_texts` that there are.

    What one text rules out counts against the wishes of all. At most a dozen wishes, and as many things not wanted.
    """
    wished = _distinct(mention for text in read.understood for mention in wishes_in(text))
    against = _distinct(mention for text in read.understood for mention in text.against)
    unwanted = frozenset(condition for text in read.understood for condition in text.unwanted_conditions)
    named = unwanted.union(*(mention.conditions for mention in wished))
    return Wanted(
        wishes=tuple(_wish(mention, vectors) for mention in wished),
        against=tuple(replace(_wish(mention, vectors), unwanted=True) for mention in against),
        unwanted_conditions=unwanted,
        wished_conditions=frozenset(
            condition for text in read.understood for condition in text.wanted_conditions - named
        ),
    )


def with_dismissed_lines(wanted: Wanted, dismissed: Iterable[str]) -> Wanted:
    """Return `wanted` with the lines of work that the member put aside among what is not wanted.

    A line that they now ask for by name is not added: what somebody says last counts.
    """
    asked = {name for wish in wanted.wishes for name in (normalised(wish.text), wish.line)}
    unwanted = [
        Wish(line, line_index().vector(line), line="", unwanted=True, dismissed=True)
        for line in dismissed
        if not {line, normalised(line)} & asked
    ]
    return replace(wanted, against=(*wanted.against, *unwanted))


def _distinct(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that say anything, each text once, at most a dozen."""
    by_text: dict[str, Mention] = {}
    for mention in mentions:
        if says_something(mention.words):
            by_text.setdefault(normalised(mention.words), mention)
    return list(islice(by_text.values(), MAX_WISHES))


def _vectors(texts: Sequence[str], *, stored: bool) -> dict[str, NDArray[np.float32]]:
    vectors = vectors_of(texts, stored=stored)
    missing = [text for text in texts if text not in vectors]
    if missing and encoder.ready():
        vectors.update(fresh_vectors_of(missing))
    return vectors


def _wish(mention: Mention, vectors: Mapping[str, NDArray[np.float32]]) -> Wish:
    return Wish(
        mention.words,
        vectors.get(mention.words),
        line=mention.line,
        everyday=mention.line_confidence == EVERYDAY_CONFIDENCE,
        conditions=mention.conditions,
        tentative=mention.confidence < CERTAIN,
    )


@dataclass(frozen=True, slots=True)
class IntentSummary:
    """How the member was understood, told back in their own words."""

    wishes: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    unwanted: str = ""
    """The working conditions that they rule out, in words."""
    history: tuple[str, ...] = ()
    moved_on_from: tuple[str, ...] = ()
    """Of `history` what is not looked for, because whoever wrote it wants a change."""
    ideas: tuple[str, ...] = ()
    """Lines of work to consider, for somebody who says only what they have done and that they want a change."""

    @property
    def looking_for(self) -> str:
        """What is looked for, on one line: "pastry and cakes · bakery."; "" for nothing."""
        wishes = [shortened(_without_frame(wish), WISH_CHARACTERS) for wish in (*self.wishes, *self.perhaps)]
        if len(wishes) > SHOWN_WISHES:
            more = len(wishes) - SHOWN_WISHES
            wishes[SHOWN_WISHES:] = [_("%(n)d more") % {"n": more}]
        line = " · ".join(wishes)
        return f"{line}." if line and not line.endswith("…") else line

    @property
    def perhaps_in_words(self) -> str:
        return quoted(map(shortened, self.perhaps))

    @property
    def against_in_words(self) -> str:
        return quoted(map(shortened, self.against))

    @property
    def left_out(self) -> str:
        """What they have done and do not want again, in words, where nothing is looked for because of it."""
        return quoted(map(shortened, self.moved_on_from))


def summarised(read: ReadTexts) -> IntentSummary:
    """Return what is looked for and what is not."""
    understood = read.understood
    wished = [mention for text in understood for mention in wishes_in(text)]
    against = [mention for text in understood for mention in text.against]
    history = [mention for text in understood for mention in text.history]
    return IntentSummary(
        wishes=_words(mention for mention in wished if mention.confidence >= CERTAIN),
        perhaps=_words(mention for mention in wished if mention.confidence < CERTAIN),
        against=_words(against),
        unwanted=conditions_in_words(condition for text in understood for condition in text.unwanted_conditions),
        history=_words(history),
        moved_on_from=_words(mention for text in understood if text.wants_change for mention in text.history),
        ideas=() if wished or against else tuple(islice(_ideas(history), MAX_IDEAS)),
    )


def _without_frame(wish: str) -> str:
    return _FRAME.sub("", wish, count=1) if _FRAME.match(wish) else wish


def _ideas(history: Iterable[Mention]) -> Iterator[str]:
    for mention in history:
        yield from career_ideas(usual_work_at(mention.words) or mention.line)


def _words(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.words for mention in mentions))
