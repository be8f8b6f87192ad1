"""Adding what was chosen to the list, some rows in one transaction."""

from collections.abc import Container, Sequence

from django.db.models import Q
from django.utils import timezone

from network.contacts.actions import add_many, change_many
from network.contacts.cards import ContactCard, card_of
from network.contacts.fingerprints import fingerprint_of
from network.contacts.importing.merging import as_mapping, merged
from network.contacts.importing.preparing import Prepared
from network.contacts.importing.rows import save_rows
from network.models import Address, Contact, ContactImport, Fingerprint, ImportRow

ADD, UPDATE = ImportRow.Plan.ADD, ImportRow.Plan.UPDATE


def rows_to_add(brought: ContactImport, most: int) -> list[ImportRow]:
    """Return the next rows that were chosen and are not added yet."""
    waiting = brought.rows.filter(chosen=True, applied_at=None, plan__in=[ADD, UPDATE])
    return list(waiting.order_by("number")[:most])


def add_some(brought: ContactImport, rows: Sequence[ImportRow], prepared: Prepared) -> None:
    """Add the rows, all or none. For the caller's transaction. Raises ValueError if one of them cannot be kept.

    What has changed since the preview is seen to: somebody who was to be added to and is gone is added anew, and
    somebody who has come in the meantime by another way is not doubled.
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
    cards = [prepared.cards[row.pk] for row in new]
    contacts = add_many(owner=brought.member, cards=cards, came_with=brought, lines=prepared.lines)
    now = timezone.now()
    for row, contact in zip(new, contacts, strict=True):
        row.plan, row.contact, row.applied_at = ADD, contact, now
    added = {row.pk: contact.pk for row, contact in zip(new, contacts, strict=True)}
    targets |= {pk: added[base] for pk, base in chained.items()}
    add_to(brought, [row for row in rows if row.pk in targets], targets, prepared)
    save_rows(rows, ["plan", "contact", "before", "applied_at"])


def made_before(brought: ContactImport, rows: Sequence[ImportRow]) -> dict[int, int]:
    """Return, by row id, the contact that an earlier card of the same person has made already."""
    wanted = {row.pk: row.card.get("same_as") for row in rows if row.plan == UPDATE and row.card.get("same_as")}
    made = brought.rows.filter(number__in=set(wanted.values()), applied_at__isnull=False, contact__isnull=False)
    contacts = dict(made.values_list("number", "contact_id"))
    return {pk: contacts[number] for pk, number in wanted.items() if number in contacts}


def same_as_one_of(rows: Sequence[ImportRow], by_number: dict[int, int], done: Container[int]) -> dict[int, int]:
    """Return, by the id of each row that is not `done`, what `by_number` has for the row that it is the same as."""
    waiting = [row for row in rows if row.plan == UPDATE and row.pk not in done]
    return {row.pk: by_number[row.card["same_as"]] for row in waiting if row.card.get("same_as") in by_number}


def come_meanwhile(brought: ContactImport, rows: Sequence[ImportRow], prepared: Prepared) -> dict[int, int]:
    """Return, by row id, the contact with the same e-mail address that came after the preview by another way."""
    email = Address.Kind.EMAIL
    digests = {
        row.pk: [fingerprint_of(*pair) or "" for pair in prepared.cards[row.pk].addresses if pair[0] == email]
        for row in rows
        if row.plan == ADD
    }
    held = Fingerprint.objects.filter(
        ~Q(contact__came_with=brought) | Q(contact__came_with=None),
        contact__owner=brought.member,
        digest__in={digest for some in digests.values() for digest in some},
    )
    holders = dict(held.order_by("-contact_id").values_list("digest", "contact_id"))
    found = {pk: [holders[digest] for digest in some if digest in holders] for pk, some in digests.items()}
    return {pk: some[0] for pk, some in found.items() if some and some[0] is not None}


def add_to(brought: ContactImport, rows: Sequence[ImportRow], targets: dict[int, int], prepared: Prepared) -> None:
    """Bring what is new in each row to its contact, row after row, and note what was there before."""
    contacts = Contact.objects.filter(owner=brought.member).select_related("place").prefetch_related("addresses")
    found = contacts.in_bulk({targets[row.pk] for row in rows})
    first: dict[int, ContactCard] = {pk: card_of(contact) for pk, contact in found.items()}
    last = dict(first)
    now = timezone.now()
    for row in rows:
        contact = targets[row.pk]
        row.before = as_mapping(last[contact])
        last[contact] = merged(last[contact], prepared.cards[row.pk])
        row.plan, row.contact, row.applied_at = UPDATE, found[contact], now
    changed = {pk: card for pk, card in last.items() if card != first[pk]}
    change_many(owner=brought.member, cards=changed, lines=prepared.lines)
