"""Note that somebody is to be told something, in the transaction of the act that it is about."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from network.models import Member, Notice
from network.platform.features import Recipients, notice_kind
from network.platform.outbox.record import mark, require_transaction
from network.platform.subjects import subject_name


def notify(
    *,
    kind: str,
    member: Member | None = None,
    address: str = "",
    subject: Model | None = None,
    details: dict[str, Any] | None = None,
    due_at: datetime | None = None,
) -> Notice:
    """Make a notice, which a worker posts at `due_at` or soon, to a member or to an address that its owner gave.

    `kind` is one that a feature declares, with its templates. `details` are for them, and may say `{"path": "/…"}`, the
    page that the mail's one link opens. Whether it may go to its recipient is asked when it is posted.

    Raises `ValueError` unless there is exactly one recipient, and one that the kind is for; `KeyError` for a kind and
    `ValueError` for a subject that no feature declares; and `TransactionManagementError` outside of a transaction.
    """
    if (member is None) == (address == ""):
        raise ValueError("A notice goes either to a member or to a confirmed address.")
    if (Recipients.MEMBERS if member else Recipients.ADDRESSES) not in notice_kind(kind).recipients:
        raise ValueError(f"A notice of the kind {kind!r} does not go to {'members' if member else 'addresses'}.")
    require_transaction("Make a notice")
    notice = Notice.objects.create(
        kind=kind,
        member=member,
        address=address,
        subject=subject_name(subject) if subject else "",
        details=details or {},
        due_at=due_at or timezone.now(),
    )
    mark("mail", [notice.pk], due_at=due_at)
    return notice
