"""The stored vectors: one for each model and distinct text that has no shipped vector. A worker makes them later."""

import hashlib
import logging
import random
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from matching.batches import in_batches
from matching.encoder import BATCH_SIZE, encoder, model_name
from matching.models import TextVector
from matching.redaction import redact
from matching.shipped import shipped_vectors

log = logging.getLogger(__name__)

ROWS_PER_QUERY = 500
GRACE_PERIOD = timedelta(hours=1)
"""Rows younger than this are never deleted, because whoever added them may not have committed yet."""


def content_hash(text: str) -> str:
    """Return the SHA-256, hex, of the redacted text, so texts that differ only in names or places have one hash."""
    return hashlib.sha256(redact(text).encode()).hexdigest()


def add_texts(texts: Iterable[str]) -> None:
    """Make sure that each distinct text has a shipped vector or a row, whose vector `encode_missing` makes."""
    model = model_name()
    wanted = {content_hash(text): redacted for text in texts if (redacted := redact(text))}
    for hashes in in_batches(sorted(wanted.keys() - shipped_vectors().among(wanted)), ROWS_PER_QUERY):
        rows = TextVector.objects.filter(model=model, content_hash__in=hashes)
        existing = set(rows.values_list("content_hash", flat=True))
        new = [TextVector(model=model, content_hash=key, text=wanted[key]) for key in hashes if key not in existing]
        TextVector.objects.bulk_create(new, ignore_conflicts=True)


def missing(texts: Collection[str] | None = None) -> int:
    """Return how many rows (of `texts`, if given) have no vector yet."""
    without_vector = TextVector.objects.filter(model=model_name(), vector__isnull=True)
    if texts is None:
        return without_vector.count()
    hashes = sorted({content_hash(text) for text in texts})
    return sum(without_vector.filter(content_hash__in=batch).count() for batch in in_batches(hashes, ROWS_PER_QUERY))


def encode_missing(*, texts: Collection[str] | None = None, at_most: int = 4096, seconds: float = 20.0) -> int:
    """Make missing vectors, of `texts` or of any, until `at_most` are made or `seconds` have passed; return how many.

    Several workers may do so at once without a lease: each takes batches of 64 in a random order and skips what another
    has made meanwhile. If two make the same vector, it is equal. Each batch is saved, so nothing is lost with a killed
    worker.
    """
    started, made = time.monotonic(), 0
    for batch in _batches_without_vector(texts, at_most):
        if rows := _still_without_vector(batch):
            _encode_rows(rows)
        made += len(rows)
        if time.monotonic() - started > seconds:
            break
    return made


def _batches_without_vector(texts: Collection[str] | None, at_most: int) -> Iterator[list[tuple[int, str]]]:
    rows = TextVector.objects.filter(model=model_name(), vector__isnull=True).order_by("pk").values_list("pk", "text")
    if texts is None:
        batches = list(in_batches(rows[:at_most], BATCH_SIZE))
        random.shuffle(batches)
        yield from batches
        return
    hashes = sorted({content_hash(text) for text in texts})
    wanted = (row for batch in in_batches(hashes, ROWS_PER_QUERY) for row in rows.filter(content_hash__in=batch))
    yield from in_batches(islice(wanted, at_most), BATCH_SIZE)


def _still_without_vector(rows: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    ids = TextVector.objects.filter(pk__in=[pk for pk, _ in rows], vector__isnull=True).values_list("pk", flat=True)
    still_without = set(ids)
    return [row for row in rows if row[0] in still_without]


def _encode_rows(rows: Sequence[tuple[int, str]]) -> None:
    vectors = encoder().encode([text for _, text in rows])
    now = timezone.now()
    made = [
        TextVector(pk=pk, vector=pack_vector(vector), made_at=now)
        for (pk, _), vector in zip(rows, vectors, strict=True)
    ]
    TextVector.objects.bulk_update(made, ["vector", "made_at"])


def vectors_of(texts: Iterable[str], *, stored: bool = True) -> dict[str, NDArray[np.float32]]:
    """Return the shipped or stored unit vector of each of `texts` that has one, by the text as given.

    Without `stored` only the shipped ones: that a vector is stored tells that somebody has written its text.
    """
    hash_of = {text: content_hash(text) for text in texts}
    vectors = shipped_vectors().of(set(hash_of.values()))
    looked_up = set(hash_of.values()) - vectors.keys() if stored else set()
    for hashes in in_batches(sorted(looked_up), ROWS_PER_QUERY):
        rows = TextVector.objects.filter(model=model_name(), content_hash__in=hashes, vector__isnull=False)
        held = rows.values_list("content_hash", "vector")
        vectors.update((key, unpack_vector(packed)) for key, packed in held if packed)
    return {text: vectors[key] for text, key in hash_of.items() if key in vectors}


def delete_unused(used: Iterable[str]) -> int:
    """Delete the rows of every model whose text is not in `used`, but not within `GRACE_PERIOD`; return how many."""
    keep = {content_hash(text) for text in used}
    old = TextVector.objects.filter(created_at__lt=timezone.now() - GRACE_PERIOD)
    rows = old.values_list("pk", "content_hash").iterator(chunk_size=5000)
    unused = [pk for pk, key in rows if key not in keep]
    for batch in in_batches(unused, ROWS_PER_QUERY):
        TextVector.objects.filter(pk__in=batch).delete()
    return len(unused)


def fresh_vectors_of(texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
    """Return the unit vector of each of `texts`, made here and rounded as a stored one is. Loads the model."""
    return {
        text: unpack_vector(pack_vector(vector)) for text, vector in zip(texts, encoder().encode(texts), strict=True)
    }


def pack_vector(vector: NDArray[np.float32]) -> bytes:
    """Return `vector` as float16, little endian."""
    return vector.astype("<f2").tobytes()


def unpack_vector(packed: bytes | memoryview) -> NDArray[np.float32]:
    """Return the unit vector, float32, from the bytes of `pack_vector`."""
    vector = np.frombuffer(packed, dtype="<f2").astype(np.float32)
    return vector / (np.linalg.norm(vector) or 1.0)
