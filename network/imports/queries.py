"""What a member sees of an import, and the existing contacts in the form that planning needs."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone

from network.contacts.cards import ContactCard
from network.imports.choices import choices_of
from network.imports.keys import key_for, key_of, pages_in
from network.imports.reading import NamedAfter, TableColumns
from network.imports.sharing import Known
from network.imports.states import UNDO_LIFE, WORK, State
from network.imports.work import HAS_ANSWER, SHOW, Question, asked_of, page_of, questions_page
from network.models import Address, Contact, ContactImport, ImportRow, Member, UnplacedWork
from network.platform.chunks import CHUNK
from network.platform.errors import NotFoundError
from network.platform.outbox.status import is_parked
from network.platform.text import told_work

ON_A_PAGE = 100
EARLIER = 20
Plan = ImportRow.Plan


@dataclass(frozen=True)
class Counts:
    """How many rows: by plan, ticked by plan, and done so far. `unsure`: those to be added of which there is something
    to say, such as whom they resemble."""

    ask: int = 0
    add: int = 0
    update: int = 0
    skip: int = 0
    bad: int = 0
    unsure: int = 0
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
        return self.ask + self.add + self.update + self.skip + self.bad


@dataclass(frozen=True)
class Look:
    """An import and one page of its rows, all of the plan `show`. `undo_until`: the last moment to take it back.
    `is_stuck`: the work on it failed so often that nobody tries again by themselves."""

    brought: ContactImport
    counts: Counts
    show: str
    page: "Page[Any]"
    undo_until: datetime | None
    is_stuck: bool = False
    questions: Sequence[Question] = ()
    """What is asked on this page about words for work, in the list "work"."""
    asked: int = 0
    """How many words for work are asked about on all pages."""
    unanswered: int = 0

    @property
    def template(self) -> str:
        return f"imports/{'stuck' if self.is_stuck else self.brought.state}.html"

    @property
    def can_undo(self) -> bool:
        return self.undo_until is not None or (self.is_stuck and self.brought.state == State.APPLYING)

    @property
    def not_ticked(self) -> int:
        return self.counts.add + self.counts.update - self.counts.chosen

    @property
    def unused(self) -> str:
        """The names of the columns that hold something that nothing was made of."""
        return ", ".join(dict.fromkeys(name for table in tables_of(self.brought) for name in table.unused))

    @property
    def numbers(self) -> str:
        return "" if self.questions else ",".join(str(row.number) for row in self.page)


def import_of(member: Member, import_id: int) -> ContactImport:
    """Return an import of the member's, without the file. Raises NotFoundError if it is not theirs."""
    brought = ContactImport.objects.defer("upload").filter(pk=import_id, member=member).first()
    if brought is None:
        raise NotFoundError
    return brought


def tables_of(brought: ContactImport) -> list[TableColumns]:
    """Return the columns of the tables in a file, of which the member may say what they are."""
    return [TableColumns.from_mapping(table) for table in brought.tables]


def can_choose(member: Member, import_id: int) -> bool:
    """Tell whether the import still waits for choosing. Raises NotFoundError if it is not theirs."""
    return import_of(member, import_id).state == State.PREVIEW


def open_questions(import_id: int) -> int:
    """Return how many rows of an import wait for an answer."""
    return ImportRow.objects.filter(origin=import_id, plan=Plan.ASK).count()


def look(member: Member, import_id: int, show: str, page_number: str) -> Look:
    """Return what the page of an import shows, in six queries, or seven while it is worked on.

    Raises NotFoundError if it is not theirs.
    """
    brought = import_of(member, import_id)
    counts, asked = counts_of(brought), asked_about(brought)
    is_stuck = brought.state in WORK and is_parked("imports", brought.pk)
    if show == SHOW and asked[0]:
        page, questions = questions_page(brought, page_number)
        return Look(brought, counts, show, page, undo_until(brought), is_stuck, questions, *asked)
    if show not in Plan.values:
        show = first_to_show(brought, counts)
    rows = Paginator(rows_to_show(brought, show), ON_A_PAGE).get_page(page_number)
    about = asked_of(brought, rows.object_list)
    for row in rows.object_list:
        say_what_others_read(row, brought, about.get(row.card.get("asked", "")))
        row.choices = choices_of(row)
    return Look(brought, counts, show, rows, undo_until(brought), is_stuck, (), *asked)


