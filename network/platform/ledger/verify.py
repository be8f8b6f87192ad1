"""Check that the ledger is as it was written: every chain whole and signed, and the words still kept unchanged."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from network.models import LedgerEntry, LedgerWords
from network.platform.chunks import in_chunks
from network.platform.ledger import witness
from network.platform.ledger.record import SETTLING, SIGNED_HEAD, commitment, hash_of
from network.platform.ledger.signing import is_signed


@dataclass(frozen=True)
class Broken:
    """An entry that is not as it was written."""

    chain: str
    number: int
    reason: str


@dataclass
class Count:
    """How much was checked."""

    chains: int = 0
    entries: int = 0
    words: int = 0  # entries whose words are still kept; chains verify without them
    unsigned: int = 0  # entries from before entries were signed
    unsigned_heads: int = 0


def broken_entries(count: Count) -> Iterator[Broken]:
    """Yield what is wrong, chain by chain, and add to `count` what was checked. Memory does not grow with the ledger.

    An entry taken from the end of a chain leaves no gap: the daily heads show it (`ledger.heads`), and until the next
    head `lost_entries`.
    """
    before: LedgerEntry | None = None
    signed_since = _signed_since()
    entries = LedgerEntry.objects.select_related("words").order_by("chain", "number")
    for entry in entries.iterator(chunk_size=2000):
        first = before is None or before.chain != entry.chain
        count.chains += first
        count.entries += 1
        count.unsigned += entry.signature is None
        count.unsigned_heads += entry.signature is None and entry.chain == LedgerEntry.DAYS
        words = getattr(entry, "words", None)
        count.words += words is not None
        reason = _what_is_wrong(entry, None if first else before, words) or _what_is_unsigned(entry, signed_since)
        if reason:
            yield Broken(entry.chain, entry.number, reason)
        before = entry


def lost_entries() -> Iterator[Broken]:
    """Yield the entries that this machine saw written and that are gone, or no longer what they were."""
    for lines in in_chunks(witness.lines()):
        present: defaultdict[str, set[tuple[int, str]]] = defaultdict(set)
        entries = LedgerEntry.objects.filter(chain__in={chain for chain, _number, _hash in lines})
        for chain, number, entry_hash in entries.values_list("chain", "number", "hash"):
            present[chain].add((number, entry_hash))
        for chain, number, entry_hash in lines:
            if (number, entry_hash) not in present[chain]:
                yield Broken(chain, number, _("this machine saw it written, and now it’s gone or changed"))


def _what_is_wrong(entry: LedgerEntry, before: LedgerEntry | None, words: LedgerWords | None) -> str:
    if entry.number != (before.number + 1 if before else 1):
        return _("an entry before it is missing")
    if entry.previous != (before.hash if before else ""):
        return _("it doesn’t follow on from the entry before it")
    if entry.hash != hash_of(entry):
        return _("what it says was changed")
    if words is not None and entry.commitment != commitment(words.salt, words.details):
        return _("the words kept beside it were changed")
    return ""


def _what_is_unsigned(entry: LedgerEntry, signed_since: datetime | None) -> str:
    """Say what is wrong with the signature. Before the first signed head, entries of an older version have none."""
    if entry.signature is None and (signed_since is None or entry.at <= signed_since):
        return ""
    return "" if is_signed(entry.hash, entry.signature) else _("it isn’t signed with this service’s key")


def _signed_since() -> datetime | None:
    first = LedgerEntry.objects.filter(chain=LedgerEntry.DAYS, act=SIGNED_HEAD).order_by("number").first()
    return first.at - SETTLING if first else None
