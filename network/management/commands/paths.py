import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.models import Member
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.embedded import available_graph
from network.suggestions.diagnostics.paths import paths_to
from network.suggestions.paths import Path


class Command(BaseCommand):
    help = "Print the best paths from one member to another, best first: up to three, of at most three steps."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("from", metavar="FROM", help="a member's e-mail address")
        parser.add_argument("to", metavar="TO", help="another's")
        parser.add_argument("--json", action="store_true", help="as a list, [] when there is none")

    def handle(self, *args: Any, **options: Any) -> None:
        start, target = _member(options["from"]), _member(options["to"])
        try:
            with available_graph():
                paths = paths_to(start, [target.person_id]).get(target.person_id, [])
        except GraphUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        rows = [_row(start, path, target) for path in paths]
        if options["json"]:
            self.stdout.write(json.dumps(rows))
            return
        for row in rows:
            self.stdout.write(f"{row['score']:.3f}  {' → '.join(row['people'])}")
        if not rows:
            self.stdout.write("There is no path of at most three steps.")


def _member(email: str) -> Member:
    member: Member | None = Member.objects.filter(email__iexact=email).first()
    if member is None:
        raise CommandError(f"There is no member with the e-mail address {email}.")
    return member


def _row(start: Member, path: Path, target: Member) -> dict[str, Any]:
    people = [start.pk, *path.introducers, target.pk]
    emails: dict[int, str] = dict(Member.objects.filter(pk__in=people).values_list("pk", "email"))
    return {"steps": path.steps, "people": [emails[pk] for pk in people], "score": path.strength}
