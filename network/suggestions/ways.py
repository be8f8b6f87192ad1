"""How to get from a member to the records that fit: by the graph, or two steps by the record when the graph is away.

A way ends at one record, not at a Person: who else has written down the same human being, and what, must change nothing
of what a member is shown (`network.contacts.naming` says why).
"""

from collections.abc import Collection
from dataclasses import dataclass

from matching.fit import LineFits
from network.graph.queries import Hop, frontier
from network.graph.ties import STRENGTH
from network.introductions.capacity import able_to_take_requests
from network.models import Contact, Member
from network.suggestions.candidates import Candidate, candidates
from network.suggestions.hidden import Hidden
from network.suggestions.path_join import middle, score
from network.suggestions.path_rights import willing

NOBODY = 0
"""Stands for whom a record is of, in the search for ways to its owner: no Person has this id."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to one record: whom to ask, in order; the last one's record, and its line. Strength from 0 to 1."""

    introducers: tuple[int, ...]
    contact: int
    line: str
    strength: float

    @property
    def steps(self) -> int:
        return len(self.introducers) + 1


def ways_by_graph(member: Member, fits: LineFits, hidden: Hidden) -> list[Way]:
    """Return ways of two and three steps to records that fit, up to three to each. Raises `GraphUnavailable`."""
    if not hidden.partners:
        return []
    around = frontier(member.pk)
    near = {one.hop.member for one in around}
    far = {hop.member for one in around for hop in one.onward} - near - {member.pk}
    found = candidates(member, near, far, fits, hidden)
    persons = {hop.member: hop.person for one in around for hop in (one.hop, *one.onward)}
    owners = {one.owner for one in found}
    search = middle(member.person_id, around, willing(member, near | owners), {persons[owner] for owner in owners})
    members = {person: pk for pk, person in persons.items()}
    return [
        Way(tuple(members[person] for person in route.people[1:-1]), one.contact, one.line, route.score)
        for one in found
        for route in search.best(NOBODY, [Hop(persons[one.owner], one.owner, STRENGTH[one.closeness])])
    ]


def ways_by_record(member: Member, fits: LineFits, hidden: Hidden) -> list[Way]:
    """Return ways of two steps, to whom handshaken members know, without the graph."""
    close = _closeness_to(member, able_to_take_requests(hidden.partners - hidden.members))
    return [_two_steps(close, one) for one in candidates(member, list(close), (), fits, hidden)]


def _two_steps(close: dict[int, float], one: Candidate) -> Way:
    strength = score(close[one.owner] * STRENGTH[one.closeness], steps=2)
    return Way((one.owner,), one.contact, one.line, strength)


def _closeness_to(member: Member, partners: Collection[int]) -> dict[int, float]:
    mine = Contact.objects.filter(owner=member, confirmed_as_id__in=partners, private=False).order_by("pk")
    return {
        partner: STRENGTH[closeness]
        for partner, closeness in mine.values_list("confirmed_as_id", "closeness")
        if partner is not None
    }
