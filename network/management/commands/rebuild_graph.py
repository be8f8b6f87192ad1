from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.graph.at_hand import graph_at_hand
from network.graph.driver import GraphUnavailable
from network.graph.rebuild import rebuild


class Command(BaseCommand):
    help = "Throw the graph away and make it again from the database."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with graph_at_hand():
                members, ties = rebuild()
        except GraphUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"The graph is made again: {members} members, {ties} ties.")
