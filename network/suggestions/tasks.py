"""What the matcher has a worker do. Each may be run at any time, by two workers at once, and be killed."""

from celery import shared_task

from network.suggestions.preparing import make_vectors as make
from network.suggestions.preparing import mend_texts


@shared_task
def make_vectors() -> None:
    """Make some of the vectors that are missing, those of the vocabulary among them."""
    make()


@shared_task
def forget_unheld_texts() -> None:
    """Forget the texts that nobody holds any longer, and hold those that somebody does."""
    mend_texts()
