"""`suggest --member EMAIL [--work TEXT] --json`: what a member is shown, for measuring and support."""

import contextlib
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.encoder import EncoderUnavailable, encoder
from network.models import Member
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.embedded import available_graph
from network.platform.text import told_work
from network.suggestions.page import Suggestions, suggestions_for
from network.suggestions.vectors import make_every_vector


class Command(BaseCommand):
    help = (
        "List who does what a member wants: their own contacts first, then who is two or three steps away. Makes the "
        "vectors that are missing first, and starts the embedded graph if none is running."
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
                stack.enter_context(available_graph())
            answer = suggestions_for(viewer, work)
        if answer.graph_down:
            self.stderr.write(
                "The graph cannot be reached: only their own contacts, and those of members they shook hands with."
            )
        self._write(listed(answer), as_json=options["json"])

    def _write(self, rows: list[dict[str, Any]], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            by = f" through {row['introducer']}" if row["introducer"] else ""
            self.stdout.write(f"{row['fit']:.3f}  {row['work']}{by}, steps: {row['steps']}. {row['why']}")


def listed(answer: Suggestions) -> list[dict[str, Any]]:
    """Return the suggestions as plain rows. A contact of one's own is one step away and has no introducer."""
    own = [
        {
            "work": contact.work,
            "place": contact.place,
            "introducer": "",
            "steps": 1,
            "fit": contact.fit,
            "why": contact.why,
        }
        for contact in answer.own_contacts
    ]
    others = [
        {
            "work": told_work(card.line_of_work, card.is_past),
            "place": card.place,
            "introducer": card.introducer,
            "steps": card.steps,
            "fit": card.fit,
            "why": card.why,
        }
        for card in answer.cards
    ]
    return own + others
