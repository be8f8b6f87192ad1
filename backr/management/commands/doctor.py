"""Run the health checks and say what to do about each part that is not well."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backr.health import ALL_CHECKS, Result, State

LABELS = {State.WELL: "well", State.POOR: "POOR", State.DOWN: "DOWN"}


class Command(BaseCommand):
    help = "Check every part: a line each, with what to do. The exit code is 1 if any part is not well."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", nargs="+", choices=list(ALL_CHECKS), metavar="PART", help=", ".join(ALL_CHECKS))

    def handle(self, *args: Any, **options: Any) -> None:
        names = options["only"] or list(ALL_CHECKS)
        results = [self.print_result(ALL_CHECKS[name]()) for name in names]
        failed = [result.name for result in results if result.state is not State.WELL]
        if failed:
            raise CommandError(f"Not well: {', '.join(failed)}.")

    def print_result(self, result: Result) -> Result:
        """Print `result` on one line, and return it."""
        text = " ".join(f"{result.summary}  {result.advice}".splitlines()).rstrip()  # an error may have several lines
        self.stdout.write(f"{LABELS[result.state]:5} {result.name:11} {text}")
        return result
