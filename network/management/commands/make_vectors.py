"""`make_vectors`: every vector that is missing, now and not by and by, with progress."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.encoder import EncoderUnavailable, model_name
from matching.texts import hold, missing
from network.suggestions.preparing import hold_vocabulary, make_vectors
from network.suggestions.texts import texts_of

TOLD_EVERY = 10.0  # seconds


class Command(BaseCommand):
    help = (
        "Make the vectors of all texts for the model of the settings, telling how far it is. For after a change of the "
        "model, which the workers would follow by and by. May be run in several windows or on several machines at "
        "once, which share the work; stopped at any point, it goes on from there when run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        hold_vocabulary()
        hold(texts_of())
        total = left = missing()
        self.stdout.write(f"{total:,} vectors are missing for {model_name()}.")
        try:
            while left:
                left = make_vectors(seconds=TOLD_EVERY)
                self.stdout.write(f"{max(total - left, 0):,} of {total:,} made.")
                self.stdout.flush()
        except EncoderUnavailable as error:
            raise CommandError(f"{error}. What was made is kept.") from error
