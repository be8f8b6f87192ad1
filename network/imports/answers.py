"""What a member says in the preview: that a row is the same person as another, or somebody else; and what words about
work mean."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from matching.vocabulary import vocabulary
from network.contacts.everyday_names import reader_of
from network.imports.actions import preview_of
from network.imports.apply import keep_private, save_rows
from network.imports.choices import Other, other_plan, others_of
from network.models import Contact, ContactImport, ImportRow, Member, UnplacedWork
from network.platform.chunks import in_chunks

ASK, ADD, UPDATE = ImportRow.Plan.ASK, ImportRow.Plan.ADD, ImportRow.Plan.UPDATE


@transaction.atomic
def decide(*, member: Member, import_id: int, wanted: Mapping[int, str]) -> None:
    """Take another plan of rows of the preview: "somebody else", or "the same person" after all.

    `wanted` is the plan that each number is to have, as `choices_of` says it, so that a page that is sent twice decides
    once.
    """
    brought = preview_of(member, import_id)
    rows = list(brought.rows.filter(number__in=wanted))
    _take(brought, [(row, other) for row in rows if (other := other_plan(row, wanted[row.number]))])


@transaction.atomic
def answer_all(*, member: Member, import_id: int, are_same: bool) -> None:
    """Answer every open question alike: "yes, the same" or "no, somebody else".

    Which of several people it is stays open: that is a question of its own for each.
    """
    brought = preview_of(member, import_id)
    for ids in in_chunks(brought.rows.filter(plan=ASK).order_by("number").values_list("pk", flat=True)):
        rows = brought.rows.filter(pk__in=ids).order_by("number")
        alike = (row for row in rows if not (are_same and row.card.get("also")))
        _take(brought, [(row, row.card["instead" if are_same else "apart"]) for row in alike])


LINE = ("same_as", "line", "line_is_past", "who")
"""What of a plan is kept with the card of its row, beside the plans that it can be changed to."""


def _take(brought: ContactImport, decided: Collection[tuple[ImportRow, Other]]) -> None:
    """Give each row the other plan. What it can still be changed to is the plan that it had, or of a question the
    other answer."""
    ids = {int(other["contact"]) for _row, other in decided if other.get("contact")}
    there = set(Contact.objects.filter(owner=brought.member, pk__in=ids).values_list("pk", flat=True))
    for row, other in decided:
        mine = {"plan": row.plan, "reason": row.reason, "contact": row.contact_id}
        mine |= {key: row.card.get(key) for key in LINE}
        left = [some for some in others_of(row) if some is not other]
        instead, *also = left if row.plan == ASK else [mine, *left]
        row.card |= {key: other.get(key) for key in LINE}
        row.card |= {"instead": instead, "apart": None, "also": also, "decided": True}
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
