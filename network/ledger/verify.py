"""Look whether the ledger is as it was written: every chain whole, and all the words that are still kept unchanged."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.ledger.hashing import commitment, hash_of
from network.models import LedgerEntry, LedgerWords


@dataclass(frozen=True)
class Broken:
    """An entry that is not as it was written."""

    chain: str
    number: int
    reason: str


@dataclass
class Count:
    """What was looked at."""

    chains: int = 0
    entries: int = 0
    words: int = 0  # entries whose words are still kept; the others' were destroyed, and their chains hold all the same


def broken_entries(count: Count) -> Iterator[Broken]:
    """Yield what is wrong, chain by chain, and add to `count` what was looked at. Memory does not grow with the ledger.

    An entry taken from the end of a chain leaves no gap there: the days' heads show it (`network.ledger.heads`).
    """
    before: LedgerEntry | None = None
    entries = LedgerEntry.objects.select_related("words").order_by("chain", "number")
    for entry in entries.iterator(chunk_size=2000):
        first = before is None or before.chain != entry.chain
        count.chains += first
        count.entries += 1
        words = getattr(entry, "words", None)
        count.words += words is not None
        reason = _what_is_wrong(entry, None if first else before, words)
        if reason:
            yield Broken(entry.chain, entry.number, reason)
        before = entry


def _what_is_wrong(entry: LedgerEntry, before: LedgerEntry | None, words: LedgerWords | None) -> str:
    if entry.number != (before.number + 1 if before else 1):
        return _("an entry before it is missing")
    if entry.previous != (before.hash if before else ""):
        return _("it does not follow from the entry before it")
    if entry.hash != hash_of(entry):
        return _("what it says was changed")
    if words is not None and entry.commitment != commitment(words.salt, words.details):
        return _("the words kept beside it were changed")
    return ""
