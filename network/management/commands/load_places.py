"""Load the towns and villages of the operator's countries."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.models import Place
from network.people.places import load


class Command(BaseCommand):
    help = "Load the places of the operator's countries (BACKR_PLACE_COUNTRIES). Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing if there are places already")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Place.objects.exists():
            return
        try:
            number = load(settings.PLACE_COUNTRIES)
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        if options["verbosity"] > 0:
            self.stdout.write(
                f"{number:,} places of {', '.join(settings.PLACE_COUNTRIES)}. Source: GeoNames, CC BY 4.0."
            )
