"""Add the chosen rows to the member's contacts, a chunk to a transaction."""

from collections import defaultdict
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Q
from django.utils import timezone

from matching.understanding.past_work import WorkSaid
from network.contacts.actions import add_many, change_many, lines_of
from network.contacts.cards import ContactCard, cards_of
from network.identity.fingerprints import fingerprint_of
from network.identity.names import are_forms_of_one
from network.imports.additions import merged
from network.imports.merge import AFTER_NOTE, as_mapping, contact_card, places_named
from network.imports.reading import Card
from network.imports.work import answered, keep_out, remember_answers
from network.models import Contact, ContactImport, Fingerprint, ImportRow, UnplacedWork
from network.platform.chunks import in_chunks

ADD, UPDATE = ImportRow.Plan.ADD, ImportRow.Plan.UPDATE
GIVEN = "given"
"""In the card of a row: the source, the line of work that the member's words gave its contact, whether it is past."""


@dataclass(frozen=True)
class Prepared:
    """The contact made from each row, by the row's id; what each text says of work; what the member said of words."""

    cards: dict[int, ContactCard]
    lines: dict[str, WorkSaid]
    said: dict[str, UnplacedWork]


def prepare(brought: ContactImport, rows: Sequence[ImportRow], *, with_lines: bool = True) -> Prepared:
    """Work out the contacts of the rows. Call it before the transaction. Raises ValueError if a row has no name."""
    read = {row.pk: Card.from_mapping(row.card) for row in rows}
    found = places_named(card.place_words for card in read.values())
    cards = {pk: contact_card(card, all_private=brought.all_private, found=found) for pk, card in read.items()}
    if not with_lines:
        return Prepared(cards, {}, {})
    return Prepared(cards, lines_of(cards.values()), answered(brought, cards.values()))


def rows_to_add(brought: ContactImport, most: int, *, after: int = 0) -> list[ImportRow]:
    """Return the next rows that are chosen and not yet applied, of those beyond the number `after`."""
    waiting = brought.rows.filter(chosen=True, applied_at=None, plan__in=[ADD, UPDATE], number__gt=after)
    return list(waiting.order_by("number")[:most])


def add_some(brought: ContactImport, rows: Sequence[ImportRow], prepared: Prepared) -> None:
    """Apply the rows, all or none, in the caller's transaction. Raises ValueError if one of them cannot be stored.

    Changes since the preview are respected: a contact that was to be updated and is gone is added again, and a person
    who was added meanwhile in another way is not added twice.
    """
    targets = {row.pk: row.contact_id for row in rows if row.plan == UPDATE and row.contact_id}
    targets |= come_meanwhile(brought, rows, prepared)
    targets |= made_before(brought, rows)
    still_there = set(
        Contact.objects.filter(owner=brought.member, pk__in=set(targets.values())).values_list("pk", flat=True)
    )
    targets = {pk: contact for pk, contact in targets.items() if contact in still_there}
    targets |= same_as_one_of(rows, {row.number: targets[row.pk] for row in rows if row.pk in targets}, targets)
    first = {row.number: row.pk for row in rows if row.plan == ADD and row.pk not in targets}
    chained = same_as_one_of(rows, first, targets)
    new = [row for row in rows if row.pk not in targets and row.pk not in chained]
    open_before = Contact.objects.filter(pk__in=set(targets.values()), line_source=Contact.LineSource.FOUND)
    unsaid = set(open_before.values_list("pk", flat=True))
    remember_answers(brought, prepared.said)
    cards = [prepared.cards[row.pk] for row in new]
    contacts = add_many(owner=brought.member, cards=cards, came_with=brought, lines=prepared.lines)
    now = timezone.now()
    for row, contact in zip(new, contacts, strict=True):
        row.plan, row.contact, row.applied_at = ADD, contact, now
    added = {row.pk: contact.pk for row, contact in zip(new, contacts, strict=True)}
    targets |= {pk: added[base] for pk, base in chained.items()}
    add_to(brought, [row for row in rows if row.pk in targets], targets, prepared)
    unsaid.update(contact.pk for contact in contacts)
    keep_out(unsaid, prepared.said)
    note_lines_given(rows, unsaid)
    save_rows(rows, ["plan", "contact", "before", "applied_at"])


def note_lines_given(rows: Sequence[ImportRow], contact_ids: Collection[int]) -> None:
    """Write down in the rows that brought their work which of the contacts have a line that the member has said, or
    are kept out, so that it can be taken back with the work."""
    given = Contact.objects.filter(pk__in=contact_ids).exclude(line_source=Contact.LineSource.FOUND)
    lines = {pk: said for pk, *said in given.values_list("pk", "line_source", "line_of_work", "line_is_past")}
    having = []
    for row in rows:
        if row.contact_id in lines and row.card.get("work"):
            row.card[GIVEN] = lines.pop(row.contact_id)
            having.append(row)
    save_rows(having, ["card"])


