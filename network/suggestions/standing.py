"""Whether a way that the graph knew of still stands by the record: may each of them be asked, and about this person?"""

from collections.abc import Collection
from itertools import pairwise

from django.db.models import Q

from network.introductions.capacity import able_to_take_requests
from network.models import Block, Contact, Handshake, Member
from network.suggestions.hidden import Hidden
from network.suggestions.ways import Way


class Standing:
    """Looks up, in seven queries, what `stands` needs to know of all `ways`: some hundreds at most."""

    def __init__(self, member: Member, ways: Collection[Way], hidden: Hidden) -> None:
        introducers = {one for way in ways for one in way.introducers}
        people = {way.person for way in ways}
        self._member = member.pk
        self._hidden = hidden
        self._able = able_to_take_requests(introducers) - hidden.members
        chain = [*introducers, member.pk]
        self._shaken = set(
            Handshake.objects.filter(low_id__in=chain, high_id__in=chain).values_list("low_id", "high_id")
        )
        records = Contact.objects.filter(owner_id__in=introducers, person_id__in=people).select_related("place")
        found = list(records.order_by("pk"))
        self._private = {(contact.owner_id, contact.person_id) for contact in found if contact.private}
        self._records = {contact.pk: contact for contact in found if contact.line_of_work}
        self._apart = _blocked(introducers, people)

    def record_of(self, way: Way) -> Contact | None:
        """Return the last introducer's open record of the person at the end of `way`, if `way` still stands."""
        contact = self._records.get(way.contact)
        if contact is None or (contact.owner_id, contact.person_id) != (way.introducers[-1], way.person):
            return None
        if (contact.owner_id, contact.person_id) in self._private | self._apart or way.person in self._hidden.people:
            return None
        return contact if self._may_be_walked(way) else None

    def _may_be_walked(self, way: Way) -> bool:
        pairs = pairwise((self._member, *way.introducers))
        return self._able.issuperset(way.introducers) and all((min(pair), max(pair)) in self._shaken for pair in pairs)


def _blocked(introducers: Collection[int], people: Collection[int]) -> set[tuple[int, int]]:
    """Return the pairs of introducer (member) and person who are members with a block between them, whoever made it."""
    made = Q(owner__in=introducers, other__person__in=people) | Q(other__in=introducers, owner__person__in=people)
    rows = Block.objects.filter(made).values_list("owner", "owner__person", "other", "other__person")
    return {pair for one, ones, other, others in rows for pair in ((one, others), (other, ones))}
