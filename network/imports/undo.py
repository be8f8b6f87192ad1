"""Undo an import: new contacts and additions to existing ones are removed, and later changes by the member stay."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from django.db.models import Q
from django.utils.translation import gettext as _

from network.contacts.actions import change_many, remove_many
from network.contacts.cards import ContactCard, cards_of
from network.imports.additions import merged
from network.imports.apply import GIVEN, Prepared, save_rows
from network.imports.merge import AFTER_NOTE, from_mapping, same, unmerged
from network.models import Acquaintance, Contact, ContactImport, ImportRow, Introduction, Invitation, Place


def rows_to_undo(brought: ContactImport, most: int, *, before: int | None = None) -> list[ImportRow]:
    """Return the next rows that are still applied, the last of the file first, of those below the number `before`."""
    rows = brought.rows.filter(applied_at__isnull=False)
    rows = rows if before is None else rows.filter(number__lt=before)
    return list(rows.order_by("-number")[:most])


def undo_rows(brought: ContactImport, rows: Sequence[ImportRow], prepared: Prepared) -> None:
    """Undo the rows, all or none, in the caller's transaction. `reason` then says what was left and why."""
    contacts = Contact.objects.filter(owner=brought.member).select_related("place")
    found = contacts.in_bulk({row.contact_id for row in rows if row.contact_id})
    first = cards_of(found.values())
    last = dict(first)
    places = Place.objects.in_bulk({row.before["place"] for row in rows if row.before and row.before["place"]})
    busy = in_use(found)
    gone: set[int] = set()
    unsaid: set[int] = set()
    for row in rows:
        row.applied_at, row.reason = None, ""
        contact = found.get(row.contact_id or 0)
        if contact is None:
            row.reason = _("You’ve already removed them.")
        elif row.plan == ImportRow.Plan.UPDATE:
            row.reason = take_from(row, last, prepared, places)
            unsaid |= {contact.pk} if GIVEN in row.card and not has_a_line_said_since(row, contact) else set()
        else:
            is_said = contact.pk not in unsaid and has_a_line_said_since(row, contact)
            row.reason = why_kept(contact, last[contact.pk], prepared.cards[row.pk], busy, is_said=is_said)
            gone |= set() if row.reason else {contact.pk}
    brought.rows.filter(pk__in=[row.pk for row in rows]).update(applied_at=None, reason="")
    save_rows([row for row in rows if row.reason], ["reason"])
    changed = {pk: card for pk, card in last.items() if pk not in gone and card != first[pk]}
    Contact.objects.filter(pk__in=unsaid - gone).update(
        line_source=Contact.LineSource.FOUND, line_of_work="", line_is_past=False
    )
    change_many(owner=brought.member, cards=changed)
    remove_many(owner=brought.member, contact_ids=gone)


def take_from(row: ImportRow, last: dict[int, ContactCard], prepared: Prepared, places: dict[int, Place]) -> str:
    """Remove what the row added to its contact in `last`; return a note for the member, "" if all is as before."""
    contact = row.contact_id or 0
    before = from_mapping(row.before or {}, places)
    after = merged(before, prepared.cards[row.pk])
    # In the words and the language of the day. Before 28 November 2026 a note was only filled in, and not written down.
    after = replace(after, note=(row.before or {}).get(AFTER_NOTE, before.note or prepared.cards[row.pk].note))
    as_left = same(last[contact], after)
    last[contact] = unmerged(last[contact], before, after)
    if as_left:
        return ""
    words = _(
        "You’ve changed what you wrote about %(name)s since then, so we’ve only taken away what came from this file."
    )
    return words % {"name": last[contact].name}


def in_use(contacts: Iterable[int]) -> set[int]:
    """Return the contacts in use elsewhere: in an invitation, an introduction or an acquaintance.

    A request that was never delivered to the owner, the introducer, is none of which they may learn here.
    """
    ids = list(contacts)
    known = Acquaintance.objects.filter(Q(low__in=ids) | Q(high__in=ids)).values_list("low_id", "high_id")
    invited = Invitation.objects.filter(contact__in=ids).values_list("contact_id", flat=True)
    delivered = Introduction.objects.exclude(held_back=True, introducer_agreed_at=None)
    introduced = delivered.filter(contact__in=ids).values_list("contact_id", flat=True)
    return {pk for pk in (*invited, *introduced, *chain.from_iterable(known)) if pk is not None}


def has_a_line_said_since(row: ImportRow, contact: Contact) -> bool:
    """Tell whether the member has said what others may read of the contact, other than in the preview of the row."""
    said = [contact.line_source, contact.line_of_work, contact.line_is_past]
    return contact.line_source != Contact.LineSource.FOUND and said != row.card.get(GIVEN)


def why_kept(contact: Contact, now: ContactCard, as_added: ContactCard, busy: set[int], *, is_said: bool) -> str:
    """Return why a contact that the import added stays, or "" if it is removed. `is_said`: its line was said since."""
    words = ""
    if contact.confirmed_as_id is not None:
        words = _("You and %(name)s have shaken hands since then, so we’ve left them on your list.")
    elif contact.pk in busy:
        words = _(
            "You’ve made a personal link for %(name)s, or said who they know, or they’re part of an "
            "introduction, so we’ve left them on your list."
        )
    elif is_said or not same(now, as_added):
        words = _("You’ve changed what you wrote about %(name)s since then, so we’ve left them on your list.")
    return words % {"name": contact.name}
