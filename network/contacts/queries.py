"""What a member sees of the people they know."""

from dataclasses import dataclass
from itertools import groupby
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import BinaryField, Count
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.spelling import INITIAL_BYTES, OTHER, initial_of
from network.contacts.searching import holding, in_name_alone, ranked, search_for, with_a_slip
from network.identity.names import MOST_NAMES, told_apart
from network.models import Acquaintance, Address, Contact, Fingerprint, Invitation, Member
from network.platform.errors import NotFoundError
from network.platform.privacy.blocks import blocked_by

ON_A_PAGE = 50
ALL = "all"  # as the number of a page: everybody on one, to print
MOST_AT_ONCE = 2000


@dataclass(frozen=True)
class Letter:
    """An initial, how many names begin with it, and the page on which the first of them is."""

    name: str
    anchor: str
    count: int
    page: int


@dataclass(frozen=True)
class PeoplePage:
    """One page of a member's people. `total` counts all of them, found or not.

    `letters` are those that names begin with; none while one searches, or if all are on one page. `close` tells that
    nobody is named so, and that those shown have a slip of the finger in what was typed.
    """

    page: "Page[Contact]"
    search: str
    total: int
    blocked: set[int]
    letters: list[Letter]
    close: bool = False

    @property
    def by_letter(self) -> list[tuple[Letter | None, list[Contact]]]:
        """The people of the page under their initials; all together while one searches."""
        if not self.letters:
            return [(None, list(self.page.object_list))]
        known = {letter.anchor: letter for letter in self.letters}
        groups = groupby(self.page.object_list, key=lambda contact: _anchor(bytes(contact.sort_key)))
        return [(known.get(anchor), list(contacts)) for anchor, contacts in groups]


@dataclass(frozen=True)
class ContactPage:
    """All that a member sees of one person they know."""

    contact: Contact
    emails: list[str]
    phones: list[str]
    invitation: Invitation | None
    blocked: bool
    knows: list[Contact]


def people_of(member: Member, search: str, page_number: str) -> PeoplePage:
    """Return a page of the member's contacts: by name, or those that `search` finds, the best first.

    The page `ALL` holds as many as can be shown at once. Four queries; six where nobody is found.
    """
    on_a_page = MOST_AT_ONCE if page_number == ALL else ON_A_PAGE
    wanted = search_for(search)
    if not wanted.typed:
        letters = letters_of(member, on_a_page)
        everybody = Contact.objects.filter(owner=member).order_by("sort_key", "pk")
        paginator = Paginator(everybody, on_a_page)
        paginator.count = sum(letter.count for letter in letters)
        shown_letters = letters if paginator.count > ON_A_PAGE else []
        page = paginator.get_page(page_number)
        return PeoplePage(page, "", paginator.count, blocked_by(member.pk), shown_letters)
    total = Contact.objects.filter(owner=member).count()
    matching = list(ranked(holding(member, wanted), wanted).values_list("pk", flat=True))
    close = [] if matching else list(with_a_slip(member, wanted).values_list("pk", flat=True))
    keys = Paginator(matching or close, on_a_page).get_page(page_number)
    contacts = Contact.objects.in_bulk(keys.object_list)
    page = Page(
        [contacts[pk] for pk in keys if pk in contacts], keys.number, cast("Paginator[Contact]", keys.paginator)
    )
    return PeoplePage(page, wanted.typed, total, blocked_by(member.pk), [], close=bool(close))


def letters_of(member: Member, on_a_page: int) -> list[Letter]:
    """Return the initials of the member's contacts in their order, with the pages that they begin on. One query."""
    initial = Substr("sort_key", 1, INITIAL_BYTES, output_field=BinaryField())
    counted = Contact.objects.filter(owner=member).order_by().values(initial=initial).annotate(count=Count("pk"))
    letters: list[Letter] = []
    before = 0
    for key, count in sorted((bytes(row["initial"]), row["count"]) for row in counted):
        group, letter = initial_of(key)
        name = letter or (_("Other") if group == OTHER else "#")
        letters.append(Letter(name, _anchor(key), count, before // on_a_page + 1))
        before += count
    return letters


def _anchor(key: bytes) -> str:
    """Return the id of an initial on the page."""
    return f"letter-{key[:INITIAL_BYTES].hex()}"


def contact_of(member: Member, contact_id: int) -> Contact:
    """Return a contact of the member's, with its addresses. Raises NotFoundError if it is not theirs."""
    contacts = Contact.objects.filter(owner=member, pk=contact_id).select_related("place", "confirmed_as")
    contact = contacts.prefetch_related("addresses").first()
    if contact is None:
        raise NotFoundError
    return contact


def contact_page(member: Member, contact_id: int) -> ContactPage:
    """Return what a contact's page shows. Raises NotFoundError if it is not the member's."""
    contact = contact_of(member, contact_id)
    held: dict[str, list[str]] = {kind: [] for kind in Address.Kind.values}
    for address in contact.addresses.all():
        held[address.kind].append(address.value)
    blocked = contact.confirmed_as_id is not None and contact.confirmed_as_id in blocked_by(member.pk)
    return ContactPage(
        contact, held["email"], held["phone"], live_invitation(contact), blocked, whom_they_know(contact)
    )


def whom_they_know(contact: Contact) -> list[Contact]:
    """Return the owner's other contacts that this one knows, by name. One query."""
    pairs = Acquaintance.objects.holding(contact).select_related("low", "high")
    return sorted((pair.other(contact) for pair in pairs), key=lambda other: (bytes(other.sort_key), other.pk))


def live_invitation(contact: Contact) -> Invitation | None:
    """Return the contact's invitation that could still be accepted, if there is one."""
    live = Invitation.objects.filter(contact=contact, accepted_at=None, revoked_at=None)
    return live.filter(expires_at__gt=timezone.now()).first()


def others_with_the_same_address(contact: Contact) -> list[Contact]:
    """Return the same owner's other contacts with one of its addresses which may be duplicates: not those whose names
    are surely of somebody else, as colleagues with one switchboard.

    The Person is not compared: it may depend on another member's record, and would tell what is on it.
    """
    digests = Fingerprint.objects.filter(contact=contact).values("digest")
    others = Contact.objects.filter(owner=contact.owner_id, fingerprints__digest__in=digests)
    holders = others.exclude(pk=contact.pk).distinct()[:MOST_NAMES]
    return [other for other in holders if not told_apart(contact.name, other.name)][:5]


MOST_FITTING = 20
SUGGESTED = 8


def fitting(contact: Contact, words: str) -> list[Contact]:
    """Return the owner's other contacts that `words` may mean: those of exactly that name, else those with every word
    in their names, in some form, the best first. At most twenty. One query.
    """
    matching = list(in_name_alone(contact.owner, search_for(words)).exclude(pk=contact.pk)) if words else []
    exact = [other for other in matching if other.name.casefold() == words.casefold()]
    return (exact or matching)[:MOST_FITTING]


def names_like(member: Member, words: str) -> list[str]:
    """Return names in the member's list that contain every word, as suggestions while a name is typed."""
    names = in_name_alone(member, search_for(words)).values_list("name", flat=True)[: SUGGESTED * 2]
    return list(dict.fromkeys(names))[:SUGGESTED]
