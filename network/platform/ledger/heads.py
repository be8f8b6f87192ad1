"""A daily head over the whole ledger: a hash of everything written since the head before, itself chained and signed.

A chain by itself shows a change or a gap, but not that its last entries were taken away, or the chain as a whole: the
day's head shows that. Anybody who keeps a head elsewhere (it is one line) can prove later that nothing before it was
changed.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import LedgerEntry
from network.platform.ledger import witness
from network.platform.ledger.record import SETTLING, SIGNED_HEAD, append
from network.platform.ledger.verify import Broken, lost_entries

UNSIGNED_HEAD = "head"
"""The act of the heads that were written before heads were signed."""
PUBLISHED = re.compile(r"\b([0-9]{1,9})\s*[-–]\s*((?:[0-9a-f][-–\s]*){63}[0-9a-f])\b", re.IGNORECASE)


class NotThatHead(Exception):
    """The ledger has not the head that was given. The message says so."""


@dataclass
class Tally:
    """What a head is about. Totals of all that was written up to it, and what was added since the head before."""

    chains: int = 0
    entries: int = 0
    unsigned: int = 0
    digest: str = ""
    """SHA-256 (hex) over a line "chain number hash" for each entry written between the two heads."""

    def add(self, before: LedgerEntry | None, at: datetime) -> None:
        """Go on from the head `before` to one at `at`, which reaches to ten minutes before it."""
        written = LedgerEntry.objects.exclude(chain=LedgerEntry.DAYS).filter(at__lte=at - SETTLING)
        if before is not None:
            written = written.filter(at__gt=before.at - SETTLING)
        digest = hashlib.sha256()
        lines = written.order_by("chain", "number").values_list("chain", "number", "hash", "signature")
        for chain, number, entry_hash, signature in lines.iterator(chunk_size=5000):
            digest.update(f"{chain} {number} {entry_hash}\n".encode())
            self.chains += number == 1
            self.entries += 1
            self.unsigned += signature is None
        self.digest = digest.hexdigest()


def write_head(*, now: datetime | None = None) -> LedgerEntry:
    """Add the head over all entries written since the head before, up to ten minutes ago; return it.

    Raises `IntegrityError` if another head is written at the same moment.
    """
    now = now or timezone.now()
    with transaction.atomic():
        last = LedgerEntry.objects.filter(chain=LedgerEntry.DAYS).order_by("-number").first()
        tally = Tally(*_totals(last))
        tally.add(last, now)
        # There is nothing to hide in a head: without a salt, whoever has its counts can work out its hash.
        head = append(chain=LedgerEntry.DAYS, act=SIGNED_HEAD, at=now, salt="", details=asdict(tally))
    if next(lost_entries(), None) is None:
        witness.forget_days_before(now - SETTLING)
    return head


def head_is_due(now: datetime) -> bool:
    """Say whether no head has been written on this day (UTC)."""
    last = last_head()
    return last is None or last.at.astimezone(UTC).date() < now.astimezone(UTC).date()


def last_head() -> LedgerEntry | None:
    """Return the newest head with its counts, or None if there is none yet."""
    return LedgerEntry.objects.filter(chain=LedgerEntry.DAYS).select_related("words").order_by("-number").first()


def oldest_without_head() -> datetime | None:
    """Return the time of the oldest entry that no head covers, or None if there is none."""
    head = LedgerEntry.objects.filter(chain=LedgerEntry.DAYS).order_by("-number").first()
    written = LedgerEntry.objects.exclude(chain=LedgerEntry.DAYS)
    if head is not None:
        written = written.filter(at__gt=head.at - SETTLING)
    return written.order_by("at").values_list("at", flat=True).first()


def broken_heads() -> Iterator[Broken]:
    """Yield the heads that no longer match the entries written in their time, or are less than those that follow them.

    That they follow one another, and that they are signed, is looked at with all the other entries.
    """
    before: LedgerEntry | None = None
    tally = Tally()
    for head in LedgerEntry.objects.filter(chain=LedgerEntry.DAYS).select_related("words").order_by("number"):
        tally.add(before, head.at)
        if head.act == UNSIGNED_HEAD:
            matches = head.commitment == tally.digest
        else:
            words = getattr(head, "words", None)
            matches = words is not None and words.details == asdict(tally)
        if not matches:
            yield Broken(head.chain, head.number, _("an entry from that time was changed, added or taken away"))
        elif before is not None and head.at < before.at:
            yield Broken(head.chain, head.number, _("it’s older than the head before it"))
        before = head


def published(head: LedgerEntry) -> str:
    """Return a head as it can be printed and typed in again: "12-3f2a91c0-…", its number and its hash in eights."""
    return "-".join([str(head.number), *(head.hash[start : start + 8] for start in range(0, 64, 8))])


def published_head(text: str) -> LedgerEntry:
    """Return the head that `text` gives, however that was wrapped, as it stands in the ledger.

    Raises `NotThatHead` if there is none in the text, or if the ledger has not that one.
    """
    match = PUBLISHED.search(text)
    if match is None:
        raise NotThatHead("That is no head. A head is a number and eight groups of eight, as 12-3f2a91c0-…")
    number, digits = int(match.group(1)), "".join(mark for mark in match.group(2).lower() if mark in "0123456789abcdef")
    head = LedgerEntry.objects.filter(chain=LedgerEntry.DAYS, number=number).first()
    if head is None:
        raise NotThatHead(f"Head {number} is gone. The ledger was cut short or is an older one: compare with a backup.")
    if head.hash != digits:
        raise NotThatHead(
            f"Head {number} is not the one you gave: something before it was changed, or the head was mistyped."
        )
    return head


def _totals(head: LedgerEntry | None) -> tuple[int, int, int]:
    """Return the totals of chains, entries and unsigned ones at `head`: as it says, else by counting."""
    if head is None:
        return 0, 0, 0
    if head.act == UNSIGNED_HEAD or not hasattr(head, "words"):
        until = LedgerEntry.objects.exclude(chain=LedgerEntry.DAYS).filter(at__lte=head.at - SETTLING)
        return until.filter(number=1).count(), until.count(), until.filter(signature=None).count()
    details = head.words.details
    return int(details["chains"]), int(details["entries"]), int(details["unsigned"])
