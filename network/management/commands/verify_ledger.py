"""`manage.py verify_ledger`: check that the ledger is as it was written."""

from argparse import ArgumentParser
from collections.abc import Generator
from contextlib import closing
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.module_loading import import_string

from network.platform.features import subjects
from network.platform.ledger import witness
from network.platform.ledger.heads import NotThatHead, broken_heads, published_head
from network.platform.ledger.record import SETTLING
from network.platform.ledger.triggers import missing
from network.platform.ledger.verify import Broken, Count, broken_entries, lost_entries

UNSIGNED = "{} entries are from before entries were signed; {} of them are heads."
NO_WITNESS = (
    "This machine has no note of a head, so the newest entries could have been taken away unseen. "
    "Compare with a head that you published: verify_ledger --since HEAD"
)


class Command(BaseCommand):
    help = "Check every chain of the ledger. Exits 1 and names the first broken entry if there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since",
            metavar="HEAD",
            help="a head that was published (see ledger_head): also prove that nothing before it was changed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            head = published_head(options["since"]) if options["since"] is not None else None
        except NotThatHead as error:
            raise CommandError(str(error)) from None
        count = Count()
        with closing(everything_broken(count)) as checks:
            broken = next(checks, None)
        if broken is not None:
            raise CommandError(
                f"Broken at entry {broken.number} of {broken.chain}: {broken.reason}. "
                "Compare with a backup: nothing in Backr changes an entry. "
                "(If an older backup was restored, or the power failed, move the folder “ledger” out of BACKR_HOME.)"
            )
        if absent := missing(connection):
            raise CommandError(
                f"The ledger is whole, but the database no longer guards it: {', '.join(sorted(absent))}."
            )
        self.stdout.write(
            f"The ledger is whole: {count.entries} entries in {count.chains} chains, {count.words} with their words."
        )
        if count.unsigned:
            self.stdout.write(UNSIGNED.format(count.unsigned, count.unsigned_heads))
        if head is not None:
            until = f"{head.at - SETTLING:%-d %B %Y %H:%M} UTC"
            self.stdout.write(f"Head {head.number} is the one you gave: nothing written before {until} has changed.")
        elif not witness.has_seen_heads():
            self.stderr.write(NO_WITNESS)


def everything_broken(count: Count) -> Generator[Broken, None, None]:
    """Yield what is broken by the ledger itself, by the rows that it is about, and by what this machine saw."""
    yield from broken_entries(count)
    yield from broken_heads()
    for kind in subjects().values():
        if kind.unaccounted:
            yield from import_string(kind.unaccounted)()
    yield from lost_entries()
