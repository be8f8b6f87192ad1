"""The stored vectors: one for each distinct text and model, asked for first and made later."""

import hashlib
import logging
import random
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import TypeVar

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from matching.encoder import BATCH, encoder, model_name
from matching.models import TextVector
from matching.plain import plain

log = logging.getLogger(__name__)
T = TypeVar("T")

ROWS_A_QUERY = 500
YOUNG = timedelta(hours=1)
"""Texts held so lately are not forgotten: whoever holds them may not have finished writing."""


def content_hash(text: str) -> str:
    """Return the SHA-256, hex, of the text as it is compared: two that differ only in whose it is or where are one."""
    return hashlib.sha256(plain(text).encode()).hexdigest()


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def hold(texts: Iterable[str]) -> None:
    """Make sure that there is a row for each distinct text. The vectors are made by `encode_missing`."""
    model = model_name()
    wanted = {content_hash(text): read for text in texts if (read := plain(text))}
    for hashes in in_batches(sorted(wanted), ROWS_A_QUERY):
        there = set(
            TextVector.objects.filter(model=model, content_hash__in=hashes).values_list("content_hash", flat=True)
        )
        new = [TextVector(model=model, content_hash=key, text=wanted[key]) for key in hashes if key not in there]
        TextVector.objects.bulk_create(new, ignore_conflicts=True)


def missing(texts: Collection[str] | None = None) -> int:
    """Return how many held texts (of `texts`, if given) have no vector yet."""
    waiting = TextVector.objects.filter(model=model_name(), vector__isnull=True)
    if texts is None:
        return waiting.count()
    hashes = sorted({content_hash(text) for text in texts})
    return sum(waiting.filter(content_hash__in=batch).count() for batch in in_batches(hashes, ROWS_A_QUERY))


def encode_missing(*, texts: Collection[str] | None = None, at_most: int = 4096, seconds: float = 20.0) -> int:
    """Make vectors that are missing, of `texts` or of any, until `at_most` are made or `seconds` have passed.

    Returns how many it made. Needs no lease: each worker takes batches of 64 in an order of its own and looks first
    what another has made meanwhile, so several seldom make the same, and if they do, it is the same. What was made is
    kept after each batch, so that whoever comes after a killed worker goes on where it stopped.
    """
    started, made = time.monotonic(), 0
    for batch in _waiting(texts, at_most):
        if rows := _still_waiting(batch):
            _make(rows)
        made += len(rows)
        if time.monotonic() - started > seconds:
            break
    return made


def _waiting(texts: Collection[str] | None, at_most: int) -> Iterator[list[tuple[int, str]]]:
    rows = TextVector.objects.filter(model=model_name(), vector__isnull=True).order_by("pk").values_list("pk", "text")
    if texts is None:
        batches = list(in_batches(rows[:at_most], BATCH))
        random.shuffle(batches)
        yield from batches
        return
    hashes = sorted({content_hash(text) for text in texts})
    found = (row for batch in in_batches(hashes, ROWS_A_QUERY) for row in rows.filter(content_hash__in=batch))
    yield from in_batches(islice(found, at_most), BATCH)


def _still_waiting(rows: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    ids = TextVector.objects.filter(pk__in=[pk for pk, _ in rows], vector__isnull=True).values_list("pk", flat=True)
    left = set(ids)
    return [row for row in rows if row[0] in left]


def _make(rows: Sequence[tuple[int, str]]) -> None:
    vectors = encoder().encode([text for _, text in rows])
    now = timezone.now()
    made = [
        TextVector(pk=pk, vector=packed(vector), made_at=now) for (pk, _), vector in zip(rows, vectors, strict=True)
    ]
    TextVector.objects.bulk_update(made, ["vector", "made_at"])


def vectors_of(texts: Iterable[str]) -> dict[str, NDArray[np.float32]]:
    """Return the stored unit vector of each of `texts` that has one, from the database; keys as given."""
    wanted = {text: content_hash(text) for text in texts}
    found: dict[str, NDArray[np.float32]] = {}
    for hashes in in_batches(sorted(set(wanted.values())), ROWS_A_QUERY):
        rows = TextVector.objects.filter(model=model_name(), content_hash__in=hashes, vector__isnull=False)
        found.update((key, unpacked(vector)) for key, vector in rows.values_list("content_hash", "vector") if vector)
    return {text: found[key] for text, key in wanted.items() if key in found}


def forget(held: Iterable[str]) -> int:
    """Delete the rows whose text is not among `held`, of every model; return how many went. Rows of this hour stay."""
    keep = {content_hash(text) for text in held}
    old = TextVector.objects.filter(created_at__lt=timezone.now() - YOUNG)
    rows = old.values_list("pk", "content_hash").iterator(chunk_size=5000)
    gone = [pk for pk, key in rows if key not in keep]
    for batch in in_batches(gone, ROWS_A_QUERY):
        TextVector.objects.filter(pk__in=batch).delete()
    return len(gone)


def packed(vector: NDArray[np.float32]) -> bytes:
    """Return `vector` as float16, little endian."""
    return vector.astype("<f2").tobytes()


def unpacked(stored: bytes | memoryview) -> NDArray[np.float32]:
    """Return the unit vector, float32, that `packed` made into bytes."""
    vector = np.frombuffer(stored, dtype="<f2").astype(np.float32)
    return vector / (np.linalg.norm(vector) or 1.0)
