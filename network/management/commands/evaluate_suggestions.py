"""`evaluate_suggestions`: what the demo town's people are shown, against what their words are truly about."""

import contextlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.encoder import EncoderUnavailable, encoder
from network.demo.judging import Judge, NoAnswersError
from network.demo.measuring import measured, usual_fit
from network.graph.at_hand import graph_at_hand
from network.graph.driver import GraphUnavailable
from network.models import Member
from network.outbox.drain import drain_all
from network.suggestions.preparing import make_every_vector


class Command(BaseCommand):
    help = (
        "For all members of a demo town (`seed_demo`) with a wish: how many see somebody, and how often that is right, "
        "both ways and by fit alone; and whose wishes they could answer. Makes the vectors that are missing first, and "
        "brings the graph up to date; starts the embedded graph for the time if none runs."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            Judge()
            encoder()
        except NoAnswersError as error:
            raise CommandError("There are no true answers here: make a demo town first (seed_demo).") from error
        except EncoderUnavailable as error:
            raise CommandError(str(error)) from error
        make_every_vector()
        drain_all("vectors")  # finds the lines of work of the contacts, by which they are suggested
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(graph_at_hand())
                drain_all("graph")
            except GraphUnavailable:
                self.stderr.write("The graph cannot be reached: cards of two steps only.")
            self._write()

    def _write(self) -> None:
        judge = Judge()
        members = Member.objects.filter(invented=True)
        self.stdout.write(
            f"{members.count():,} members, {len(judge.who_wishes()):,} with a wish; the offers of "
            f"{members.filter(offers_counted=True).count():,} count, and {members.filter(wishes_seen=True).count():,} "
            "let their wishes be read"
        )
        for lists in measured(judge):
            self.stdout.write(lists.told())
        self.stdout.write(f"What one says fits what another offers, in the mean, at {usual_fit(judge):.2f}")
