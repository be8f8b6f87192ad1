from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from network.models import AuthenticationEvent
from network.people.authentication_log import as_json
from network.platform.privacy.rate_limits import address_key


class Command(BaseCommand):
    help = "Print what was tried with accounts, a line of JSON each, oldest first. See docs/authentication-log.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="", help="only what was tried with this e-mail address")
        parser.add_argument("--member", type=int, help="only what is about the member with this number")
        parser.add_argument("--days", type=int, default=90, help="how far back; 90 if not given")
        parser.add_argument("--failed", action="store_true", help="only what did not succeed")

    def handle(self, *args: Any, **options: Any) -> None:
        events = AuthenticationEvent.objects.filter(at__gt=timezone.now() - timedelta(days=options["days"]))
        if options["address"]:
            events = events.filter(address_key=address_key(options["address"]))
        if options["member"] is not None:
            events = events.filter(member=options["member"])
        if options["failed"]:
            events = events.filter(succeeded=False)
        for event in events.order_by("at", "pk").iterator():
            self.stdout.write(as_json(event))
