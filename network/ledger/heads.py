"""A daily head over the whole ledger: a hash of everything written since the head before, itself chained.

A chain by itself shows a change and a gap, but not that its last entries were taken away. The head of that day does.
Who keeps a head elsewhere (it is one line) can prove later that nothing before it was touched.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.ledger.hashing import hash_of
from network.ledger.verify import Broken
from network.models import LedgerEntry

DAYS = "days"
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
SETTLING = timedelta(minutes=10)  # an entry says when it was written, and its transaction is committed a little later


def write_head(*, now: datetime | None = None) -> LedgerEntry:
    """Add the head over all entries written since the head before, up to ten minutes ago; return it."""
    now = now or timezone.now()
    with transaction.atomic():
        last = LedgerEntry.objects.select_for_update().filter(chain=DAYS).order_by("-number").first()
        head = LedgerEntry(
            chain=DAYS,
            number=last.number + 1 if last else 1,
            act="head",
            at=now,
            commitment=_digest(last, now),
            previous=last.hash if last else "",
        )
        head.hash = hash_of(head)
        head.save(force_insert=True)
    return head


def broken_heads() -> Iterator[Broken]:
    """Yield the heads that no longer fit what was written in their time."""
    before: LedgerEntry | None = None
    for head in LedgerEntry.objects.filter(chain=DAYS).order_by("number"):
        if head.commitment != _digest(before, head.at):
            yield Broken(DAYS, head.number, _("an entry written in its time was changed, added or taken away"))
        before = head


def _digest(before: LedgerEntry | None, at: datetime) -> str:
    """Return SHA-256 (hex) over a line "chain number hash" for each entry written between the two heads."""
    since = before.at - SETTLING if before else FIRST
    written = LedgerEntry.objects.exclude(chain=DAYS).filter(at__gt=since, at__lte=at - SETTLING)
    digest = hashlib.sha256()
    lines = written.order_by("chain", "number").values_list("chain", "number", "hash")
    for chain, number, entry_hash in lines.iterator(chunk_size=5000):
        digest.update(f"{chain} {number} {entry_hash}\n".encode())
    return digest.hexdigest()
