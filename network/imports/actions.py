"""What a member does with an import. Every action checks that it is theirs and possible in its state."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from network.imports.apply import save_rows
from network.imports.reading import TableColumns, weight
from network.imports.states import PREVIEW_LIFE, UNDO_LIFE, State, move
from network.imports.work import forget_answers
from network.imports.worker import CONSUMER, work_on
from network.models import Address, ContactImport, ImportRow, Member
from network.platform.chunks import CHUNK, in_chunks
from network.platform.errors import NotFoundError
from network.platform.outbox.record import mark
from network.platform.outbox.status import is_parked

AT_ONCE_BYTES = 48 * 1024
AT_ONCE_ROWS = 40
AT_ONCE_ADDRESSES = 500
"""Up to these limits the page does the work itself: reading and adding take little over 100 ms."""
MOST_WAITING = 5  # imports of one member that are not chosen from yet; a file may have 25 MB

ASK, ADD, UPDATE = ImportRow.Plan.ASK, ImportRow.Plan.ADD, ImportRow.Plan.UPDATE


def bring(*, member: Member, filename: str, data: bytes) -> ContactImport:
    """Accept a file. A small one is read at once, a larger one by a worker."""
    small = is_small(member, data)
    with transaction.atomic():
        name = filename.replace("\0", "")[-200:]
        brought = ContactImport.objects.create(member=member, filename=name, upload=data)
        mark(CONSUMER, [brought.pk], hinted=not small)
    _leave_all_but_the_newest(member)
    if small:
        work_on(brought.pk)
    return ContactImport.objects.defer("upload").get(pk=brought.pk)


def _leave_all_but_the_newest(member: Member) -> None:
    """Forget what the member brought and went no further with, but for the newest. Each keeps its file for a week."""
    waiting = ContactImport.objects.filter(member=member, state__in=[State.READING, State.COLUMNS, State.PREVIEW])
    for pk in waiting.order_by("-pk").values_list("pk", flat=True)[MOST_WAITING:]:
        with suppress(NotFoundError):  # they have just gone on with it
            leave(member=member, import_id=pk)


def is_small(member: Member, data: bytes) -> bool:
    """Tell whether a file is read and planned while the page waits."""
    return weight(data) <= AT_ONCE_BYTES and Address.objects.filter(contact__owner=member).count() <= AT_ONCE_ADDRESSES


def say_columns(*, member: Member, import_id: int, columns: Sequence[TableColumns]) -> None:
    """Take what the member says of the columns, and read the file once more. Raises NotFoundError if it is too late."""
    said = [table.as_mapping() | {"examples": ()} for table in columns]
    with transaction.atomic():
        if not move(import_id, "say", Q(member=member, upload__isnull=False), columns=said):
            raise NotFoundError
        upload = ContactImport.objects.values_list("upload", flat=True).get(pk=import_id)
        small = is_small(member, bytes(upload or b""))
        mark(CONSUMER, [import_id], hinted=not small)
    if small:
        work_on(import_id)


@transaction.atomic
def tick(*, member: Member, import_id: int, shown: Collection[int], ticked: Collection[int]) -> None:
    """Save the ticks of one page of the preview. `shown` are the numbers of the rows that had a box on it."""
    rows = ImportRow.objects.filter(origin=preview_of(member, import_id), plan__in=[ADD, UPDATE])
    on = set(shown) & set(ticked)
    rows.filter(number__in=on, chosen=False).update(chosen=True)
    rows.filter(number__in=set(shown) - on, chosen=True).update(chosen=False)


@transaction.atomic
def tick_all(*, member: Member, import_id: int, plan: str, on: bool) -> None:
    """Tick or clear every row of a plan (`ImportRow.Plan`), on all pages."""
    rows = ImportRow.objects.filter(origin=preview_of(member, import_id), plan__in=[ADD, UPDATE])
    rows.filter(plan=plan).update(chosen=on)


@transaction.atomic
def set_private(*, member: Member, import_id: int, private: bool) -> None:
    """Set whether all new contacts are private."""
    ContactImport.objects.filter(pk=preview_of(member, import_id).pk).update(all_private=private)


def add_chosen(*, member: Member, import_id: int) -> bool:
    """Begin to add what is ticked; return False if nothing is. Raises NotFoundError, as every action here does."""
    with transaction.atomic():
        brought = preview_of(member, import_id)
        chosen = brought.rows.filter(chosen=True, plan__in=[ADD, UPDATE]).count()
        if not chosen:
            return False
        stand_in(brought)
        if not move(import_id, "add"):
            raise NotFoundError
        small = chosen <= AT_ONCE_ROWS
        mark(CONSUMER, [import_id], hinted=not small)
    if small:
        work_on(import_id)
    return True


def stand_in(brought: ContactImport) -> None:
    """Where the first card of a person is not added by itself, let a later one take its place.

    If the first is not ticked, the later one is added instead. If the member has said that the first is somebody who
    was there before, the later one goes to them too. If they have not said who the first is, the later one waits too.
    """
    fields = ("number", "plan", "chosen", "contact_id", "card__same_as")
    first = {number: Base(*rest) for number, *rest in brought.rows.values_list(*fields).iterator(chunk_size=CHUNK)}
    later = brought.rows.filter(plan=UPDATE, chosen=True, contact=None).order_by("number")
    instead: dict[int, int] = {}
    for ids in in_chunks(later.values_list("pk", flat=True)):
        rows = [row for row in later.filter(pk__in=ids) if stood_in(row, first, instead)]
        save_rows(rows, ["card", "plan", "contact", "chosen"])


@dataclass(frozen=True)
class Base:
    """What `stand_in` needs of a row."""

    plan: str
    chosen: bool
    contact: int | None
    same_as: int | None


def stood_in(row: ImportRow, first: Mapping[int, Base], instead: dict[int, int]) -> bool:
    """Change the row if its first card is not added by itself, and return whether. `instead`: who took whose place."""
    number = row.card.get("same_as")
    base = first.get(number)
    while base is not None and base.plan != ADD and base.contact is None and base.same_as is not None:
        number = base.same_as
        base = first.get(number)
    if base is None or (base.plan == ADD and base.chosen and number == row.card["same_as"]):
        return False
    if base.plan == ASK:
        row.chosen = False
        return True
    row.card["same_as"] = instead.get(number, number if base.plan == ADD and base.chosen else None)
    if base.plan != ADD:
        row.contact_id = base.contact
    elif not base.chosen and number not in instead:
        instead[number], row.plan = row.number, ADD
    return True


def leave(*, member: Member, import_id: int) -> None:
    """Cancel the import and delete what was read. Raises NotFoundError if it is too late for that, or not theirs."""
    with transaction.atomic():
        if not move(import_id, "leave", Q(member=member), finished_at=timezone.now()):
            raise NotFoundError
        ImportRow.objects.filter(origin=import_id).delete()
        forget_answers(import_id)
        release_parked(import_id)


def try_again(*, member: Member, import_id: int) -> None:
    """Let workers take up an import that failed too often, from where it stands; nothing if it is not parked.

    Raises NotFoundError if it is not theirs.
    """
    with transaction.atomic():
        if not ContactImport.objects.filter(pk=import_id, member=member).exists():
            raise NotFoundError
        release_parked(import_id)


def release_parked(import_id: int) -> None:
    """Make an import due again if it is parked: to be tried, or to be seen to have no work left."""
    if is_parked(CONSUMER, import_id):
        mark(CONSUMER, [import_id])


def undo(*, member: Member, import_id: int) -> None:
    """Start to undo an import: one that is done, or one that failed too often while it was added.

    Raises NotFoundError if there is nothing to undo, or it is not theirs.
    """
    in_time = Q(finished_at__gt=timezone.now() - UNDO_LIFE)
    with transaction.atomic():
        is_stopped = is_parked(CONSUMER, import_id) and move(import_id, "stop", Q(member=member))
        if not is_stopped and not move(import_id, "take back", Q(member=member), in_time):
            raise NotFoundError
        small = ImportRow.objects.filter(origin=import_id, applied_at__isnull=False).count() <= AT_ONCE_ROWS
        mark(CONSUMER, [import_id], hinted=not small)
    if small:
        work_on(import_id)


def preview_of(member: Member, import_id: int) -> ContactImport:
    """Return, locked, an import of the member's that is in preview. Raises NotFoundError if there is none."""
    found = ContactImport.objects.select_for_update().filter(pk=import_id, member=member, state=State.PREVIEW)
    brought = found.defer("upload").first()
    if brought is None:
        raise NotFoundError
    return brought


def forget_old() -> None:
    """Delete abandoned previews and files that could not be read, the cards of imports that cannot be undone, and by
    what those are known again who are no contacts any more."""
    now = timezone.now()
    waiting = [State.READING, State.COLUMNS, State.PREVIEW]
    left = ContactImport.objects.filter(state__in=waiting, created_at__lte=now - PREVIEW_LIFE).select_related("member")
    for brought in left.defer("upload"):
        with suppress(NotFoundError):  # its member has just chosen
            leave(member=brought.member, import_id=brought.pk)
    over = ContactImport.objects.filter(state=State.DONE, finished_at__lte=now - UNDO_LIFE)
    kept = ImportRow.objects.filter(~Q(card={}), origin__in=over).exclude(plan=ImportRow.Plan.BAD)
    kept.update(card={}, before=None)
    gone = ImportRow.objects.filter(~Q(seen_as=[]), contact=None, applied_at__isnull=False)
    gone.update(seen_as=[])
