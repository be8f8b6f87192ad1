"""`suggest --member EMAIL [--work TEXT] --json`: what a member is shown, for measuring and looking after."""

import contextlib
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.encoder import EncoderUnavailable, encoder
from network.graph.at_hand import graph_at_hand
from network.graph.driver import GraphUnavailable
from network.models import Member
from network.suggestions.cards import Suggestions
from network.suggestions.preparing import make_every_vector
from network.suggestions.queries import suggestions_for


class Command(BaseCommand):
    help = (
        "List who does what a member wants: their own contacts first, then who is two or three steps away. Makes the "
        "vectors that are missing first, and starts the embedded graph for the time if none runs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--member", required=True, metavar="EMAIL")
        parser.add_argument("--work", default="", metavar="TEXT", help="instead of the member's own wishes")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, member: str, work: str, **options: Any) -> None:
        viewer = Member.objects.filter(email__iexact=member).select_related("place").first()
        if viewer is None:
            raise CommandError(f"There is no member with the e-mail address {member}.")
        try:
            make_every_vector()
            encoder()
        except EncoderUnavailable as error:
            self.stderr.write(f"{error}; matching by words alone")
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(GraphUnavailable):
                stack.enter_context(graph_at_hand())
            found = suggestions_for(viewer, work)
        if found.graph_away:
            self.stderr.write("The graph cannot be reached: only own contacts, and those of handshaken members.")
        self._write(listed(found), as_json=options["json"])

    def _write(self, rows: list[dict[str, Any]], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            by = f" by way of {row['introducer']}" if row["introducer"] else ""
            self.stdout.write(f"{row['fit']:.3f}  {row['work']}{by}, steps: {row['steps']}. {row['why']}")


def listed(found: Suggestions) -> list[dict[str, Any]]:
    """Return the suggestions as plain rows. A contact of one's own is one step away and has no introducer."""
    own = [
        {"work": one.work, "place": one.place, "introducer": "", "steps": 1, "fit": one.fit, "why": one.why}
        for one in found.known
    ]
    others = [
        {
            "work": card.line_of_work,
            "place": card.place,
            "introducer": card.introducer,
            "steps": card.steps,
            "fit": card.fit,
            "why": card.why,
        }
        for card in found.cards
    ]
    return own + others
