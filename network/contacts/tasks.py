"""Messages for workers. Each is a hint: what has to be done stands in the import's row, and the sweeper finds it."""

from celery import shared_task

from network.contacts.importing import lease
from network.contacts.importing.forgetting import forget_old
from network.contacts.importing.working import work_on


@shared_task
def work_on_import(import_id: int) -> None:
    """Do what an import waits for."""
    work_on(import_id)


@shared_task
def sweep_imports() -> None:
    """Wake a worker for every import that waits and has none, and forget what is no longer needed."""
    for import_id in lease.waiting():
        hint(import_id)
    forget_old()


def hint(import_id: int) -> None:
    """Ask a worker to look at the import soon. Not tried again when the broker is away: the sweeper sees to it."""
    work_on_import.apply_async((import_id,), expires=60, retry=False)
