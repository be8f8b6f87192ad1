"""`manage.py ledger_head`: print the ledger's newest head, to be published where nobody can change it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network.platform.ledger.heads import head_is_due, last_head, published, write_head
from network.platform.ledger.record import SETTLING
from network.platform.ledger.signing import is_signed, public_key


class Command(BaseCommand):
    help = "Print today's head. Put it in a newspaper or a letter; later: verify_ledger --since HEAD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", action="store_true", help="write a new head first, even if there is one of today")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["now"]:
            write_head()
        head = last_head()
        if head is None:
            raise CommandError("There is no head yet. One is written every day; to write one now: ledger_head --now")
        words = getattr(head, "words", None)
        counts = f"{words.details['chains']} chains, {words.details['entries']} entries" if words else "no counts"
        self.stdout.write(
            f"{settings.SERVICE_NAME} ledger, head {head.number}, {head.at:%-d %B %Y %H:%M} UTC\n"
            f"{counts}, up to {head.at - SETTLING:%-d %B %Y %H:%M} UTC\n"
            f"{published(head)}\n"
            f"Signature: {head.signature or 'none (from before heads were signed)'}\n"
            f"Public key: {public_key()}"
        )
        if head.signature and not is_signed(head.hash, head.signature):
            raise CommandError("The signature is not this service's. Run: manage.py verify_ledger")
        if head_is_due(timezone.now()):
            self.stderr.write("This is not today's head. To write one now: ledger_head --now")
