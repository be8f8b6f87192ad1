"""Every task has a queue that the workers read, and takes little."""

import inspect

from django.conf import settings

from backr.celery import app
from tests.architecture.walking import every_module

QUEUES = {"default", "outbox", "graph", "vectors", "mail", "imports"}


def our_tasks() -> dict[str, object]:
    every_module()
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if name.startswith(("backr.", "network.", "matching."))}


def test_every_task_has_a_queue() -> None:
    without = [name for name, task in our_tasks().items() if getattr(task, "queue", None) not in QUEUES]
    assert our_tasks()
    assert without == []


def test_every_task_is_short() -> None:
    long = []
    for name, task in our_tasks().items():
        source = inspect.getsource(task.run)  # type: ignore[attr-defined]
        body = [line for line in source.splitlines() if line.strip() and not line.strip().startswith(("@", '"', "#"))]
        if len(body) > 14:
            long.append((name, len(body)))
    assert long == []


def test_everything_on_the_schedule_exists() -> None:
    tasks = our_tasks()
    missing = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"] not in tasks]
    assert missing == []