def asked_about(brought: ContactImport) -> tuple[int, int]:
    """Return how many words for work are asked about, and of how many nothing is said yet. At most one query."""
    if brought.state != State.PREVIEW or brought.all_private:
        return 0, 0
    count = brought.unplaced_work.aggregate(asked=Count("pk"), unanswered=Count("pk", filter=~HAS_ANSWER))
    return count["asked"], count["unanswered"]


def first_to_show(brought: ContactImport, counts: Counts) -> str:
    if brought.state == State.DONE:
        return Plan.BAD
    return next((plan for plan in (Plan.ASK, Plan.ADD, Plan.UPDATE, Plan.SKIP) if getattr(counts, plan)), Plan.BAD)


def rows_to_show(brought: ContactImport, show: str) -> QuerySet[ImportRow]:
    """Return the rows to list: those of a plan, or after an undo those that could not be undone completely.

    Of those to be added, the ones of which there is something to say come first: nobody looks for them on 200 pages.
    """
    rows = brought.rows.order_by("number")
    if brought.state == State.UNDONE:
        return rows.filter(plan__in=[Plan.ADD, Plan.UPDATE], chosen=True).exclude(reason="")
    rows = rows.filter(plan=show).select_related("contact")
    return rows.order_by(Case(When(reason="", then=1), default=0), "number") if show == Plan.ADD else rows


def say_what_others_read(row: ImportRow, brought: ContactImport, asked: UnplacedWork | None) -> None:
    """Set the line of work that others may be told of once the row is added, "" for nothing; and, where that depends
    on an answer about its work (`asked`) still to come, the page of the question."""
    contact = row.contact if row.plan in (Plan.UPDATE, Plan.SKIP) else None
    is_private = contact.private if contact else brought.all_private or row.card.get("private")
    is_found = contact is None or (contact.line_source == Contact.LineSource.FOUND and not contact.work)
    line = row.card.get("line") or (asked.line_of_work if asked else "")
    found = told_work(line, row.card.get("line_is_past", False))
    read = found if contact is None or is_found else told_work(contact.line_of_work, contact.line_is_past)
    row.others_read = "" if is_private else read
    is_open = asked is not None and not asked.answered and is_found and not is_private
    row.asked_on_page = page_of(asked) if asked is not None and is_open else None


def counts_of(brought: ContactImport) -> Counts:
    grouped = brought.rows.order_by().values("plan", "chosen")
    rows = grouped.annotate(rows=Count("pk"), done=Count("applied_at"), said=Count("pk", filter=~Q(reason="")))
    found: dict[str, Any] = {}
    for row in rows:
        plan = row["plan"]
        found[plan] = found.get(plan, 0) + row["rows"]
        if plan == Plan.ADD:
            found["unsure"] = found.get("unsure", 0) + row["said"]
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


def known_to(member: Member) -> list[Known]:
    """Return the member's contacts, with what they were imported from. Three queries."""
    sources: dict[int, list[str]] = defaultdict(list)
    imported = ImportRow.objects.filter(origin__member=member, applied_at__isnull=False, contact__isnull=False)
    for contact_id, seen_as in imported.order_by("pk").values_list("contact", "seen_as"):
        sources[contact_id or 0] += seen_as
    addresses: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for contact, kind, value in Address.objects.filter(contact__owner=member).values_list("contact", "kind", "value"):
        addresses[contact].append((kind, value))
    contacts = Contact.objects.filter(owner=member).order_by("pk")
    fields = contacts.values_list("pk", "name", "work", "firm", "place_words", "place__name", "note")
    return [
        Known(
            ContactCard(name, work, firm, tuple(addresses[pk]), place_words=words or place or "", note=note),
            map(key_for, dict.fromkeys([*(key_of(*pair) for pair in addresses[pk]), *pages_in(note)])),
            contact=pk,
            sources=sources.get(pk, ()),
            named_after=NamedAfter.NAME if any(map(str.isalpha, name)) and "@" not in name else NamedAfter.ADDRESS,
        )
        for pk, name, work, firm, words, place, note in fields.iterator(chunk_size=CHUNK)
    ]


def own_addresses(member: Member) -> list[str]:
    """Return the member's own e-mail addresses, so that their own card is not imported."""
    proved = EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True)
    return [member.email, *proved]
