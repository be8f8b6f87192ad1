"""The functions that write an introduction's state, with the ledger entry and the notices of each transition.

`unaccounted` checks the ledger against the states.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from network.introductions import notices
from network.introductions.errors import NotAllowedError
from network.introductions.permissions import check_may
from network.introductions.states import ACTS, LIVE, NOT_YET, TRANSITIONS, Action, Role
from network.models import Introduction, LedgerEntry
from network.platform.ledger.record import write_entry
from network.platform.ledger.verify import Broken

CHAIN = "introduction:"

ACTS_LEADING_TO: defaultdict[str, set[str]] = defaultdict(set)
for (_state, action), transition in TRANSITIONS.items():
    ACTS_LEADING_TO[transition.to].add(ACTS[action])


def create(introduction: Introduction, *, details: dict[str, Any]) -> Introduction:
    """Save a new introduction in its first state. Write the ledger entry and the notices.

    `details` are kept in the ledger. Raises `IntegrityError`, and leaves the transaction usable, if the requester has
    a live introduction through the same contact.
    """
    introduction.state = TRANSITIONS[NOT_YET, Action.ASK].to
    with transaction.atomic():
        introduction.save(force_insert=True)
    _record(introduction, NOT_YET, Action.ASK, details)
    return introduction


def apply_transition(
    introduction: Introduction,
    action: Action,
    *,
    role: Role,
    now: datetime,
    details: dict[str, Any],
    **changes: Any,
) -> Introduction:
    """Take `action` on `introduction`, with `changes` to its other fields. Write the ledger entry and the notices.

    Call it within a transaction. `details` are kept in the ledger. The update applies only if the state and the
    deadline are still as they were read, so of two people who act at once only the first succeeds.
    Raises `NotAllowedError`.
    """
    transition = check_may(introduction, action, role, now)
    before = introduction.state
    if transition.to not in LIVE:
        changes["closed_at"] = now
    unchanged = Introduction.objects.filter(pk=introduction.pk, state=before, deadline=introduction.deadline)
    if not unchanged.update(state=transition.to, **changes):
        raise NotAllowedError
    introduction.refresh_from_db()
    _record(introduction, before, action, details)
    return introduction


def _record(introduction: Introduction, before: str, action: Action, details: dict[str, Any]) -> None:
    write_entry(subject=introduction, act=ACTS[action], details=details)
    notices.cancel_deadline_notices(introduction)
    notices.notify_of_action(introduction, before, action)
    notices.notify_at_deadline(introduction, action)


def unaccounted() -> Iterator[Broken]:
    """Yield the introductions whose state does not follow from the last act in their chain.

    A chain from whose end an entry was deleted, or a chain that was deleted as a whole, has no gap in it, and nothing
    else shows the loss before the next daily head. One query, so that an act that is being written is read whole or
    not at all.
    """
    chain = Concat(Value(CHAIN), Cast(OuterRef("pk"), CharField()))
    entries = LedgerEntry.objects.filter(chain=chain, act__in=ACTS.values()).order_by("-number")
    introductions = Introduction.objects.annotate(
        last_act=Subquery(entries.values("act")[:1]), last_number=Subquery(entries.values("number")[:1])
    )
    rows = introductions.order_by("pk").values_list("pk", "state", "last_act", "last_number")
    for pk, state, act, number in rows.iterator(chunk_size=2000):
        if act not in ACTS_LEADING_TO[state]:
            reason = _("it says “%(state)s”, and no entry explains that") % {"state": state}
            yield Broken(f"{CHAIN}{pk}", number or 0, reason)
