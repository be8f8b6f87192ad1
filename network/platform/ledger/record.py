"""Write an act into the ledger, in the transaction of the act itself; and what its hashes are made over.

Every byte that is hashed is fixed here: a chain must verify in ten years' time.
"""

import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from network.models import LedgerEntry, LedgerWords
from network.platform.ledger import witness
from network.platform.ledger.signing import sign
from network.platform.outbox.record import require_transaction
from network.platform.subjects import subject_name

SETTLING = timedelta(minutes=10)  # an entry is dated when it is made, and committed a little later
SIGNED_HEAD = "signed_head"


def write_entry(*, subject: Model, act: str, details: dict[str, Any]) -> LedgerEntry:
    """Add `act` to the chain of `subject`, which goes by the subject's name; return the entry.

    Locks the subject's row, so that acts in one chain follow one another. `details` say who did it and what they said:
    text, whole numbers, lists and mappings. They are kept beside the entry with the salt, and can be destroyed; the
    entry itself cannot, and holds only a salted commitment to them.

    Raises `TransactionManagementError` outside of a transaction; `ValueError` for a subject that no feature declares;
    `TypeError` or `ValueError` for details that would not come back from the database as they went in.
    """
    require_transaction("Write the ledger")
    chain = subject_name(subject)
    type(subject)._default_manager.select_for_update().get(pk=subject.pk)
    return append(chain=chain, act=act, at=timezone.now(), salt=secrets.token_hex(32), details=details)


def append(*, chain: str, act: str, at: datetime, salt: str, details: dict[str, Any]) -> LedgerEntry:
    """Add an entry to the end of `chain`, signed, with its words beside it; return it.

    Raises `IntegrityError` if somebody else takes the same place at the same moment.
    """
    last = LedgerEntry.objects.filter(chain=chain).order_by("-number").first()
    entry = LedgerEntry(
        chain=chain,
        number=last.number + 1 if last else 1,
        act=act,
        at=at,
        commitment=commitment(salt, details),
        previous=last.hash if last else "",
    )
    entry.hash = hash_of(entry)
    entry.signature = sign(entry.hash)
    entry.save(force_insert=True)
    LedgerWords.objects.create(entry=entry, salt=salt, details=details)
    witness.remember(entry)
    return entry


def canonical(details: dict[str, Any]) -> bytes:
    """Return `details` as JSON in UTF-8, keys sorted, no spaces: the same bytes before and after the database kept it.

    Raises `TypeError` for anything that is not text, whole number, boolean, None, list or mapping with text keys, and
    `ValueError` for a NUL in a text, which PostgreSQL cannot keep.
    """
    _refuse_unstorable(details)
    return json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def commitment(salt: str, details: dict[str, Any]) -> str:
    """Return SHA-256 (hex) over the salt, a line feed and the canonical details.

    The salt is 256 random bits, so that nobody who has only the hash can guess what was said and check.
    """
    return hashlib.sha256(salt.encode() + b"\n" + canonical(details)).hexdigest()


def hash_of(entry: LedgerEntry) -> str:
    """Return SHA-256 (hex) over all that an entry says, with the hash of the entry before it."""
    when = entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    said = [entry.chain, entry.number, entry.act, when, entry.commitment, entry.previous]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _refuse_unstorable(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value:
            raise ValueError("A text for the ledger may not hold a NUL.")
        value.encode()  # raises UnicodeEncodeError, a ValueError, for half a surrogate pair
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"The ledger keeps mappings with text keys only, not {key!r}.")
            _refuse_unstorable(key)
            _refuse_unstorable(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_unstorable(item)
    elif value is not None and not isinstance(value, int):
        raise TypeError(f"The ledger keeps text, whole numbers, lists and mappings only, not {value!r}.")
