"""Whom a record names by what stands on it, and by nothing that anybody else has written.

A Person is made of all cards that hang together, so whoever writes an address down can move other people's cards from
one Person to another. What a member is shown of others' records goes by these names instead: by writing down a guess,
nobody can then see from what is shown to them whether it was right.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from network.contacts.components import numbers_of_several
from network.models import Address, Contact, Fingerprint


@dataclass(frozen=True, slots=True)
class Names:
    """The fingerprints of the addresses on a record, and the members it names: by a handshake, or a proved address."""

    addresses: frozenset[str] = frozenset()
    members: frozenset[int] = frozenset()

    def meets(self, other: "Names") -> bool:
        """Tell whether both name the same: one address or one member is enough."""
        return not (self.addresses.isdisjoint(other.addresses) and self.members.isdisjoint(other.members))


def names_on(contacts: Collection[Contact]) -> dict[int, Names]:
    """Return what each of `contacts` says of who it is, by its id. Two queries, or three.

    A phone number at which several people answer, by the owner's own cards, says nothing (as in `components`).
    """
    addresses: defaultdict[int, set[str]] = defaultdict(set)
    held = Fingerprint.objects.filter(contact__in=[contact.pk for contact in contacts])
    rows = list(held.values_list("contact_id", "digest", "kind"))
    shared = _numbers_of_several(contacts, {digest for _, digest, kind in rows if kind == Address.Kind.PHONE})
    owners = {contact.pk: contact.owner_id for contact in contacts}
    for pk, digest, _ in rows:
        if pk is not None and (owners[pk], digest) not in shared:
            addresses[pk].add(digest)
    proved = members_by(digest for digests in addresses.values() for digest in digests)
    return {contact.pk: _names(contact, addresses[contact.pk], proved) for contact in contacts}


def _numbers_of_several(contacts: Collection[Contact], phones: Collection[str]) -> set[tuple[int, str]]:
    if not phones:
        return set()
    owners = {contact.owner_id for contact in contacts}
    cards = Fingerprint.objects.filter(kind=Address.Kind.PHONE, digest__in=phones, contact__owner__in=owners)
    return numbers_of_several(cards.values_list("contact__owner_id", "digest", "contact__name"))


def all_names(names: Iterable[Names]) -> Names:
    """Return all that `names` say, together."""
    every = list(names)
    return Names(
        frozenset(digest for one in every for digest in one.addresses),
        frozenset(member for one in every for member in one.members),
    )


def members_by(digests: Iterable[str]) -> dict[str, int]:
    """Return the members who have proved the addresses with these fingerprints."""
    proved = Fingerprint.objects.filter(digest__in=set(digests), member__isnull=False)
    return {digest: member for digest, member in proved.values_list("digest", "member_id") if member is not None}


def _names(contact: Contact, addresses: Collection[str], proved: dict[str, int]) -> Names:
    members = {proved[digest] for digest in addresses if digest in proved}
    if contact.confirmed_as_id is not None:
        members.add(contact.confirmed_as_id)
    return Names(frozenset(addresses), frozenset(members))