def made_before(brought: ContactImport, rows: Sequence[ImportRow]) -> dict[int, int]:
    """Return, by row id, the contact already made from an earlier card of the same person."""
    wanted = {row.pk: row.card.get("same_as") for row in rows if row.plan == UPDATE and row.card.get("same_as")}
    made = brought.rows.filter(number__in=set(wanted.values()), applied_at__isnull=False, contact__isnull=False)
    contacts = dict(made.values_list("number", "contact_id"))
    return {pk: contacts[number] for pk, number in wanted.items() if number in contacts}


def same_as_one_of(rows: Sequence[ImportRow], by_number: dict[int, int], done: Container[int]) -> dict[int, int]:
    """Return, by the id of each row not in `done`, the entry in `by_number` of the row that it duplicates."""
    waiting = [row for row in rows if row.plan == UPDATE and row.pk not in done]
    return {row.pk: by_number[row.card["same_as"]] for row in waiting if row.card.get("same_as") in by_number}


def come_meanwhile(brought: ContactImport, rows: Sequence[ImportRow], prepared: Prepared) -> dict[int, int]:
    """Return, by row id, a contact with the same name and an address of one's own that was added after the preview.

    Whoever was there before was compared in the preview, and what the member said of a row stands.
    """
    since = Contact.objects.filter(owner=brought.member, created_at__gt=brought.created_at)
    if not since.filter(~Q(came_with=brought) | Q(came_with=None)).exists():
        return {}
    digests = {
        row.pk: [fingerprint_of(*pair) or "" for pair in prepared.cards[row.pk].addresses]
        for row in rows
        if row.plan == ADD and not row.card.get("decided")
    }
    held = Fingerprint.objects.filter(
        ~Q(contact__came_with=brought) | Q(contact__came_with=None),
        contact__owner=brought.member,
        contact__created_at__gt=brought.created_at,
        can_be_own=True,
    )
    wanted = {digest for some in digests.values() for digest in some}
    holders: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for some in in_chunks(wanted):
        rows_held = held.filter(digest__in=some).order_by("contact_id")
        for digest, contact, name in rows_held.values_list("digest", "contact_id", "contact__name"):
            if contact is not None:
                holders[digest][contact] = name
    found: dict[int, int] = {}
    for pk, some in digests.items():
        mine = prepared.cards[pk].name
        with_it = chain.from_iterable(holders[digest].items() for digest in some if digest in holders)
        same = next((contact for contact, name in with_it if are_forms_of_one(mine, name)), None)
        found |= {} if same is None else {pk: same}
    return found


def add_to(brought: ContactImport, rows: Sequence[ImportRow], targets: dict[int, int], prepared: Prepared) -> None:
    """Merge each row into its contact, in order, and record what was there before."""
    contacts = Contact.objects.filter(owner=brought.member).select_related("place")
    found = contacts.in_bulk({targets[row.pk] for row in rows})
    first = cards_of(found.values())
    last = dict(first)
    now = timezone.now()
    for row in rows:
        contact = targets[row.pk]
        row.before = as_mapping(last[contact])
        last[contact] = merged(last[contact], prepared.cards[row.pk])
        row.before[AFTER_NOTE] = last[contact].note
        row.plan, row.contact, row.applied_at = UPDATE, found[contact], now
    changed = {pk: card for pk, card in last.items() if card != first[pk]}
    change_many(owner=brought.member, cards=changed, lines=prepared.lines)


def keep_private(brought: ContactImport, numbers: Collection[int]) -> None:
    """Make all cards private that are one new person with a card of `numbers`, the numbers of their first cards."""
    for some in in_chunks(numbers):
        rows = list(brought.rows.filter(Q(number__in=some) | Q(card__same_as__in=some)))
        for row in rows:
            row.card["private"] = True
        save_rows(rows, ["card"])


def save_rows(rows: Sequence[ImportRow], fields: Sequence[str]) -> None:
    """Write `fields` of existing rows by one upsert, which is several times faster than `bulk_update`.

    The other columns are not handed over: a card may hold fifty addresses.
    """
    handed_over = {"id", "origin", "number", *fields}
    columns = [field.attname for field in ImportRow._meta.concrete_fields if field.name in handed_over]
    written = [ImportRow(**{name: getattr(row, name) for name in columns}) for row in rows]
    if written:
        ImportRow.objects.bulk_create(written, update_conflicts=True, unique_fields=["pk"], update_fields=fields)
