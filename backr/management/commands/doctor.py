"""Look at every part of the service and say what to do about each that is not well."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backr.parts import EVERY, Part, State

MARKS = {State.WELL: "well", State.POOR: "POOR", State.DOWN: "DOWN"}


class Command(BaseCommand):
    help = "Look at every part: a line each, with what to do. The exit code is 1 if any part is not well."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", nargs="+", choices=list(EVERY), metavar="PART", help=", ".join(EVERY))

    def handle(self, *args: Any, **options: Any) -> None:
        names = options["only"] or list(EVERY)
        found = [self.tell(EVERY[name]()) for name in names]
        ill = [part.name for part in found if part.state is not State.WELL]
        if ill:
            raise CommandError(f"Not well: {', '.join(ill)}.")

    def tell(self, part: Part) -> Part:
        """Print the line of `part`."""
        words = " ".join(f"{part.words}  {part.advice}".splitlines()).rstrip()  # errors of others may have several
        self.stdout.write(f"{MARKS[part.state]:5} {part.name:11} {words}")
        return part
