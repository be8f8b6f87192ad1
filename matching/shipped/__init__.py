"""Shipped vectors: read from files of the project by the SHA-256 of their text, and never stored in the database.

`vectors.npy` is memory-mapped, so all processes share its pages. It has a row of int8 for each text: first the lines of
work in the order of the vocabulary, then the texts of the demo town. A row is the unit vector, scaled so that its
largest part is 127, and rounded; reading scales it to unit length again. `hashes.npy` has the SHA-256 of each row's
text. `card.json` says which model and texts they belong to. `manage.py ship_vectors` writes all three. What rounding
costs: docs/matching.md.
"""

import hashlib
import json
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.adapter import AdapterError, load_adapter
from matching.encoder import model_name
from matching.unit_groups import unit_rows
from matching.vocabulary import vocabulary

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent / "data"
VECTORS, HASHES, CARD = "vectors.npy", "hashes.npy", "card.json"


@dataclass(frozen=True, slots=True)
class ShippedVectors:
    """The vectors of one model. `hashes` is sorted, and `rows` says which row of `vectors` belongs to each of them."""

    vectors: NDArray[np.int8]
    hashes: NDArray[np.bytes_]
    rows: NDArray[np.intp]
    lines: int
    """How many rows, the first ones, are lines of work: all of the vocabulary, or 0 without a usable file."""

    def of_lines(self) -> NDArray[np.float32]:
        """Return the unit vectors of the lines of work in the order of the vocabulary: (lines, dimensions)."""
        return unit_rows(self.vectors[: self.lines].astype(np.float32))

    def of(self, hashes: Collection[str]) -> dict[str, NDArray[np.float32]]:
        """Return the unit vector of each of `hashes` (SHA-256, hex) that has a shipped one."""
        rows = self._rows_of(hashes)
        if not rows:
            return {}
        return dict(zip(rows, unit_rows(self.vectors[[*rows.values()]].astype(np.float32)), strict=True))

    def among(self, hashes: Collection[str]) -> set[str]:
        """Return those of `hashes` that have a shipped vector."""
        return set(self._rows_of(hashes))

    def _rows_of(self, hashes: Collection[str]) -> dict[str, int]:
        if not len(self.hashes) or not hashes:
            return {}
        wanted = list(hashes)
        digests = np.array([bytes.fromhex(key) for key in wanted], dtype=self.hashes.dtype)
        places = np.searchsorted(self.hashes, digests).clip(max=len(self.hashes) - 1)
        is_shipped = self.hashes[places] == digests
        rows = zip(wanted, self.rows[places], is_shipped, strict=True)
        return {key: int(row) for key, row, shipped in rows if shipped}


_NONE = ShippedVectors(
    vectors=np.zeros((0, 0), dtype=np.int8),
    hashes=np.zeros(0, dtype="S32"),
    rows=np.zeros(0, dtype=np.intp),
    lines=0,
)


def shipped_vectors() -> ShippedVectors:
    """Return the shipped vectors of the model of the settings: none for another model, adapter or vocabulary."""
    return _cached(model_name())


@lru_cache(maxsize=4)
def _cached(name: str) -> ShippedVectors:
    return read(name)


def read(name: str) -> ShippedVectors:
    """Return the shipped vectors of the model of that name, from their files; see `shipped_vectors`."""
    card = read_card()
    if card.get("name") != name:
        return _NONE
    if card != card | made_of(card["adapter"]):
        log.warning("the shipped vectors are not of this adapter and vocabulary, and are not used: run ship_vectors")
        return _NONE
    hashes = np.load(FOLDER / HASHES)
    order = np.argsort(hashes, kind="stable")
    vectors = np.asarray(np.load(FOLDER / VECTORS, mmap_mode="r"))
    return ShippedVectors(vectors, hashes[order], order, card["lines"])


def read_card() -> dict[str, Any]:
    """Return the card of the shipped vectors; {} if there are none."""
    try:
        card: dict[str, Any] = json.loads((FOLDER / CARD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return card


def made_of(adapter: str) -> dict[str, Any]:
    """Return the part of the card that depends on `adapter` ("" for none) and the vocabulary: their SHA-256.

    They are computed each time, so that vectors are not used after a training or a change of the lines of work.
    """
    titles = vocabulary().titles
    try:
        adapter_sha256 = load_adapter(adapter).sha256 if adapter else ""
    except AdapterError:
        adapter_sha256 = "unknown"
    return {
        "adapter": adapter,
        "adapter_sha256": adapter_sha256,
        "lines": len(titles),
        "vocabulary_sha256": hashlib.sha256("\n".join(title.text for title in titles).encode()).hexdigest(),
    }


def write(hashes: Sequence[str], vectors: NDArray[np.float32], card: Mapping[str, Any], folder: Path = FOLDER) -> int:
    """Write unit `vectors`, a row for each of `hashes`, with their card; return the size in bytes."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    for name in (VECTORS, HASHES):
        (folder / name).unlink(missing_ok=True)  # a service that has the old file mapped keeps it
    np.save(folder / VECTORS, np.rint(vectors / largest * 127).astype(np.int8))
    np.save(folder / HASHES, np.array([bytes.fromhex(key) for key in hashes], dtype="S32"))
    told = json.dumps({**card, "texts": len(hashes)}, indent=1, ensure_ascii=False) + "\n"
    (folder / CARD).write_text(told, encoding="utf-8")
    return sum((folder / name).stat().st_size for name in (VECTORS, HASHES, CARD))
