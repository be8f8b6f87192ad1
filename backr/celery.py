"""The Celery app. A message is a hint that something waits; the truth is always a row in the database."""

import os
import pkgutil
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backr.settings.embedded")

NETWORK = Path(__file__).resolve().parent.parent / "network"


def packages_with_tasks() -> list[str]:
    """Return every package that may hold a `tasks` module: the apps, and each feature folder of network."""
    features = [f"network.{found.name}" for found in pkgutil.iter_modules([str(NETWORK)]) if found.ispkg]
    return ["backr", "matching", *features]


app = Celery("backr")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(packages_with_tasks)
