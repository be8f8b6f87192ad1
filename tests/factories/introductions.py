"""Introductions in each state, made directly, as the database's constraints want them."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from network.models import Contact, Introduction, Member


def make_introduction(
    requester: Member, contact: Contact, *, state: str = "asked", at: datetime | None = None, **fields: Any
) -> Introduction:
    """An introduction of `requester` through the owner of `contact`, asked for at `at`."""
    at = at or timezone.now()
    given: dict[str, Any] = {
        "requester": requester,
        "introducer": contact.owner,
        "target": contact.person,
        "contact": contact,
        "line_of_work": contact.line_of_work or "pastry chef",
        "purpose": Introduction.Purpose.CHAT,
        "words": "I would love to hear what the early mornings are like.",
        "state": state,
        "requester_agreed_at": at,
        "deadline": at + timezone.timedelta(days=14),
    }
    if state != "asked" and fields.get("declined_by") != "introducer":
        given["introducer_agreed_at"] = at
        if fields.get("target_member"):
            given["target_counted_at"] = at
    if state not in ("asked", "passed_on"):
        given["closed_at"] = at
    if state == "declined":
        given |= {"declined_by": "introducer", "telling": "quietly"}
    made = Introduction.objects.create(**(given | fields))
    Introduction.objects.filter(pk=made.pk).update(created_at=at)
    made.refresh_from_db()
    return made
