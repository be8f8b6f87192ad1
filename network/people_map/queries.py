"""What the circles show, read from the member's own rows and never from the graph."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from matching.vocabulary import major_group
from network.contacts.queries import whom_they_know
from network.contacts.searching import holding, search_for
from network.models import Acquaintance, Contact, Member
from network.people_map.lines import same_firm
from network.people_map.view_state import Look
from network.people_map.words import NO_WORK, how_known_of, sector_of
from network.platform.privacy.blocks import blocked_by
from network.platform.text import told_work

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Known:
    """What the drawing needs of a contact. `work` is the digit of a major group, or NO_WORK if unknown."""

    pk: int
    name: str
    does: str
    ring: int
    sector: str
    work: str
    firm: str
    handshake: bool
    private: bool


@dataclass(frozen=True)
class Opened:
    """The person shown beside the drawing, with what the owner wrote that concerns it."""

    contact: Contact
    knows: list[Contact]
    same_firm: list[tuple[int, str]]
    blocked: bool


@dataclass(frozen=True)
class People:
    """The people to draw. `total` counts the whole list; `pairs` are keys of acquaintances, the lower one first."""

    shown: list[Known]
    total: int
    pairs: list[tuple[int, int]]
    opened: Opened | None

    def page(self, number: str) -> "Page[Known]":
        return Paginator(self.shown, ON_A_PAGE).get_page(number)

    def page_of(self, keys: Collection[int], number: str) -> "Page[Known]":
        """Return a page of those with these keys."""
        return Paginator([person for person in self.shown if person.pk in keys], ON_A_PAGE).get_page(number)


def people_on_the_map(member: Member, look: Look) -> People:
    """Return the people that `look` shows: the opened person first, then handshakes, then the others by name.

    Four queries; up to three more if somebody is opened, whatever the number of people.
    """
    blocked = blocked_by(member.pk)
    rows = _narrowed(member, look).values_list(
        "pk",
        "name",
        "work",
        "line_of_work",
        "line_is_past",
        "closeness",
        "how_known",
        "firm",
        "confirmed_as_id",
        "private",
    )
    known = [_known(row, blocked) for row in rows.order_by("sort_key", "pk")]
    shown = [
        person
        for person in known
        if (not look.work or person.work == look.work) and (person.handshake or not look.handshake)
    ]
    shown.sort(key=lambda person: (person.pk != look.person, not person.handshake))
    pairs = list(Acquaintance.objects.of(member).values_list("low_id", "high_id"))
    total = Contact.objects.filter(owner=member).count()
    return People(shown, total, pairs, _opened(member, look, blocked))


def _narrowed(member: Member, look: Look) -> QuerySet[Contact]:
    contacts = holding(member, search_for(look.search))
    if look.ring is not None:
        contacts = contacts.filter(closeness=look.ring)
    if look.sector:
        contacts = contacts.filter(how_known=how_known_of(look.sector))
    if look.handshake:
        contacts = contacts.filter(confirmed_as__isnull=False)
    return contacts


def _known(row: tuple[int, str, str, str, bool, int, str, str, int | None, bool], blocked: set[int]) -> Known:
    pk, name, work, line, is_past, closeness, how_known, firm, confirmed_as, private = row
    return Known(
        pk=pk,
        name=name,
        does=told_work(line, is_past) or work,
        ring=closeness,
        sector=sector_of(how_known),
        work=major_group(line) or NO_WORK,
        firm=firm,
        handshake=confirmed_as is not None and confirmed_as not in blocked,
        private=private,
    )


def _opened(member: Member, look: Look, blocked: set[int]) -> Opened | None:
    """Return the opened person; None if nobody is, or if they are not in the member's list."""
    contact = Contact.objects.filter(owner=member, pk=look.person).first() if look.person is not None else None
    if contact is None:
        return None
    others: list[tuple[int, str]] = []
    if contact.firm:
        rows = Contact.objects.filter(owner=member).exclude(firm="").exclude(pk=contact.pk).order_by("sort_key", "pk")
        found = {pk: (name, firm) for pk, name, firm in rows.values_list("pk", "name", "firm")}
        same = same_firm(contact.firm, ((pk, firm) for pk, (_, firm) in found.items()))
        others = [(pk, found[pk][0]) for pk in same]
    is_blocked = contact.confirmed_as_id is not None and contact.confirmed_as_id in blocked
    return Opened(contact, whom_they_know(contact), others, is_blocked)
