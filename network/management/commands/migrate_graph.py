from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.graph import rebuild, schema
from network.graph.at_hand import graph_at_hand
from network.graph.driver import GraphUnavailable


class Command(BaseCommand):
    help = "Make the graph's constraints and indexes. If the graph is empty and there are members, have it filled."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with graph_at_hand(with_schema=False):
                schema.apply()
                marked = rebuild.fill_if_empty()
        except GraphUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write("The graph's constraints and indexes are in place.")
        if marked:
            self.stdout.write(f"The graph is empty: {marked} members are to be projected by the worker.")
