"""The one function that moves an introduction from state to state."""

from datetime import datetime
from typing import Any

from django.db import transaction

from network.introductions import emails
from network.introductions.errors import NotAllowedError
from network.introductions.permissions import check_may
from network.introductions.states import ACTS, LIVE, NOT_YET, TRANSITIONS, Action, Role
from network.ledger.record import write_entry
from network.models import Introduction, Member


def move(
    introduction: Introduction,
    action: Action,
    *,
    role: Role,
    now: datetime,
    said: dict[str, Any],
    **changes: Any,
) -> Introduction:
    """Take `action` on `introduction`, with `changes` to its other fields; write the ledger and the notices.

    Call it within a transaction. `said` is what the ledger keeps. The update holds only while the state and the
    deadline are what they were when it was read, so of two people who act at once one comes through.
    Raises `NotAllowedError`.
    """
    transition = check_may(introduction, action, role, now)
    before = introduction.state
    if transition.to not in LIVE:
        changes["closed_at"] = now
    unmoved = Introduction.objects.filter(pk=introduction.pk, state=before, deadline=introduction.deadline)
    if not unmoved.update(state=transition.to, **changes):
        raise NotAllowedError
    introduction.refresh_from_db()
    _note(introduction, before, action, said)
    return introduction


def begin(introduction: Introduction, *, said: dict[str, Any]) -> Introduction:
    """Save a new introduction in its first state; write the ledger and the notices.

    Raises `IntegrityError`, and leaves the transaction as it was, if the requester has a live one by the same record.
    """
    introduction.state = TRANSITIONS[NOT_YET, Action.ASK].to
    with transaction.atomic():
        introduction.save(force_insert=True)
    _note(introduction, NOT_YET, Action.ASK, said)
    return introduction


def lock_members(*member_ids: int) -> None:
    """Let whoever else wants to ask, or pass on to, one of these members wait until this transaction is over.

    Always in the order of their ids, so that nobody waits in a ring. SQLite has one writer at a time as it is.
    """
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=member_ids).order_by("pk").values_list("pk"))


def _note(introduction: Introduction, before: str, action: Action, said: dict[str, Any]) -> None:
    write_entry(introduction=introduction, act=ACTS[action], details=said)
    emails.take_back(introduction)
    emails.tell(introduction, before, action)
    emails.promise(introduction, action)
