"""Which texts the matcher holds: what members say of themselves, and of their contacts that are not private.

A private contact's words are never handed to the model, nor kept as a text.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from matching.encoder import encoder
from matching.nearest import line_for
from matching.texts import encode_missing, hold, missing, vectors_of
from matching.vocabulary import find_line
from network.models import Contact, ProfileLine
from network.models.contact import ContactQuerySet
from network.outbox.record import mark
from network.suggestions.wanted import matched_texts, told_texts

CONSUMER = "vectors"
LONGEST_SECONDS = 15.0
"""A pass ends well before its lease (60 s) does; what is left over is marked again, and nothing made is lost."""
CHUNK = 500


def project_members(subjects: Sequence[str]) -> None:
    """Hold and encode the texts of these members (ids as text), and find the lines of work of their contacts.

    The consumer "vectors" of the outbox. It projects the current state, may be run twice, and when a large address
    book takes longer than a pass may, it marks the rest to be gone on with. Raises `EncoderUnavailable`, a
    `ConnectionError`, when there is no model to be had: the outbox then waits.
    """
    members = [int(subject) for subject in subjects]
    texts = {member: set(texts_of([member])) for member in members}
    hold(chain.from_iterable(texts.values()))
    try:
        encoder()  # before the pass is timed: the first one of a process waits for it
    finally:
        for member in members:
            find_lines(member)  # by the words alone: that much is there at once, and if the model cannot be had
    ends = time.monotonic() + LONGEST_SECONDS
    first = set(chain(_said(members), _lines_known(members)))
    hold(first)
    _encode(first, ends)  # what suggestions are made from, before the many words that only name a line
    waiting = [member for member in members if missing(texts[member])]
    _encode(set(chain.from_iterable(texts[member] for member in waiting)), ends)
    for member in waiting:
        find_lines(member)
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
    """Yield every text that is to be held for these members, or for all of them; some more than once."""
    members = None if member_ids is None else list(member_ids)
    yield from _said(members)
    yield from _distinct(_open_contacts(members), "work")
    yield from _lines_known(members)


def _said(members: Sequence[int] | None) -> Iterator[str]:
    """What members say of themselves, whole, and each part of it that is matched by itself."""
    lines = ProfileLine.objects.all() if members is None else ProfileLine.objects.filter(member_id__in=members)
    yield from _distinct(lines, "text")
    for wish in _distinct(lines.filter(kind=ProfileLine.Kind.WISH), "text"):
        yield from matched_texts(wish)
    for told in _distinct(lines.exclude(kind=ProfileLine.Kind.WISH), "text"):
        yield from told_texts(told)


def _lines_known(members: Sequence[int] | None) -> Iterator[str]:
    yield from _distinct(_open_contacts(members), "line_of_work")


def _open_contacts(members: Sequence[int] | None) -> ContactQuerySet:
    return Contact.objects.open() if members is None else Contact.objects.open().filter(owner_id__in=members)


def _distinct(rows: QuerySet[Any], field: str) -> Iterator[str]:
    yield from rows.exclude(**{field: ""}).order_by().values_list(field, flat=True).distinct().iterator()


def find_lines(member_id: int) -> None:
    """Give the member's contacts, whose line of work is ours to find, the line that their words name.

    A contact that its owner has changed meanwhile is left alone: the change has marked the member again.
    """
    ours = Contact.objects.filter(owner_id=member_id, line_source=Contact.LineSource.FOUND)
    todo = list(ours.values_list("pk", "work", "line_of_work", "private").order_by("pk"))
    for start in range(0, len(todo), CHUNK):
        _find_lines_of(todo[start : start + CHUNK])


def _find_lines_of(contacts: Sequence[tuple[int, str, str, bool]]) -> None:
    unclear = {work for _, work, _, private in contacts if work and not private and not find_line(work)}
    vectors = vectors_of(unclear)
    for pk, work, line, private in contacts:
        found = find_line(work) if private else line_for(work, vectors.get(work))
        if found != line:
            unchanged = Contact.objects.filter(pk=pk, work=work, private=private, line_source=Contact.LineSource.FOUND)
            unchanged.update(line_of_work=found)


def mark_unfound() -> int:
    """Have the contacts looked at again whose words named no line of work; return how many members that concerns.

    For when the vocabulary's vectors have all been made: only then is anything found but by the words.
    """
    unfound = Contact.objects.open().filter(line_source=Contact.LineSource.FOUND, line_of_work="").exclude(work="")
    owners = list(unfound.order_by().values_list("owner_id", flat=True).distinct())
    with transaction.atomic():
        mark(CONSUMER, owners)
    return len(owners)
