"""The Celery app. A message is only a hint that there is work; the work itself is always a row in the database."""

import os

from celery import Celery

from network.platform.features import features

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backr.settings.embedded")


def packages_with_tasks() -> list[str]:
    """Return the packages whose `tasks` modules hold tasks: the project's own, and those that features declare."""
    declared = [tasks.module for feature in features() for tasks in feature.tasks]
    return ["backr", *(module.removesuffix(".tasks") for module in declared)]


app = Celery("backr")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(packages_with_tasks)
