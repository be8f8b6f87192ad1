"""One worker at a time on an import, and none for ever."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from network.models import ContactImport

LIFE = timedelta(seconds=60)  # a chunk takes a second or two; a worker silent for this long is dead or lost
WORK = (ContactImport.State.READING, ContactImport.State.APPLYING, ContactImport.State.UNDOING)
"""The states in which a worker has something to do."""


class LeaseLost(Exception):
    """Another worker has taken over. Nothing of the current chunk may be committed."""


class Lease:
    """The right to work on one import until `until`. Its time of expiry is also what tells it from any other lease."""

    def __init__(self, import_id: int, until: datetime) -> None:
        self.import_id = import_id
        self.until = until

    def renew(self) -> None:
        """Extend the lease; to be the first write of each transaction, so that an overtaken worker commits nothing."""
        until = max(timezone.now() + LIFE, self.until + timedelta(microseconds=1))
        mine = ContactImport.objects.filter(pk=self.import_id, leased_until=self.until)
        if not mine.update(leased_until=until):
            raise LeaseLost
        self.until = until

    def give_back(self) -> None:
        ContactImport.objects.filter(pk=self.import_id, leased_until=self.until).update(leased_until=None)


def take(import_id: int) -> Lease | None:
    """Return a lease on the import, or None if it has no work or somebody else is at it."""
    now = timezone.now()
    until = now + LIFE
    free = ContactImport.objects.filter(Q(leased_until=None) | Q(leased_until__lte=now), pk=import_id, state__in=WORK)
    return Lease(import_id, until) if free.update(leased_until=until) else None


def waiting() -> list[int]:
    """Return the imports that have work and no worker."""
    free = ContactImport.objects.filter(Q(leased_until=None) | Q(leased_until__lte=timezone.now()), state__in=WORK)
    return list(free.order_by("pk").values_list("pk", flat=True))
