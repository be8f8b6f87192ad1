"""What a member says in the preview: that a row is the same person as another, or somebody else; and what words about
work mean."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from matching.vocabulary import vocabulary
from network.contacts.everyday_names import reader_of
from network.imports.actions import preview_of
from network.imports.apply import keep_private, save_rows
from network.models import Contact, ContactImport, ImportRow, Member, UnplacedWork
from network.platform.chunks import in_chunks

ASK, ADD, UPDATE = ImportRow.Plan.ASK, ImportRow.Plan.ADD, ImportRow.Plan.UPDATE


@transaction.atomic
def decide(*, member: Member, import_id: int, wanted: Mapping[int, str]) -> None:
    """Take another plan of rows of the preview: "somebody else", or "the same person" after all.

    `wanted` is the plan that each number is to have, so that a page that is sent twice decides once.
    """
    brought = preview_of(member, import_id)
    rows = list(brought.rows.filter(number__in=wanted))
    _take(brought, [(row, other) for row in rows if (other := _other_plan(row, wanted[row.number]))])


@transaction.atomic
def answer_all(*, member: Member, import_id: int, are_same: bool) -> None:
    """Answer every open question alike: "yes, the same" or "no, somebody else"."""
    brought = preview_of(member, import_id)
    for ids in in_chunks(brought.rows.filter(plan=ASK).order_by("number").values_list("pk", flat=True)):
        rows = brought.rows.filter(pk__in=ids).order_by("number")
        _take(brought, [(row, row.card["instead" if are_same else "apart"]) for row in rows])


LINE = ("same_as", "line", "line_is_past")
"""What of a plan is kept with the card of its row, beside the plans that it can be changed to."""
Other = Mapping[str, Any]
"""Another plan of a row, as `Planned.as_mapping` gave it."""


def _others(row: ImportRow) -> list[Other]:
    return [row.card[name] for name in ("instead", "apart") if row.card.get(name)]


def _other_plan(row: ImportRow, wanted: str) -> Other | None:
    return next((other for other in _others(row) if other["plan"] == wanted), None)


def _take(brought: ContactImport, decided: Collection[tuple[ImportRow, Other]]) -> None:
    """Give each row the other plan. What it can still be changed to is the plan that it had, or of a question the
    other answer."""
    ids = {int(other["contact"]) for _row, other in decided if other.get("contact")}
    there = set(Contact.objects.filter(owner=brought.member, pk__in=ids).values_list("pk", flat=True))
    for row, other in decided:
        mine = {"plan": row.plan, "reason": row.reason, "contact": row.contact_id}
        mine |= {key: row.card.get(key) for key in LINE}
        left = next((some for some in _others(row) if some is not other), None) if row.plan == ASK else mine
        row.card |= {key: other.get(key) for key in LINE} | {"instead": left, "apart": None, "decided": True}
        row.plan, row.reason = other["plan"], other["reason"]
        row.contact_id = other["contact"] if other["contact"] in there else None
        row.chosen = row.plan in (ADD, UPDATE)
    rows = [row for row, _other in decided]
    save_rows(rows, ["card", "plan", "reason", "contact", "chosen"])
    keep_private(brought, {row.card["same_as"] for row in rows if row.card.get("private") and row.card["same_as"]})


@dataclass(frozen=True)
class Said:
    """What a member says of one question: a line of the vocabulary, words of their own, or to keep it out; or nothing
    of these, and so to be asked later."""

    line_of_work: str = ""
    typed: str = ""
    kept_out: bool = False


@transaction.atomic
def say_work(*, member: Member, import_id: int, said: Mapping[int, Said]) -> bool:
    """Keep the answers to questions, by their ids; return whether one is in words for which a line is still to choose.

    Raises NotFoundError as every action of the preview does.
    """
    if not said:
        return False
    rows = list(preview_of(member, import_id).unplaced_work.filter(pk__in=said))
    line_of = reader_of(member)
    for row in rows:
        answer(row, said[row.pk], line_of)
    UnplacedWork.objects.bulk_update(rows, ["typed", "line_of_work", "kept_out"])
    return any(said[row.pk].typed and not row.answered for row in rows)


def answer(row: UnplacedWork, said: Said, line_of: Callable[[str], str]) -> None:
    if said.typed:
        row.typed = said.typed
        row.line_of_work, row.kept_out = line_of(said.typed), False
    elif said.kept_out or not said.line_of_work:
        row.typed, row.line_of_work, row.kept_out = "", "", said.kept_out
    elif vocabulary().knows(said.line_of_work):
        row.line_of_work, row.kept_out = said.line_of_work, False
