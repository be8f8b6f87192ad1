"""When a subject is deleted, the notices and the ledger's words about it are deleted too, in the same transaction."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete

from network.models import LedgerWords, Notice
from network.platform.features import subjects
from network.platform.subjects import subject_name


def on_deleted(*, instance: Model, using: str, **_more: Any) -> None:
    """Do what a foreign key would, had notices and words one to each kind of subject. The ledger's entries stay."""
    name = subject_name(instance)
    LedgerWords.objects.using(using).filter(entry__chain=name).delete()
    Notice.objects.using(using).filter(subject=name).delete()


for subject in subjects().values():
    post_delete.connect(on_deleted, sender=subject.model, dispatch_uid=f"forget-{subject.kind}")
