"""What a worker does with an import: one lease, short transactions, and after a kill the next worker goes on."""

import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.contacts.identity import one_at_a_time
from network.contacts.importing.adding import add_some, rows_to_add
from network.contacts.importing.known import known_to, own_addresses
from network.contacts.importing.lease import Lease, LeaseLost, take
from network.contacts.importing.planning import Planned, plan_cards
from network.contacts.importing.preparing import prepare
from network.contacts.importing.states import State, move
from network.contacts.importing.undoing import rows_to_take_back, take_some_back
from network.contacts.reading import BadRow, Reading, UnreadableFile, read
from network.models import ContactImport, ImportRow

AT_A_TIME = 500  # rows in one transaction: a second or less, so that nobody else waits long for the database
logger = logging.getLogger(__name__)


def work_on(import_id: int) -> None:
    """Do what the import waits for, to its end; nothing if it waits for nothing or another worker is at it."""
    lease = take(import_id)
    if lease is None:
        return
    try:
        brought = ContactImport.objects.select_related("member").get(pk=import_id)
        STEPS[State(brought.state)](brought, lease)
    except LeaseLost:
        logger.info("import %s: another worker has taken over", import_id)


def read_in(brought: ContactImport, lease: Lease) -> None:
    """Read the file and write down what would become of each card; the file itself is then forgotten."""
    try:
        reading = read(bytes(brought.upload or b""), most_cards=settings.IMPORT_MAX_CARDS)
    except UnreadableFile as refusal:
        return refuse(lease, str(refusal))
    except Exception:
        logger.exception("import %s: the reader failed", brought.pk)
        return refuse(lease, _("Something in this file is beyond us. That is our fault, and nothing of it was kept."))
    member = brought.member
    planned = plan_cards(reading.cards, known_to(member), own_addresses(member))
    rows = [*rows_of(brought, planned), *bad_rows_of(brought, reading)]
    with transaction.atomic():
        lease.renew()
        brought.rows.all().delete()  # of a worker that was killed halfway
    for start in range(0, len(rows), AT_A_TIME):
        with transaction.atomic():
            lease.renew()
            ImportRow.objects.bulk_create(rows[start : start + AT_A_TIME])
    with transaction.atomic():
        lease.renew()
        move(brought.pk, "show", format=reading.format.value, upload=None)
    return None


def rows_of(brought: ContactImport, planned: list[Planned]) -> list[ImportRow]:
    return [
        ImportRow(
            origin=brought,
            number=one.card.number,
            plan=one.plan,
            reason=one.reason[:300],
            chosen=one.plan in (ImportRow.Plan.ADD, ImportRow.Plan.UPDATE),
            card=one.card.as_mapping() | {"same_as": one.same_as},
            contact_id=one.contact,
        )
        for one in planned
    ]


def bad_rows_of(brought: ContactImport, reading: Reading) -> list[ImportRow]:
    def row(bad: BadRow) -> ImportRow:
        card = {"number": bad.number, "name": bad.hint}
        plan = ImportRow.Plan.BAD
        return ImportRow(origin=brought, number=bad.number, plan=plan, reason=bad.reason, chosen=False, card=card)

    return [row(bad) for bad in reading.bad_rows]


def refuse(lease: Lease, reason: str) -> None:
    with transaction.atomic():
        lease.renew()
        move(lease.import_id, "refuse", reason=reason[:300], upload=None)


def add_chosen(brought: ContactImport, lease: Lease) -> None:
    """Add what was chosen, some hundred at a time; a card that the database refuses is a bad row, alone."""
    while rows := rows_to_add(brought, AT_A_TIME):
        try:
            prepared = prepare(brought, rows)
            with transaction.atomic():
                one_at_a_time()
                lease.renew()
                add_some(brought, rows, prepared)
        except ValueError:
            add_one_by_one(brought, lease, rows)
    with transaction.atomic():
        lease.renew()
        # what was not brought in is forgotten: nobody asked us to keep it
        brought.rows.filter(applied_at=None).exclude(plan=ImportRow.Plan.BAD).update(card={}, before=None)
        move(brought.pk, "finish", finished_at=timezone.now())


def add_one_by_one(brought: ContactImport, lease: Lease, rows: list[ImportRow]) -> None:
    """Find the rows that cannot be added by adding each alone."""
    for row in rows:
        try:
            prepared = prepare(brought, [row])
            with transaction.atomic():
                one_at_a_time()
                lease.renew()
                add_some(brought, [row], prepared)
        except ValueError:
            logger.exception("import %s: row %s was refused", brought.pk, row.number)
            refused = ImportRow.objects.filter(pk=row.pk)
            refused.update(plan=ImportRow.Plan.BAD, chosen=False, reason=_("Something in it could not be kept."))


def take_back(brought: ContactImport, lease: Lease) -> None:
    """Undo the import, the last rows first."""
    while rows := rows_to_take_back(brought, AT_A_TIME):
        prepared = prepare(brought, rows, with_lines=False)
        with transaction.atomic():
            one_at_a_time()
            lease.renew()
            take_some_back(brought, rows, prepared)
    with transaction.atomic():
        lease.renew()
        brought.rows.update(card={}, before=None)
        move(brought.pk, "end", finished_at=timezone.now())


STEPS = {State.READING: read_in, State.APPLYING: add_chosen, State.UNDOING: take_back}
