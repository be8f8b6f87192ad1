"""The Celery app. A message is a hint that something waits; the truth is always a row in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backr.settings.embedded")

app = Celery("backr")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
