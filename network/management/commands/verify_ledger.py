"""`manage.py verify_ledger`: is the ledger as it was written?"""

from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from network.introductions.accounted import unaccounted
from network.ledger.heads import broken_heads
from network.ledger.triggers import missing
from network.ledger.verify import Count, broken_entries


class Command(BaseCommand):
    help = "Check every chain of the ledger. Exits 1 and names the first broken entry if there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        count = Count()
        broken = next(chain(broken_entries(count), broken_heads(), unaccounted()), None)
        if broken is not None:
            raise CommandError(
                f"Broken at entry {broken.number} of {broken.chain}: {broken.reason}. "
                "Compare with a backup: nothing in Backr changes an entry."
            )
        if absent := missing(connection):
            raise CommandError(
                f"The ledger is whole, but the database no longer guards it: {', '.join(sorted(absent))}."
            )
        self.stdout.write(
            f"The ledger is whole: {count.entries} entries in {count.chains} chains, {count.words} with their words."
        )
