"""What a worker does with an import: one lease, short transactions, and after a kill the next worker continues."""

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from network.contacts.everyday_names import reader_of
from network.identity.resolve import one_at_a_time
from network.imports.apply import add_some, keep_private, prepare, rows_to_add
from network.imports.plan import Planned, plan_cards, with_work_of_name
from network.imports.queries import known_to, own_addresses
from network.imports.reading import BadRow, Reading, TableColumns, UnknownColumns, UnreadableFile, read
from network.imports.states import WORK, State, move
from network.imports.undo import rows_to_undo, undo_rows
from network.imports.work import Questions, forget_answers, open_contacts
from network.models import ContactImport, ImportRow
from network.platform.chunks import CHUNK
from network.platform.outbox.drain import drain_subject
from network.platform.outbox.lease import Lease, LeaseLost, renew_or_stop
from network.platform.text import shortened

CONSUMER = "imports"
ROWS_AT_ONCE = CHUNK  # in one transaction
RENEW_SECONDS = 10.0  # a lease lasts six times as long
LONGEST_STEP_SECONDS = 300.0
"""Reading, or planning a chunk, takes seconds. Whatever takes so long would go on for ever."""
logger = logging.getLogger(__name__)
Result = TypeVar("Result")


class TooLongError(Exception):
    """A step took far longer than any file explains."""


class Turn:
    """A worker's turn at an import: it lasts while the worker holds the lease and the import is in the same state."""

    def __init__(self, lease: Lease, import_id: int, state: State) -> None:
        self.lease = lease
        self.import_id = import_id
        self.state = state

    def renew(self) -> None:
        """Lock the import and renew the lease. Raises `LeaseLost` if either is no longer this worker's.

        It is the first write of each transaction. So a worker that was overtaken commits nothing, and nothing is added
        to an import that the member has cancelled meanwhile.
        """
        if not ContactImport.objects.filter(pk=self.import_id, state=self.state).update(state=self.state):
            raise LeaseLost
        renew_or_stop(self.lease)

    def wait_for(self, work: Callable[[], Result]) -> Result:
        """Return what `work` returns, and renew the lease while it runs.

        `work` runs in a thread of its own, so it must not use the database. Raises `LeaseLost` as soon as the lease is
        lost, `TooLongError` after five minutes, or what `work` raises. The thread of a `work` that is no longer waited
        for runs on to its end, and nothing comes of it.
        """
        language = get_language()

        def in_our_language() -> Result:
            with override(language):
                return work()

        began = monotonic()
        executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import")
        try:
            future = executor.submit(in_our_language)
            while True:
                try:
                    return future.result(timeout=RENEW_SECONDS)
                except TimeoutError:
                    if future.done():
                        return future.result()
                if monotonic() - began > LONGEST_STEP_SECONDS:
                    raise TooLongError
                with transaction.atomic():
                    self.renew()
        finally:
            executor.shutdown(wait=False)


def project_imports(lease: Lease) -> None:
    """Do the work that the leased import waits for: the outbox's consumer "imports", one subject a lease.

    Raises `LeaseLost` when another worker has taken over, or the member has left the import.
    """
    [import_id] = map(int, lease.subjects)
    waiting = ContactImport.objects.select_related("member").filter(pk=import_id, state__in=WORK)
    brought = waiting.first()
    if brought is not None:
        state = State(brought.state)
        STEPS[state](brought, Turn(lease, import_id, state))


def work_on(import_id: int) -> None:
    """Do the work that the import waits for in this process, unless another worker has it."""
    drain_subject(CONSUMER, import_id)


def read_in(brought: ContactImport, turn: Turn) -> None:
    """Read the file, store a plan for each card, and delete the file."""
    try:
        reading = reading_of(brought, turn)
    except LeaseLost:
        raise
    except UnknownColumns as unknown:
        return ask(turn, unknown)
    except UnreadableFile as refusal:
        return refuse(turn, str(refusal))
    except TooLongError:
        return refuse(turn, _("Reading this file took too long. Please export it in parts, one group at a time."))
    except Exception:
        logger.exception("import %s: the reader failed", brought.pk)
        return refuse(
            turn,
            _("We couldn’t make sense of something in this file. That’s our fault, and we haven’t kept any of it."),
        )
    member = brought.member
    cards = turn.wait_for(lambda: [*map(with_work_of_name, reading.cards)])  # up to two milliseconds each
    planned = plan_cards(cards, known_to(member), own_addresses(member))
    questions = Questions(open_contacts(member))
    rows = chain(rows_of(brought, planned, reader_of(member), questions), bad_rows_of(brought, reading))
    with transaction.atomic():
        turn.renew()
        brought.rows.all().delete()  # from a worker that was killed halfway
    private: set[int] = set()
    while chunk := turn.wait_for(lambda: list(islice(rows, ROWS_AT_ONCE))):
        private |= {row.card["same_as"] for row in chunk if row.card.get("private") and row.card.get("same_as")}
        with transaction.atomic():
            turn.renew()
            ImportRow.objects.bulk_create(chunk)
    with transaction.atomic():
        turn.renew()
        keep_private(brought, private)
        questions.save(brought)
        # a table may be read once more, if the member says what its columns are
        kept = {"tables": [table.as_mapping() for table in reading.tables]} if reading.tables else {"upload": None}
        move(brought.pk, "show", format=reading.format.value, **kept)
    return None


