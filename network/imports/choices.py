"""What else a row of the preview could be, as the member can choose it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from network.models import ImportRow

ADD = ImportRow.Plan.ADD
Other = Mapping[str, Any]
"""Another plan of a row, as `Planned.as_mapping` gave it."""


@dataclass(frozen=True)
class Choice:
    """What a row could be instead: `value` is the plan in the form in which it is posted, `who` whom it is joined with
    ("" for a new contact)."""

    value: str
    who: str


def choices_of(row: ImportRow) -> list[Choice]:
    """Return what the member can choose for a row, joins first."""
    choices = [Choice(f"{row.number}-{other['plan']}{_target(other)}", _who(other)) for other in others_of(row)]
    return sorted(choices, key=lambda choice: not choice.who)


def _who(other: Other) -> str:
    return "" if other["plan"] == ADD else other.get("who") or "?"


def others_of(row: ImportRow) -> list[Other]:
    """Return the other plans of a row."""
    named = [row.card[name] for name in ("instead", "apart") if row.card.get(name)]
    return [*named, *row.card.get("also", ())]


def other_plan(row: ImportRow, wanted: str) -> Other | None:
    """Return the other plan that `wanted` names, as `Choice.value` after the number; the first of those that it may."""
    plan, dash, _target_of = wanted.partition("-")
    others = (other for other in others_of(row) if other["plan"] == plan)
    return next((other for other in others if not dash or wanted == f"{plan}{_target(other)}"), None)


def _target(other: Other) -> str:
    """Return with whom a plan joins a row: a contact, or a card of the file."""
    if contact := other.get("contact"):
        return f"-c{contact}"
    return f"-n{other['same_as']}" if other.get("same_as") else ""
