"""What a worker does for the matcher. Each task may run at any time and in two workers at once, and may be killed."""

from celery import shared_task

from network.suggestions import vectors


@shared_task
def make_vectors() -> None:
    """Make some of the vectors that are missing, those of the vocabulary among them."""
    vectors.make_vectors()


@shared_task
def forget_unheld_texts() -> None:
    """Forget the texts that nobody holds any longer, and hold those that somebody does."""
    vectors.mend_texts()
