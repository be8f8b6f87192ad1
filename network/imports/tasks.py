from celery import shared_task

from network.imports.actions import forget_old


@shared_task
def forget_old_imports() -> None:
    """Forget what is no longer needed of address books."""
    forget_old()
