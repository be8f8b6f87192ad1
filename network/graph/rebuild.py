"""Make the graph from nothing."""

from django.db import transaction

from network.graph import driver
from network.models import Member
from network.outbox.record import mark


def fill_if_empty() -> int:
    """Mark all members for projection if the graph holds nobody; return how many. Raises `GraphUnavailable`."""
    if driver.read("any_person"):
        return 0
    members = list(Member.objects.values_list("pk", flat=True))
    with transaction.atomic():
        mark("graph", members)
    return len(members)
