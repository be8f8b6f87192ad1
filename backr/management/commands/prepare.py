"""Prepare a deployment before its new version opens: tables, database role, graph schema, places."""

from typing import Any

from django.core.management.base import BaseCommand

from backr.serving import prepare


class Command(BaseCommand):
    help = "Bring the database, its role, the graph's schema and the places up to date. Safe to run again."
    requires_system_checks: list[str] = []  # migrate runs them

    def handle(self, *args: Any, **options: Any) -> None:
        prepare.database(self.stdout.write)
        prepare.application_role(self.stdout.write)
        prepare.graph(self.stdout.write)
        prepare.places(self.stdout.write)
