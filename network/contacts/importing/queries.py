"""What a member sees of an import."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils import timezone

from network.contacts.importing.forgetting import UNDO_LIFE
from network.contacts.importing.states import State
from network.models import ContactImport, ImportRow, Member

ON_A_PAGE = 100
EARLIER = 20
Plan = ImportRow.Plan


@dataclass(frozen=True)
class Counts:
    """How many rows: by plan, ticked by plan, and done so far."""

    add: int = 0
    update: int = 0
    skip: int = 0
    bad: int = 0
    add_chosen: int = 0
    update_chosen: int = 0
    added: int = 0
    updated: int = 0

    @property
    def chosen(self) -> int:
        return self.add_chosen + self.update_chosen

    @property
    def done(self) -> int:
        return self.added + self.updated

    @property
    def all(self) -> int:
        return self.add + self.update + self.skip + self.bad


@dataclass(frozen=True)
class Look:
    """An import and one page of its rows, all of the plan `show`. `undo_until`: the last moment to take it back."""

    brought: ContactImport
    counts: Counts
    show: str
    page: "Page[ImportRow]"
    undo_until: datetime | None

    @property
    def not_ticked(self) -> int:
        return self.counts.add + self.counts.update - self.counts.chosen

    @property
    def numbers(self) -> str:
        return ",".join(str(row.number) for row in self.page)


def import_of(member: Member, import_id: int) -> ContactImport:
    """Return an import of the member's, without the file. Raises Http404 if it is not theirs."""
    brought = ContactImport.objects.defer("upload").filter(pk=import_id, member=member).first()
    if brought is None:
        raise Http404
    return brought


def can_choose(member: Member, import_id: int) -> bool:
    """Tell whether the import still waits for choosing. Raises Http404 if it is not theirs."""
    return import_of(member, import_id).state == State.PREVIEW


def look(member: Member, import_id: int, show: str, page_number: str) -> Look:
    """Return what the page of an import shows. Four queries, however long the file. Raises Http404 if not theirs."""
    brought = import_of(member, import_id)
    counts = counts_of(brought)
    if show not in Plan.values:
        show = first_to_show(brought, counts)
    page = Paginator(rows_to_show(brought, show), ON_A_PAGE).get_page(page_number)
    return Look(brought, counts, show, page, undo_until(brought))


def first_to_show(brought: ContactImport, counts: Counts) -> str:
    if brought.state == State.DONE:
        return Plan.BAD
    return next((plan for plan in (Plan.ADD, Plan.UPDATE, Plan.SKIP) if getattr(counts, plan)), Plan.BAD)


def rows_to_show(brought: ContactImport, show: str) -> QuerySet[ImportRow]:
    """Return the rows for the list: those of a plan; after an undo, those that could not simply be taken back."""
    rows = brought.rows.order_by("number")
    if brought.state == State.UNDONE:
        return rows.filter(plan__in=[Plan.ADD, Plan.UPDATE], chosen=True).exclude(reason="")
    return rows.filter(plan=show)


def counts_of(brought: ContactImport) -> Counts:
    rows = brought.rows.order_by().values("plan", "chosen").annotate(rows=Count("pk"), done=Count("applied_at"))
    found: dict[str, Any] = {}
    for row in rows:
        plan = row["plan"]
        found[plan] = found.get(plan, 0) + row["rows"]
        if plan in (Plan.ADD, Plan.UPDATE):
            done = "added" if plan == Plan.ADD else "updated"
            found[done] = found.get(done, 0) + row["done"]
            if row["chosen"]:
                found[f"{plan}_chosen"] = row["rows"]
    return Counts(**found)


def undo_until(brought: ContactImport) -> datetime | None:
    if brought.state != State.DONE or brought.finished_at is None:
        return None
    until = brought.finished_at + UNDO_LIFE
    return until if until > timezone.now() else None


def earlier(member: Member) -> list[ContactImport]:
    """Return the member's latest imports, without their files. One query."""
    return list(ContactImport.objects.filter(member=member).defer("upload").order_by("-created_at")[:EARLIER])
