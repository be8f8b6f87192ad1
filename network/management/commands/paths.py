import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.graph.at_hand import graph_at_hand
from network.graph.driver import GraphUnavailable
from network.models import Member
from network.suggestions.paths import Path, paths_to


class Command(BaseCommand):
    help = "Print the best paths from one member to another, best first: up to three, of at most three steps."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("from", metavar="FROM", help="a member's e-mail address")
        parser.add_argument("to", metavar="TO", help="another's")
        parser.add_argument("--json", action="store_true", help="as a list, [] when there is none")

    def handle(self, *args: Any, **options: Any) -> None:
        start, target = _member(options["from"]), _member(options["to"])
        try:
            with graph_at_hand():
                paths = paths_to(start, [target.person_id]).get(target.person_id, [])
        except GraphUnavailable as error:
            raise CommandError(str(error), returncode=2) from error
        found = [_told(path) for path in paths]
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for each in found:
            self.stdout.write(f"{each['score']:.3f}  {' → '.join(each['people'])}")
        if not found:
            self.stdout.write("There is no path of at most three steps.")


def _member(email: str) -> Member:
    member: Member | None = Member.objects.filter(email__iexact=email).first()
    if member is None:
        raise CommandError(f"There is no member with the e-mail address {email}.")
    return member


def _told(path: Path) -> dict[str, Any]:
    emails: dict[int, str] = dict(Member.objects.filter(person_id__in=path.people).values_list("person_id", "email"))
    return {"steps": path.steps, "people": [emails[person] for person in path.people], "score": path.score}
