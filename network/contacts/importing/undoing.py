"""Taking an import back: who was added goes, what was added to somebody goes, and what the member did since stays."""

from collections.abc import Iterable, Sequence
from itertools import chain

from django.db.models import Q
from django.utils.translation import gettext as _

from network.contacts.actions import change_many, remove_many
from network.contacts.cards import ContactCard, card_of
from network.contacts.importing.merging import from_mapping, merged, same, unmerged
from network.contacts.importing.preparing import Prepared
from network.contacts.importing.rows import save_rows
from network.models import Acquaintance, Contact, ContactImport, ImportRow, Introduction, Invitation, Place


def rows_to_take_back(brought: ContactImport, most: int) -> list[ImportRow]:
    """Return the next rows that still stand, the last of the file first."""
    return list(brought.rows.filter(applied_at__isnull=False).order_by("-number")[:most])


def take_some_back(brought: ContactImport, rows: Sequence[ImportRow], prepared: Prepared) -> None:
    """Take the rows back, all or none; `reason` then says what was left and why. For the caller's transaction."""
    contacts = Contact.objects.filter(owner=brought.member).select_related("place").prefetch_related("addresses")
    found = contacts.in_bulk({row.contact_id for row in rows if row.contact_id})
    first = {pk: card_of(contact) for pk, contact in found.items()}
    last = dict(first)
    places = Place.objects.in_bulk({row.before["place"] for row in rows if row.before and row.before["place"]})
    busy = in_use(found)
    gone: set[int] = set()
    for row in rows:
        row.applied_at, row.reason = None, ""
        contact = found.get(row.contact_id or 0)
        if contact is None:
            row.reason = _("You have removed them already.")
        elif row.plan == ImportRow.Plan.UPDATE:
            row.reason = take_from(row, last, prepared, places)
        else:
            row.reason = why_kept(contact, last[contact.pk], prepared.cards[row.pk], busy)
            gone |= set() if row.reason else {contact.pk}
    brought.rows.filter(pk__in=[row.pk for row in rows]).update(applied_at=None, reason="")
    save_rows([row for row in rows if row.reason], ["reason"])
    changed = {pk: card for pk, card in last.items() if pk not in gone and card != first[pk]}
    change_many(owner=brought.member, cards=changed)
    remove_many(owner=brought.member, contact_ids=gone)


def take_from(row: ImportRow, last: dict[int, ContactCard], prepared: Prepared, places: dict[int, Place]) -> str:
    """Take what the row brought from its contact in `last`; return what to say of it, "" if all is as it was before."""
    contact = row.contact_id or 0
    before = from_mapping(row.before or {}, places)
    after = merged(before, prepared.cards[row.pk])
    as_left = same(last[contact], after)
    last[contact] = unmerged(last[contact], before, after)
    if as_left:
        return ""
    words = _("You have changed %(name)s since. We took away only what this file had brought.")
    return words % {"name": last[contact].name}


def in_use(contacts: Iterable[int]) -> set[int]:
    """Return those of the contacts that something of the member's own rests on.

    That is a personal link, an introduction, or having said whom they know.
    """
    ids = list(contacts)
    known = Acquaintance.objects.filter(Q(low__in=ids) | Q(high__in=ids)).values_list("low_id", "high_id")
    invited = Invitation.objects.filter(contact__in=ids).values_list("contact_id", flat=True)
    introduced = Introduction.objects.filter(contact__in=ids).values_list("contact_id", flat=True)
    return {pk for pk in (*invited, *introduced, *chain.from_iterable(known)) if pk is not None}


def why_kept(contact: Contact, now: ContactCard, as_added: ContactCard, busy: set[int]) -> str:
    """Return why a contact that the import added stays in the list; "" if it goes."""
    words = ""
    if contact.confirmed_as_id is not None:
        words = _("You and %(name)s have shaken hands since, so we left them in your list.")
    elif contact.pk in busy:
        words = _(
            "You have made a personal link for %(name)s, or said whom they know, or they are in an introduction, "
            "so we left them."
        )
    elif contact.line_source != Contact.LineSource.FOUND or not same(now, as_added):
        words = _("You have changed %(name)s since, so we left them in your list.")
    return words % {"name": contact.name}
