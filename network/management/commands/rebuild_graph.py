from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.embedded import available_graph
from network.platform.graph.rebuild import rebuild


class Command(BaseCommand):
    help = "Throw the graph away and make it again from the database."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with available_graph():
                members, ties = rebuild()
        except GraphUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"The graph has been rebuilt: {members} members, {ties} ties.")
