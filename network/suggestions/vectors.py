"""Keeps the stored vectors up to date: of what members say of themselves, of their contacts and of the lines of work.

The words about a private contact are never handed to the model, nor kept as a text.
"""

import logging
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from matching.encoder import encoder, model_name
from matching.index import classify_lines
from matching.shipped import shipped_vectors
from matching.understanding.past_work import work_said
from matching.understanding.time_of_work import tells_when
from matching.vectors import add_texts, delete_unused, encode_missing, missing, vectors_of
from matching.vocabulary import vocabulary
from network.models import Contact, ProfileLine
from network.models.contact import ContactQuerySet
from network.platform.outbox.record import mark
from network.suggestions.intent import CONSUMER, background_texts, matched_texts, read_texts

LONGEST_SECONDS = 15.0
"""A pass ends well before its lease (60 s) does. What is left over is marked again, and no vector made is lost."""
SLICE_SECONDS = 8.0
"""How long a task makes vectors: other tasks wait in the same queue, and the schedule calls again soon."""
CHUNK = 500

log = logging.getLogger(__name__)

_held_for: set[str] = set()
"""The models for which this process has seen to it that the lines of work are held."""


def project_members(subjects: Sequence[str]) -> None:
    """Hold and encode the texts of these members (ids as text), and find the lines of work of their contacts.

    The consumer "vectors" of the outbox. It projects the current state and may be run twice. Where a large address
    book takes longer than a pass may, it marks the member again to go on. Raises `EncoderUnavailable`, a
    `ConnectionError`, if the model cannot be loaded: the outbox then waits.
    """
    members = [int(subject) for subject in subjects]
    said = {member: set(_said([member])) for member in members}
    texts = {member: said[member].union(_of_contacts([member])) for member in members}
    add_texts(chain.from_iterable(texts.values()))
    try:
        if missing(set().union(*texts.values())):
            encoder()  # before the time of the pass begins: the first call in a process loads the model
    finally:
        find_lines(members)  # by the words and the vectors that there are, even without the model
    ends = time.monotonic() + LONGEST_SECONDS
    first = set[str]().union(*said.values(), _lines_known(members))
    add_texts(first)
    _encode(first, ends)  # what suggestions are made from, before the many words that only name a line
    waiting = [member for member in members if missing(texts[member])]
    _encode(set(chain.from_iterable(texts[member] for member in waiting)), ends)
    find_lines(waiting)
    unfinished = [member for member in waiting if missing(texts[member])]
    if unfinished:
        with transaction.atomic():
            mark(CONSUMER, unfinished)


def _encode(texts: set[str], ends: float) -> None:
    """Encode those of `texts` that have no vector, until `ends` by the monotonic clock."""
    left = ends - time.monotonic()
    if left > 0 and missing(texts):
        encode_missing(texts=texts, seconds=left)


def texts_of(member_ids: Iterable[int] | None = None) -> Iterator[str]:
    """Yield every text to hold for these members, or for all of them; some more than once."""
    members = None if member_ids is None else list(member_ids)
    yield from _said(members)
    yield from _of_contacts(members)


def _said(members: Sequence[int] | None) -> Iterator[str]:
    """Yield what members say of themselves, whole, and each part of it that is matched by itself."""
    lines = ProfileLine.objects.all() if members is None else ProfileLine.objects.filter(member_id__in=members)
    yield from _distinct(lines, "text")
    for wish in _distinct(lines.filter(kind=ProfileLine.Kind.WISH), "text"):
        yield from matched_texts(read_texts([wish]))
    for background in _distinct(lines.exclude(kind=ProfileLine.Kind.WISH), "text"):
        yield from background_texts(read_texts([background]))


def _of_contacts(members: Sequence[int] | None) -> Iterator[str]:
    for work in _distinct(_open_contacts(members), "work"):
        yield work
        if tells_when(work):
            yield work_said(work).words  # by which a line is found where the words tell of more than one job
    yield from _lines_known(members)


def _lines_known(members: Sequence[int] | None) -> Iterator[str]:
    yield from _distinct(_open_contacts(members), "line_of_work")


def _open_contacts(members: Sequence[int] | None) -> ContactQuerySet:
    return Contact.objects.open() if members is None else Contact.objects.open().filter(owner_id__in=members)


def _distinct(rows: QuerySet[Any], field: str) -> Iterator[str]:
    yield from rows.exclude(**{field: ""}).order_by().values_list(field, flat=True).distinct().iterator()


def find_lines(member_ids: Collection[int]) -> None:
    """Give the members' contacts the line of work that their words name, unless the owner chose one themselves.

    A contact that its owner has changed meanwhile is left alone: the change has marked the member again.
    """
    ours = Contact.objects.filter(owner_id__in=member_ids, line_source=Contact.LineSource.FOUND)
    todo = list(ours.values_list("pk", "work", "line_of_work", "line_is_past", "private").order_by("pk"))
    for start in range(0, len(todo), CHUNK):
        _find_lines_of(todo[start : start + CHUNK])


def _find_lines_of(contacts: Sequence[tuple[int, str, str, bool, bool]]) -> None:
    said = {work: work_said(work) for _, work, *_ in contacts}
    unclear = {said[work].words for _, work, *_, private in contacts if work and not private and not said[work].line}
    near = classify_lines(vectors_of(unclear))
    for pk, work, line, was_past, private in contacts:
        named = said[work].line or ("" if private else near.get(said[work].words, ""))
        is_past = said[work].is_past and bool(named)
        if (named, is_past) != (line, was_past):
            unchanged = Contact.objects.filter(pk=pk, work=work, private=private, line_source=Contact.LineSource.FOUND)
            unchanged.update(line_of_work=named, line_is_past=is_past)


def mark_unfound() -> int:
    """Mark the owners of contacts whose words named no line of work; return how many members that are.

    To be called once all vectors of the vocabulary are made: only then can a line be found by meaning.
    """
    unfound = Contact.objects.open().filter(line_source=Contact.LineSource.FOUND, line_of_work="").exclude(work="")
    owners = list(unfound.order_by().values_list("owner_id", flat=True).distinct())
    with transaction.atomic():
        mark(CONSUMER, owners)
    return len(owners)


def make_vectors(*, seconds: float = SLICE_SECONDS) -> int:
    """Make missing vectors for at most about `seconds`; return how many are still missing.

    It goes on where the last call stopped or was killed. With the last vector made, the contacts whose words named no
    line of work are looked at again.
    """
    hold_vocabulary()
    before = missing()
    if not before:
        return 0
    made = encode_missing(seconds=seconds, at_most=before)
    left = missing()
    log.info("made %d vectors; %d are missing", made, left)
    if not left:
        mark_unfound()
    return left


def make_every_vector() -> None:
    """Make all missing vectors, however long it takes; for commands that measure."""
    make_vectors(seconds=float("inf"))


def hold_vocabulary() -> None:
    """Make sure that each line of work has a shipped vector or is held for the model of the settings.

    Done once in a process for each model.
    """
    if model_name() not in _held_for:
        add_texts(_lines_to_hold())
        _held_for.add(model_name())


def mend_texts() -> int:
    """Forget the texts that no member has any longer, and hold those that one has; return how many were forgotten.

    In this order, so that a text that was added while the others were looked through is back at the end.
    """
    gone = delete_unused(chain(texts_of(), _lines_to_hold()))
    add_texts(texts_of())
    return gone


def _lines_to_hold() -> Iterator[str]:
    """Yield the lines of work of the vocabulary, unless their vectors are shipped."""
    if not shipped_vectors().lines:
        yield from (title.text for title in vocabulary().titles)
