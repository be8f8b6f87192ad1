"""What the hashes of the ledger are made over. Every byte is fixed here: a chain must verify in ten years' time."""

import hashlib
import json
from datetime import UTC
from typing import Any

from network.models import LedgerEntry


def canonical(details: dict[str, Any]) -> bytes:
    """Return `details` as JSON in UTF-8, keys sorted, no spaces: the same bytes after a journey through a database.

    Raises `TypeError` for anything that is not text, whole number, boolean, None, list or mapping with text keys, and
    `ValueError` for a NUL in a text, which PostgreSQL cannot keep.
    """
    _refuse_what_does_not_last(details)
    return json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def commitment(salt: str, details: dict[str, Any]) -> str:
    """Return SHA-256 (hex) over the salt, a line feed and the canonical details.

    The salt is 256 random bits, so that nobody who has only the hash can try out what might have been said.
    """
    return hashlib.sha256(salt.encode() + b"\n" + canonical(details)).hexdigest()


def hash_of(entry: LedgerEntry) -> str:
    """Return SHA-256 (hex) over all that an entry says, the hash of the entry before it included."""
    when = entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    said = [entry.chain, entry.number, entry.act, when, entry.commitment, entry.previous]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _refuse_what_does_not_last(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value:
            raise ValueError("A text for the ledger may not hold a NUL.")
        value.encode()  # raises UnicodeEncodeError, a ValueError, for half a surrogate pair
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"The ledger keeps mappings with text keys only, not {key!r}.")
            _refuse_what_does_not_last(key)
            _refuse_what_does_not_last(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_what_does_not_last(item)
    elif value is not None and not isinstance(value, int):
        raise TypeError(f"The ledger keeps text, whole numbers, lists and mappings only, not {value!r}.")
