"""The features of the service, and the settings derived from their declarations.

A new feature is one line in `FEATURES`; everything else about it is in its own package.
"""

from typing import Any

from network.platform.features import Consumer, ScheduledTask, load

FEATURES = [  # lower layers first: a feature imports only from those above its own line
    "network.platform",
    "network.people",
    "network.identity",
    "network.contacts",
    "network.recommendations",
    "network.conversations",
    "network.people_map",
    "network.imports",
    "network.invitations",
    "network.introductions",
    "network.suggestions",
    "network.help",
    "network.today",
    "network.demo",
]


def outbox_consumers() -> dict[str, Consumer]:
    """Return the consumers of the outbox by name."""
    return {consumer.name: consumer for feature in load(FEATURES) for consumer in feature.consumers}


def task_routes() -> dict[str, dict[str, str]]:
    """Return the queue of each feature's tasks, in Celery's form."""
    return {f"{tasks.module}.*": {"queue": tasks.queue} for feature in load(FEATURES) for tasks in feature.tasks}


def scheduled_tasks(*, demo: bool) -> dict[str, dict[str, Any]]:
    """Return the beat schedule of the features, in Celery's form: of every service, or what the demo adds."""
    declared = [task for feature in load(FEATURES) for task in feature.schedule]
    return {task.name: _entry(task) for task in declared if task.demo_only == demo}


def _entry(task: ScheduledTask) -> dict[str, Any]:
    options = {"options": {"expires": task.expires}} if task.expires else {}
    return {"task": task.task, "schedule": task.schedule, **options}
