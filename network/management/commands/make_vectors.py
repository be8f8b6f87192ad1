"""`make_vectors`: make all missing vectors at once, with progress."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.encoder import EncoderUnavailable, model_name
from matching.vectors import add_texts, missing
from network.suggestions.vectors import hold_vocabulary, make_vectors, texts_of

PROGRESS_EVERY = 10.0  # seconds


class Command(BaseCommand):
    help = (
        "Make the vectors of all texts for the model in the settings, and print progress. Use it after changing the "
        "model, so as not to wait for the workers. It can run in several windows or on several machines at once, which "
        "share the work. If you stop it, it carries on from there when you run it again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        hold_vocabulary()
        add_texts(texts_of())
        total = left = missing()
        self.stdout.write(f"{total:,} vectors are missing for {model_name()}.")
        try:
            while left:
                left = make_vectors(seconds=PROGRESS_EVERY)
                self.stdout.write(f"{max(total - left, 0):,} of {total:,} made.")
                self.stdout.flush()
        except EncoderUnavailable as error:
            raise CommandError(f"{error}. What was made is kept.") from error
