"""Write an act into the ledger, in the transaction of the act itself."""

import secrets
from typing import Any

from django.utils import timezone

from network.ledger.hashing import commitment, hash_of
from network.models import Introduction, LedgerEntry, LedgerWords
from network.outbox.record import require_transaction

CHAIN = "introduction:"


def chain_of(introduction: Introduction) -> str:
    """Return the name of an introduction's chain."""
    return f"{CHAIN}{introduction.pk}"


def write_entry(*, introduction: Introduction, act: str, details: dict[str, Any]) -> LedgerEntry:
    """Add `act` to the introduction's chain; return the entry.

    `details` say who did it and what they said: text, whole numbers, lists and mappings. They are kept beside the
    entry with the salt, and can be destroyed; the entry itself cannot, and holds only a salted commitment to them.

    Raises `TransactionManagementError` outside of a transaction; `TypeError` or `ValueError` for details that would not
    come back from the database as they went in.
    """
    require_transaction("Write the ledger")
    Introduction.objects.select_for_update().get(pk=introduction.pk)  # one act after the other within a chain
    chain = chain_of(introduction)
    last = LedgerEntry.objects.filter(chain=chain).order_by("-number").first()
    salt = secrets.token_hex(32)
    entry = LedgerEntry(
        chain=chain,
        number=last.number + 1 if last else 1,
        act=act,
        at=timezone.now(),
        commitment=commitment(salt, details),
        previous=last.hash if last else "",
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    LedgerWords.objects.create(entry=entry, introduction=introduction, salt=salt, details=details)
    return entry
