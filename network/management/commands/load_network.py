from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.invitations.bulk_load import UnreadableEdgeList, load_handshakes, read_edge_list
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.embedded import available_graph
from network.platform.graph.projector import ProjectionFailed, project_and_wait


class Command(BaseCommand):
    help = (
        'Make members and handshakes from an edge list ("a b" a line, # for comments, plain or .gz). A member\'s '
        "address is a@network.example. Returns when the graph has them; starts the embedded graph if none is running."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--members", action="store_true", required=True, help="make everybody in the file a member")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pairs = read_edge_list(options["file"])
        except UnreadableEdgeList as error:
            raise CommandError(str(error)) from error
        try:
            with available_graph():
                members = load_handshakes(pairs)
                self.stdout.write(f"{len(members)} members and {len(pairs)} handshakes are in the database.")
                project_and_wait(members.values(), report=self._say)
        except GraphUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        except ProjectionFailed as error:
            raise CommandError(f"{error} See outbox_retry.") from error
        self.stdout.write("They are in the graph.")

    def _say(self, left: int) -> None:
        self.stdout.write(f"{left} members are waiting to be projected.")
