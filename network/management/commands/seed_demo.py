"""`manage.py seed_demo --members N --seed S`: make the invented town of Haverby."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.demo.seed import DEMO_MEMBERS, DEMO_SEED, TownStandsError, seed_town
from network.models import Member


class Command(BaseCommand):
    help = "Make Haverby, an invented town, in an empty database: members, contacts, handshakes, introductions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--members", type=int, default=DEMO_MEMBERS, help="how many members (300, with 12,000 contacts)"
        )
        parser.add_argument("--seed", type=int, default=DEMO_SEED, help="another number makes another town")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = seed_town(members=options["members"], seed=options["seed"])
        except TownStandsError:
            raise CommandError(self.why_not()) from None
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(
                f"Haverby is ready: {made.members:,} invented members, {made.contacts:,} contacts, "
                f"{made.handshakes:,} handshakes, {made.introductions:,} introductions."
            )

    def why_not(self) -> str:
        if Member.objects.filter(invented=False).exists():
            return "Real people have accounts here. Set BACKR_HOME to an empty folder to make a demo town."
        return "The demo town is already here. Set BACKR_HOME to an empty folder to make another."
