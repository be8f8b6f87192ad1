"""Keep the stored vectors complete, and no more than complete."""

import logging
from itertools import chain

from matching.encoder import model_name
from matching.texts import encode_missing, forget, hold, missing
from matching.vocabulary import vocabulary
from network.suggestions.texts import mark_unfound, texts_of

log = logging.getLogger(__name__)

SLICE_SECONDS = 8.0
"""The worker has other errands on the same queue, a typed text's among them; the clock asks again soon."""

_held_for: set[str] = set()


def make_vectors(*, seconds: float = SLICE_SECONDS) -> int:
    """Make vectors that are missing, for at most about `seconds`; return how many are still missing.

    Goes on where the last one stopped, be it killed or done. When the last of them is made, the contacts whose words
    named no line of work are looked at again.
    """
    hold_vocabulary()
    before = missing()
    if not before:
        return 0
    made = encode_missing(seconds=seconds, at_most=before)
    left = missing()
    log.info("made %d vectors; %d are missing", made, left)
    if not left:
        mark_unfound()
    return left


def make_every_vector() -> None:
    """Make all vectors that are missing, however long it takes: for a command that measures."""
    make_vectors(seconds=float("inf"))


def hold_vocabulary() -> None:
    """Make sure that the lines of work are held for the model of the settings; looked at once a process and model."""
    if model_name() not in _held_for:
        hold(title.text for title in vocabulary().titles)
        _held_for.add(model_name())


def mend_texts() -> int:
    """Forget what nobody holds, then hold what somebody does; return how many texts were forgotten.

    In this order, so that a text that was taken up while the others were looked through is back at the end.
    """
    lines = (title.text for title in vocabulary().titles)
    gone = forget(chain(texts_of(), lines))
    hold(texts_of())
    return gone
