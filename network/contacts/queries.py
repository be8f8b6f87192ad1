"""What a member sees of the people they know."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from network.models import Acquaintance, Address, Contact, Fingerprint, Invitation, Member
from network.people.words import tidy
from network.privacy.blocks import blocked_by

ON_A_PAGE = 50
ALL = "all"  # as the number of a page: everybody on one, to print
MOST_AT_ONCE = 2000
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class PeoplePage:
    """One page of a member's people. `total` counts all of them, found or not."""

    page: "Page[Contact]"
    search: str
    total: int
    blocked: set[int]


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
    """Return a page of the member's contacts by name, those that hold every word of `search`. Four queries.

    The page `ALL` holds as many as can be shown at once.
    """
    words = tidy(search[:LONGEST_SEARCH])
    contacts = Contact.objects.filter(owner=member)
    total = contacts.count()
    found = holding(contacts, words).order_by("name", "pk")
    page = Paginator(found, MOST_AT_ONCE if page_number == ALL else ON_A_PAGE).get_page(page_number)
    return PeoplePage(page, words, total, blocked_by(member.pk))


SEARCHED = ("name", "work", "firm", "line_of_work", "place_words", "place__name", "note")


def holding(contacts: QuerySet[Contact], words: str, fields: Sequence[str] = SEARCHED) -> QuerySet[Contact]:
    """Keep the contacts that hold every word. SQLite ignores case for a to z alone, so other cases are tried too."""
    for word in words.split():
        found = Q()
        for form in {word, word.lower(), word.upper(), word.capitalize()}:
            for field in fields:
                found |= Q(**{f"{field}__icontains": form})
        contacts = contacts.filter(found)
    return contacts


def contact_of(member: Member, contact_id: int) -> Contact:
    """Return a contact of the member's, with its addresses. Raises Http404 if it is not theirs."""
    contacts = Contact.objects.filter(owner=member, pk=contact_id).select_related("place", "confirmed_as")
    contact = contacts.prefetch_related("addresses").first()
    if contact is None:
        raise Http404
    return contact


def contact_page(member: Member, contact_id: int) -> ContactPage:
    """Return what a contact's page shows. Raises Http404 if it is not the member's."""
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
    return sorted((pair.other(contact) for pair in pairs), key=lambda other: (other.name.casefold(), other.pk))


def live_invitation(contact: Contact) -> Invitation | None:
    """Return the contact's invitation that could still be accepted, if there is one."""
    live = Invitation.objects.filter(contact=contact, accepted_at=None, revoked_at=None)
    return live.filter(expires_at__gt=timezone.now()).first()


def others_with_the_same_address(contact: Contact) -> list[Contact]:
    """Return the same owner's other contacts that carry one of its addresses: perhaps written down twice.

    Not those that are the same Person: that may rest on a card of another member's, and would tell what is on it.
    """
    digests = Fingerprint.objects.filter(contact=contact).values("digest")
    others = Contact.objects.filter(owner=contact.owner_id, fingerprints__digest__in=digests)
    return list(others.exclude(pk=contact.pk).distinct()[:5])
