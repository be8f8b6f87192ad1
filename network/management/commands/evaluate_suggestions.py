"""`evaluate_suggestions`: what the members of the demo town are shown, compared with the ground truth."""

import contextlib
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.encoder import EncoderUnavailable, encoder
from network.demo.answers import ANSWERING
from network.demo.evaluation import AnsweringTown, coverage, evaluate, mean_fit, who_sees_something
from network.demo.ground_truth import GroundTruth, NoGroundTruthError
from network.models import Member
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.embedded import available_graph
from network.platform.outbox.drain import drain_all
from network.suggestions.vectors import make_every_vector


class Command(BaseCommand):
    help = (
        "For all members of a demo town (`seed_demo`) with a wish: how many see somebody, and how often that is right, "
        "both ways and by fit alone; and whose wishes they could answer. Then how many contacts have a line of work, "
        "and who sees something, with none, half and all of the owners answering what they are asked. Makes the "
        "vectors that are missing first, and brings the graph up to date; starts the embedded graph if none is running."
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
        with contextlib.ExitStack() as stack:
            consumers = ["vectors"]  # sets the lines of work of the contacts
            try:
                stack.enter_context(available_graph())
                consumers.append("graph")
            except GraphUnavailable:
                self.stderr.write("The graph cannot be reached: cards of two steps only.")
            _project(consumers)
            self._write()
            self._write_by_answers(consumers)

    def _write(self) -> None:
        truth = GroundTruth()
        members = Member.objects.filter(invented=True)
        self.stdout.write(
            f"{members.count():,} members, {len(truth.members_with_wishes()):,} with a wish; the offers of "
            f"{members.filter(offers_counted=True).count():,} count, and {members.filter(wishes_seen=True).count():,} "
            "let their wishes be read"
        )
        self.stdout.write(coverage())
        for lists in evaluate(truth):
            self.stdout.write(lists.summary())
        self.stdout.write(f"What one says fits what another offers, in the mean, at {mean_fit(truth):.2f}")

    def _write_by_answers(self, consumers: Sequence[str]) -> None:
        """Write the same with none, half and all of the owners answering; leave the town as it was."""
        town = AnsweringTown()
        try:
            for share in (0.0, ANSWERING, 1.0):
                town.let_answer(share)
                _project(consumers)
                self.stdout.write(f"With {share:.0%} of the owners answering: {coverage()}")
                self.stdout.write(who_sees_something(GroundTruth()).summary())
        finally:
            town.let_answer(ANSWERING)
            _project(consumers)


def _project(consumers: Sequence[str]) -> None:
    for consumer in consumers:
        drain_all(consumer)
