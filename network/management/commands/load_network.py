from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.graph.at_hand import graph_at_hand
from network.graph.driver import GraphUnavailable
from network.graph.waiting import NotProjected, bring_up
from network.invitations.edge_list import UnreadableEdgeList, read_edge_list
from network.invitations.loading import load_handshakes


class Command(BaseCommand):
    help = (
        'Make members and handshakes from an edge list ("a b" a line, # for comments, plain or .gz), each member\'s '
        "address being a@network.example. Returns when the graph has them; starts the embedded graph if none runs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--members", action="store_true", required=True, help="everybody in the file is to be a member"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pairs = read_edge_list(options["file"])
        except UnreadableEdgeList as error:
            raise CommandError(str(error)) from error
        try:
            with graph_at_hand():
                members = load_handshakes(pairs)
                self.stdout.write(f"{len(members)} members and {len(pairs)} handshakes are in the database.")
                bring_up(members.values(), say=self._say)
        except GraphUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        except NotProjected as error:
            raise CommandError(f"{error} See outbox_retry.") from error
        self.stdout.write("The graph has them.")

    def _say(self, left: int) -> None:
        self.stdout.write(f"{left} members wait to be projected.")
