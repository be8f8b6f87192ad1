"""The way of an import, from the file to the list and back."""

from typing import Any

from django.db.models import Q

from network.models import ContactImport

State = ContactImport.State

MOVES: dict[str, tuple[tuple[State, ...], State]] = {
    "show": ((State.READING,), State.PREVIEW),
    "refuse": ((State.READING,), State.UNREADABLE),
    "leave": ((State.READING, State.PREVIEW), State.CANCELLED),
    "add": ((State.PREVIEW,), State.APPLYING),
    "finish": ((State.APPLYING,), State.DONE),
    "take back": ((State.DONE,), State.UNDOING),
    "end": ((State.UNDOING,), State.UNDONE),
}
"""What may happen, from which states, and where it leads. Nothing else writes `ContactImport.state`."""


def move(import_id: int, what: str, *conditions: Q, **fields: Any) -> bool:
    """Let `what` happen to an import, and write `fields` with it; return whether it could.

    One conditional update, so that of two clicks at once one counts. The lease, if there is one, ends.
    """
    before, after = MOVES[what]
    found = ContactImport.objects.filter(*conditions, pk=import_id, state__in=before)
    return bool(found.update(state=after, leased_until=None, **fields))
