"""`ship_vectors` (`make ship-vectors`): remake the vectors that come with the project, and their card."""

from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from numpy.typing import NDArray

from matching.batches import in_batches
from matching.encoder import BATCH_SIZE, EncoderUnavailable, adapter_in_use, encoder, weights_sha256
from matching.redaction import redact
from matching.shipped import made_of, write
from matching.vectors import content_hash
from matching.vocabulary import vocabulary
from network.demo.seed import DEMO_MEMBERS, DEMO_SEED, TownStandsError, seed_town
from network.suggestions.vectors import texts_of

PROGRESS_EVERY = 64
"""Batches between two lines of progress."""


class Command(BaseCommand):
    help = (
        "Make the vectors of the lines of work, and of the texts of the demo town, by the model of the settings, and "
        "write them to where the service reads them. For after a training, or a change of the lines of work, of the "
        "reading of texts or of the town's data. Needs an empty database, and leaves it empty."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        lines = [redact(title.text) for title in vocabulary().titles]
        try:
            texts = [*lines, *sorted(texts_of_the_town() - set(lines))]
            model = encoder()
        except (TownStandsError, EncoderUnavailable) as error:
            raise CommandError(str(error) or "There are members here. Set BACKR_HOME to an empty folder.") from error
        self.stdout.write(f"{len(lines):,} lines of work, {len(texts) - len(lines):,} other texts, by {model.name}")
        made: dict[str, NDArray[np.float32]] = {}
        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        for number, batch in enumerate(in_batches(distinct, BATCH_SIZE)):
            made.update(zip(batch, model.encode(batch), strict=True))
            if number % PROGRESS_EVERY == PROGRESS_EVERY - 1:
                self.stdout.write(f"{len(made):,} of {len(distinct):,} made.")
        card = {
            "name": model.name,
            **made_of(adapter_in_use()),
            "model_sha256": weights_sha256(),
            "command": "make ship-vectors",
        }
        size = write([content_hash(text) for text in texts], np.array([made[text] for text in texts]), card)
        self.stdout.write(f"{size / 1e6:.1f} MB written.")


def texts_of_the_town() -> set[str]:
    """Return all texts of the town of `serve --demo`, as the model reads them. Raises `TownStandsError`."""
    with transaction.atomic():
        seed_town(members=DEMO_MEMBERS, seed=DEMO_SEED)
        texts = {redact(text) for text in texts_of()}
        transaction.set_rollback(True)
    return texts - {""}
