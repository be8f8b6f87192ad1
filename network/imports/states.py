"""The workflow of an import, as a table: from the file to the contacts and back."""

from datetime import timedelta
from typing import Any

from django.db.models import Q

from network.models import ContactImport

State = ContactImport.State

WORK = (State.READING, State.APPLYING, State.UNDOING)
"""The states in which a worker has something to do."""

UNDO_LIFE = timedelta(days=30)
"""How long an import can be taken back. Then the cards that it came with are forgotten."""
PREVIEW_LIFE = timedelta(days=7)
"""How long a file waits for its member to choose. Then it is forgotten: it holds the addresses of people."""

KEPT = (State.READING, State.COLUMNS, State.PREVIEW)
"""The states in which a file may be read once more. In any other it is forgotten, and so are examples from it."""

MOVES: dict[str, tuple[tuple[State, ...], State]] = {
    "show": ((State.READING,), State.PREVIEW),
    "ask": ((State.READING,), State.COLUMNS),
    "say": ((State.COLUMNS, State.PREVIEW), State.READING),
    "refuse": ((State.READING,), State.UNREADABLE),
    "leave": ((State.READING, State.COLUMNS, State.PREVIEW), State.CANCELLED),
    "add": ((State.PREVIEW,), State.APPLYING),
    "finish": ((State.APPLYING,), State.DONE),
    "take back": ((State.DONE,), State.UNDOING),
    "stop": ((State.APPLYING,), State.UNDOING),
    "end": ((State.UNDOING,), State.UNDONE),
}
"""What may happen, from which states, and where it leads. Nothing else writes `ContactImport.state`."""


def move(import_id: int, what: str, *conditions: Q, **fields: Any) -> bool:
    """Move an import by the step `what` and write `fields` with it; return whether that was possible.

    It is one conditional update, so one of two clicks at the same time succeeds.
    """
    before, after = MOVES[what]
    if after not in KEPT:
        fields |= {"upload": None, "tables": []}
    found = ContactImport.objects.filter(*conditions, pk=import_id, state__in=before)
    return bool(found.update(state=after, **fields))
