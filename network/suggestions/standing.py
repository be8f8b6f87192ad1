"""Whether a way that the graph knew of still stands by the record: may each of them be asked, and about this person?"""

from collections.abc import Collection
from itertools import pairwise

from network.contacts.naming import Names, all_names, names_on
from network.models import Block, Contact, Fingerprint, Handshake, Member
from network.suggestions.hidden import Hidden
from network.suggestions.ways import Way

Pair = tuple[int, int]


class Standing:
    """Looks up, in a dozen queries, what `record_of` needs to know of all `ways`: some hundreds at most."""

    def __init__(self, member: Member, ways: Collection[Way], hidden: Hidden) -> None:
        introducers = {one for way in ways for one in way.introducers}
        records = Contact.objects.open().filter(pk__in={way.contact for way in ways}).select_related("place")
        found = list(records.order_by("pk"))
        self._member = member.pk
        self._hidden = hidden
        self._shaken = _handshakes({*introducers, member.pk})
        self._records = {contact.pk: contact for contact in found if contact.line_of_work}
        self.names = names_on(found)
        named = all_names(self.names.values())
        self._apart = _blocks(introducers | named.members)
        self._private = _private(introducers, named)

    def record_of(self, way: Way) -> Contact | None:
        """Return the last introducer's open record at the end of `way`, if `way` still stands."""
        contact = self._records.get(way.contact)
        if contact is None or (contact.owner_id, contact.line_of_work) != (way.introducers[-1], way.line):
            return None
        names = self.names[contact.pk]
        if self._hidden.covers(contact.pk, names) or self._is_private(contact, names):
            return None
        return contact if self._may_be_walked(way, names) else None

    def _is_private(self, contact: Contact, names: Names) -> bool:
        """What an owner marked on one of two records of a person was meant of the person."""
        private = self._private.get(contact.owner_id)
        return private is not None and private.meets(names)

    def _may_be_walked(self, way: Way, names: Names) -> bool:
        people = {*way.introducers, *names.members}
        if any((one, other) in self._apart for one in people for other in people):
            return False
        return all(tie in self._shaken for tie in pairwise((self._member, *way.introducers)))


def _handshakes(members: Collection[int]) -> set[Pair]:
    """Return the pairs, from whom to whom, who share a handshake by a record that the first does not keep private."""
    rows = Handshake.objects.filter(low_id__in=members, high_id__in=members).values_list("low_id", "high_id")
    shaken = {pair for low, high in rows for pair in ((low, high), (high, low))}
    records = Contact.objects.open().filter(owner_id__in=members, confirmed_as_id__in=members).order_by()
    return shaken & {(one, other) for one, other in records.values_list("owner_id", "confirmed_as_id") if other}


def _blocks(members: Collection[int]) -> set[Pair]:
    """Return the pairs of members with a block between them, whoever made it; both ways round."""
    rows = Block.objects.filter(owner_id__in=members, other_id__in=members).values_list("owner_id", "other_id")
    return {pair for one, other in rows for pair in ((one, other), (other, one))}


def _private(owners: Collection[int], named: Names) -> dict[int, Names]:
    """Return whom each owner keeps private, as far as it can be somebody `named`: by an address, or as a member."""
    proved = Fingerprint.objects.filter(member__in=named.members).values_list("digest", "member_id")
    member_by = dict(proved)
    secret = Fingerprint.objects.filter(contact__owner__in=owners, contact__private=True)
    held: list[tuple[int, Names]] = []
    for owner, digest in secret.filter(digest__in=named.addresses | member_by.keys()).values_list(
        "contact__owner_id", "digest"
    ):
        member = member_by.get(digest)
        held.append((owner, Names(frozenset({digest}), frozenset({member} if member else ()))))
    confirmed = Contact.objects.filter(owner__in=owners, private=True, confirmed_as__in=named.members).order_by()
    held += [
        (owner, Names(members=frozenset({member})))
        for owner, member in confirmed.values_list("owner_id", "confirmed_as_id")
        if member is not None
    ]
    return {owner: all_names(names for one, names in held if one == owner) for owner, _ in held}
