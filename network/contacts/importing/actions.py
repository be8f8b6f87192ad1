"""What a member does with an import. Everything checks that it is theirs and that it can be done now."""

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from network.contacts.importing.forgetting import UNDO_LIFE
from network.contacts.importing.rows import save_rows
from network.contacts.importing.states import State, move
from network.contacts.importing.working import work_on
from network.contacts.tasks import hint
from network.models import Address, ContactImport, ImportRow, Member

AT_ONCE_BYTES = 48 * 1024
AT_ONCE_ROWS = 40
AT_ONCE_ADDRESSES = 500
"""Up to these, reading (240 cards: 100 ms) and adding (40 rows: 120 ms, on two busy cores) are worth waiting for."""

ADD, UPDATE = ImportRow.Plan.ADD, ImportRow.Plan.UPDATE


def bring(*, member: Member, filename: str, data: bytes) -> ContactImport:
    """Take in a file, to be read now if it is small and by a worker else."""
    with transaction.atomic():
        name = filename.replace("\0", "")[-200:]
        brought = ContactImport.objects.create(member=member, filename=name, upload=data)
    small = len(data) <= AT_ONCE_BYTES and Address.objects.filter(contact__owner=member).count() <= AT_ONCE_ADDRESSES
    get_going(brought.pk, at_once=small)
    brought.refresh_from_db()
    return brought


def get_going(import_id: int, *, at_once: bool) -> None:
    """Do the work now, or ask a worker to; should the message be lost, the sweeper finds the row."""
    if at_once:
        work_on(import_id)
    else:
        transaction.on_commit(partial(hint, import_id), robust=True)


@transaction.atomic
def tick(*, member: Member, import_id: int, shown: Collection[int], ticked: Collection[int]) -> None:
    """Keep the ticks of one page of the preview: `shown` are the row numbers that it had boxes for."""
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
    """Say whether everybody who is new is to be private."""
    ContactImport.objects.filter(pk=preview_of(member, import_id).pk).update(all_private=private)


def add_chosen(*, member: Member, import_id: int) -> bool:
    """Begin to add what is ticked; return False, and leave all as it is, if nothing is. Raises Http404 as all here."""
    with transaction.atomic():
        brought = preview_of(member, import_id)
        chosen = brought.rows.filter(chosen=True, plan__in=[ADD, UPDATE]).count()
        if not chosen:
            return False
        stand_in(brought)
        if not move(import_id, "add"):
            raise Http404
    get_going(import_id, at_once=chosen <= AT_ONCE_ROWS)
    return True


def stand_in(brought: ContactImport) -> None:
    """Where the first card of a person is not ticked and a later one is, let the later one be the first."""
    left = set(brought.rows.filter(plan=ADD, chosen=False).values_list("number", flat=True))
    later = brought.rows.filter(plan=UPDATE, chosen=True, contact=None).order_by("number") if left else []
    instead: dict[int, int] = {}
    changed = []
    for row in later:
        number = row.card.get("same_as")
        if number in left:
            row.card["same_as"] = instead.get(number)
            if number not in instead:
                instead[number], row.plan = row.number, ADD
            changed.append(row)
    save_rows(changed, ["card", "plan"])


def leave(*, member: Member, import_id: int) -> None:
    """Let the file be, and forget all that was read from it. Raises Http404 if it is past that, or not theirs."""
    with transaction.atomic():
        if not move(import_id, "leave", Q(member=member), upload=None, finished_at=timezone.now()):
            raise Http404
        ImportRow.objects.filter(origin=import_id).delete()


def undo(*, member: Member, import_id: int) -> None:
    """Begin to take an import back. Raises Http404 if there is nothing to take back, or it is not theirs."""
    in_time = Q(finished_at__gt=timezone.now() - UNDO_LIFE)
    if not move(import_id, "take back", Q(member=member), in_time):
        raise Http404
    rows = ImportRow.objects.filter(origin=import_id, applied_at__isnull=False).count()
    get_going(import_id, at_once=rows <= AT_ONCE_ROWS)


def preview_of(member: Member, import_id: int) -> ContactImport:
    """Return an import of the member's that waits for choosing; raise Http404 else. Locks it, where there are locks."""
    found = ContactImport.objects.select_for_update().filter(pk=import_id, member=member, state=State.PREVIEW)
    brought = found.defer("upload").first()
    if brought is None:
        raise Http404
    return brought
