"""`manage.py outbox_retry [CONSUMER]`: try parked rows again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from network.platform.outbox.record import retry_parked


class Command(BaseCommand):
    help = "Try the parked rows of the outbox again: those of one consumer, or all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("consumer", nargs="?", default="", choices=["", *settings.OUTBOX_CONSUMERS])

    def handle(self, *args: Any, **options: Any) -> None:
        retried = retry_parked(options["consumer"])
        for consumer, count in retried.items():
            self.stdout.write(f"{consumer}: {count} will be tried again")
        if not retried:
            self.stdout.write("Nothing is parked.")
