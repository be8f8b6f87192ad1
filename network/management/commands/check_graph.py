from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.graph.at_hand import graph_at_hand
from network.graph.check import Problem, check, mend
from network.graph.driver import GraphUnavailable
from network.models import OutboxRow


class Command(BaseCommand):
    help = "Print every difference between the graph and the database. Exits 1 if there is any, 2 without a graph."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="have what is wrong put right by the worker")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with graph_at_hand():
                problems = mend() if options["mend"] else list(check())
        except GraphUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        for problem in problems:
            self.stdout.write(problem.text)
        if not problems:
            self.stdout.write("The graph says what the database says.")
            return
        waiting = OutboxRow.objects.filter(consumer="graph", due_at__isnull=False).count()
        parked = OutboxRow.objects.filter(consumer="graph", parked_at__isnull=False).count()
        raise CommandError(
            f"{len(problems)} differences. {waiting} members wait to be projected, {parked} are parked (outbox_retry), "
            f"{never_marked(problems)} of those named were never marked."
        )


def never_marked(problems: list[Problem]) -> int:
    """How many members are wrong because whatever was written about them did not mark the outbox: our own mistake."""
    wrong = {str(problem.member) for problem in problems if problem.member is not None}
    return len(wrong) - OutboxRow.objects.filter(consumer="graph", subject__in=wrong).count()
