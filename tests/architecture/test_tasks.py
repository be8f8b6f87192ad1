"""Every task has a queue that the workers read, and takes little."""

import inspect

import pytest
from django.conf import settings

from backr.celery import app
from tests.architecture.walking import every_module

QUEUES = {"default", "outbox", "graph", "vectors", "mail", "imports"}


def our_tasks() -> dict[str, object]:
    every_module()
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if name.startswith(("backr.", "network.", "matching."))}


def test_every_task_has_a_queue() -> None:
    """By CELERY_TASK_ROUTES in the settings: a task's own attribute goes in Celery 6, which warns of each."""
    routes = {name: app.amqp.router.lookup_route(name) or {} for name in our_tasks()}
    assert routes
    assert {name: route for name, route in routes.items() if route.get("queue") not in QUEUES} == {}
    assert [name for name, task in our_tasks().items() if getattr(task, "queue", None)] == []


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        ("network.platform.outbox.tasks.sweep", "outbox"),
        ("network.suggestions.tasks.make_vectors", "vectors"),
        ("network.imports.tasks.forget_old_imports", "imports"),
        ("backr.tasks.beat_heart", "outbox"),
    ],
)
def test_the_first_route_that_fits_is_taken(task: str, queue: str) -> None:
    assert app.amqp.router.route({}, task)["queue"].name == queue
    assert app.amqp.router.route({"queue": "vectors"}, task)["queue"].name == "vectors", "who sends it may say other"


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
