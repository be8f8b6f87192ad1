from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.platform.graph import driver, rebuild
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.embedded import available_graph


class Command(BaseCommand):
    help = "Make the graph's constraints and indexes. If the graph is empty and there are members, have it filled."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with available_graph(with_schema=False):
                driver.apply_schema()
                marked = rebuild.fill_if_empty()
        except GraphUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write("The graph's constraints and indexes are in place.")
        if marked:
            self.stdout.write(f"The graph is empty: the worker will project {marked} members.")
