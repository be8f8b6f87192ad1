from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.models import OutboxRow
from network.platform.graph.check import Problem, check, mend
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.embedded import available_graph


class Command(BaseCommand):
    help = "Print every difference between the graph and the database. Exits 1 if there is any, 2 without a graph."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="have the worker put right what is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with available_graph():
                problems = mend() if options["mend"] else list(check())
        except GraphUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        for problem in problems:
            self.stdout.write(problem.text)
        if not problems:
            self.stdout.write("The graph and the database agree.")
            return
        waiting = OutboxRow.objects.filter(consumer="graph", due_at__isnull=False).count()
        parked = OutboxRow.objects.filter(consumer="graph", parked_at__isnull=False).count()
        raise CommandError(
            f"{len(problems)} differences. {waiting} members are waiting, {parked} are parked (outbox_retry), "
            f"{never_marked(problems)} of those named were never marked."
        )


def never_marked(problems: list[Problem]) -> int:
    """Return how many members differ because a write about them did not mark the outbox, which is a bug."""
    wrong = {str(problem.member) for problem in problems if problem.member is not None}
    return len(wrong) - OutboxRow.objects.filter(consumer="graph", subject__in=wrong).count()
