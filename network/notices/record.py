"""Note that somebody is to be told something, in the transaction of the act that it is about."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from network.models import Conversation, Introduction, Member, Notice
from network.outbox.record import mark, require_transaction


def notify(
    *,
    kind: str,
    member: Member | None = None,
    address: str = "",
    introduction: Introduction | None = None,
    conversation: Conversation | None = None,
    details: dict[str, Any] | None = None,
    due_at: datetime | None = None,
) -> Notice:
    """Make a notice, which a worker posts at `due_at` or soon, to a member or to an address that its owner confirmed.

    `kind` names the templates `emails/<kind>.subject.txt`, `.txt` and `.html`. `details` are for them, and may say
    `{"path": "/…"}`, the page that the mail's one link opens. Who really gets it is looked at when it is posted.

    Raises `ValueError` unless there is exactly one reader, and `TransactionManagementError` outside of a transaction.
    """
    if (member is None) == (address == ""):
        raise ValueError("A notice goes either to a member or to a confirmed address.")
    require_transaction("Make a notice")
    notice = Notice(
        kind=kind,
        member=member,
        address=address,
        introduction=introduction,
        conversation=conversation,
        details=details or {},
        due_at=due_at or timezone.now(),
    )
    notice.save()
    mark("mail", [notice.pk], due_at=due_at)
    return notice