def reading_of(brought: ContactImport, turn: Turn) -> Reading:
    """Read the file. Raises what `read` and `Turn.wait_for` raise."""
    data = bytes(brought.upload or b"")
    brought.upload = None  # it may be 25 MB
    said = [TableColumns.from_mapping(columns) for columns in brought.columns]
    return turn.wait_for(lambda: read(data, most_cards=settings.IMPORT_MAX_CARDS, columns=said))


def rows_of(
    brought: ContactImport, planned: Iterable[Planned], line_of: Callable[[str], str], questions: Questions
) -> Iterator[ImportRow]:
    """Yield a row for each plan. Planning goes on while rows are saved."""
    for plan in planned:
        mapping = plan.as_mapping(line_of)
        others = {"instead": plan.instead, "apart": plan.apart}
        about: dict[str, Any] = {"same_as": plan.same_as, "who": plan.who}
        about["also"] = [other.as_mapping(line_of) for other in plan.also]
        about |= {name: other and other.as_mapping(line_of) for name, other in others.items()}
        row = ImportRow(
            origin=brought,
            number=plan.card.number,
            plan=plan.plan,
            reason=plan.reason,
            chosen=plan.is_ticked,
            card=plan.card.as_mapping() | {key: mapping[key] for key in ("line", "line_is_past")} | about,
            contact_id=plan.contact,
            seen_as=list(plan.seen_as),
        )
        if asked := questions.ask(row, plan.work):
            row.card["asked"] = asked
        yield row


def bad_rows_of(brought: ContactImport, reading: Reading) -> Iterator[ImportRow]:
    def row(bad: BadRow) -> ImportRow:
        card = {"number": bad.number, "name": bad.hint}
        plan = ImportRow.Plan.BAD
        return ImportRow(origin=brought, number=bad.number, plan=plan, reason=bad.reason, chosen=False, card=card)

    return map(row, reading.bad_rows)


def ask(turn: Turn, unknown: UnknownColumns) -> None:
    """Let the member say what the columns are. The file is kept meanwhile."""
    with transaction.atomic():
        turn.renew()
        ImportRow.objects.filter(origin=turn.import_id).delete()  # of an earlier reading
        move(turn.import_id, "ask", tables=[table.as_mapping() for table in unknown.tables])


def refuse(turn: Turn, reason: str) -> None:
    with transaction.atomic():
        turn.renew()
        ImportRow.objects.filter(origin=turn.import_id).delete()
        move(turn.import_id, "refuse", reason=shortened(reason, 600))


def apply_chosen(brought: ContactImport, turn: Turn) -> None:
    """Add what was chosen, a chunk at a time. A card that the database refuses becomes a bad row by itself."""
    done = 0
    while rows := rows_to_add(brought, ROWS_AT_ONCE, after=done):
        done = rows[-1].number
        try:
            add_together(brought, turn, rows)
        except ValueError:
            add_one_by_one(brought, turn, rows)
    with transaction.atomic():
        turn.renew()
        # what was not imported is deleted: nobody asked us to keep it
        brought.rows.filter(applied_at=None).exclude(plan=ImportRow.Plan.BAD).update(card={}, before=None, seen_as=[])
        forget_answers(brought.pk)
        move(brought.pk, "finish", finished_at=timezone.now())


def add_together(brought: ContactImport, turn: Turn, rows: list[ImportRow]) -> None:
    """Add the rows in one transaction. Raises ValueError if the database refuses one of them."""
    prepared = prepare(brought, rows)
    with transaction.atomic():
        one_at_a_time()
        turn.renew()
        add_some(brought, rows, prepared)


def add_one_by_one(brought: ContactImport, turn: Turn, rows: list[ImportRow]) -> None:
    """Find the rows that cannot be added by adding each alone."""
    for row in rows:
        try:
            add_together(brought, turn, [row])
        except ValueError:
            logger.exception("import %s: row %s was refused", brought.pk, row.number)
            refused = ImportRow.objects.filter(pk=row.pk)
            refused.update(plan=ImportRow.Plan.BAD, chosen=False, reason=_("We couldn’t save something in it."))


def undo_applied(brought: ContactImport, turn: Turn) -> None:
    """Undo the import, the last rows first."""
    done = None
    while rows := rows_to_undo(brought, ROWS_AT_ONCE, before=done):
        done = rows[-1].number
        prepared = prepare(brought, rows, with_lines=False)
        with transaction.atomic():
            one_at_a_time()
            turn.renew()
            undo_rows(brought, rows, prepared)
    with transaction.atomic():
        turn.renew()
        brought.rows.update(card={}, before=None, seen_as=[])
        forget_answers(brought.pk, names=True)
        move(brought.pk, "end", finished_at=timezone.now())


STEPS = {State.READING: read_in, State.APPLYING: apply_chosen, State.UNDOING: undo_applied}
