"""`evaluate_suggestions`: what the members of the demo town are shown, compared with the ground truth."""

import contextlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.encoder import EncoderUnavailable, encoder
from network.demo.evaluation import evaluate, mean_fit
from network.demo.ground_truth import GroundTruth, NoGroundTruthError
from network.models import Contact, Member
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.embedded import available_graph
from network.platform.outbox.drain import drain_all
from network.suggestions.vectors import make_every_vector


class Command(BaseCommand):
    help = (
        "For all members of a demo town (`seed_demo`) with a wish: how many see somebody, and how often that is right, "
        "both ways and by fit alone; and whose wishes they could answer. Makes the vectors that are missing first, and "
        "brings the graph up to date; starts the embedded graph if none is running."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            GroundTruth()
            encoder()
        except NoGroundTruthError as error:
            raise CommandError("There are no true answers here: make a demo town first (seed_demo).") from error
        except EncoderUnavailable as error:
            raise CommandError(str(error)) from error
        make_every_vector()
        drain_all("vectors")  # sets the lines of work of the contacts
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(available_graph())
                drain_all("graph")
            except GraphUnavailable:
                self.stderr.write("The graph cannot be reached: cards of two steps only.")
            self._write()

    def _write(self) -> None:
        truth = GroundTruth()
        members = Member.objects.filter(invented=True)
        self.stdout.write(
            f"{members.count():,} members, {len(truth.members_with_wishes()):,} with a wish; the offers of "
            f"{members.filter(offers_counted=True).count():,} count, and {members.filter(wishes_seen=True).count():,} "
            "let their wishes be read"
        )
        with_words = Contact.objects.exclude(work="")
        placed = with_words.exclude(line_of_work="").count()
        self.stdout.write(
            f"{placed:,} of {with_words.count():,} contacts with words for their work have a line of work "
            f"({placed / max(1, with_words.count()):.2f})"
        )
        for lists in evaluate(truth):
            self.stdout.write(lists.summary())
        self.stdout.write(f"What one says fits what another offers, in the mean, at {mean_fit(truth):.2f}")
