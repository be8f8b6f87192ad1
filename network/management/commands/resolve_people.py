"""Work out anew which contacts are one person, after the rule for it has changed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from network.identity.resolve import one_at_a_time, resolve
from network.models import Contact
from network.platform.chunks import in_chunks


class Command(BaseCommand):
    help = "Work out anew which contacts are one person. It can be stopped and started again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        ids = Contact.objects.order_by("pk").values_list("pk", flat=True)
        for some in in_chunks(list(ids)):
            with transaction.atomic():
                one_at_a_time()
                resolve(some)
        self.stdout.write(f"{len(ids)} contacts looked at.")
