"""How to get from a member to the records that fit: by the graph, or two steps by the record when the graph is away.

A way ends at one record, not at a Person: who else has written down the same human being, and what, must change nothing
of what a member is shown (`network.contacts.naming` says why).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from matching.fit import LineFits
from network.graph.queries import Hop, Near, frontier
from network.graph.ties import STRENGTH
from network.introductions.capacity import able_to_take_requests
from network.models import Contact, Member
from network.suggestions.candidates import Candidate, best, by_line_first, candidates
from network.suggestions.hidden import Hidden
from network.suggestions.limits import MOST_OWNERS
from network.suggestions.path_join import middle, score
from network.suggestions.path_rights import willing

NOBODY = 0
"""Stands for whom a record is of, in the search for ways to its owner: no Person has this id."""
SHUFFLED = 10_007
"""A prime: multiplied by it, the ids stand in another order for each member."""


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
    """Return ways of two and three steps to records that fit, up to three to each. Raises `GraphUnavailable`.

    A reach of up to `MOST_OWNERS` is taken whole, and scored. Of a larger one its nearest are, and beyond them it goes
    the other way round: the best lines of work first, so that the best work is found wherever in the reach it is, and
    nobody reads all that a large reach knows.
    """
    if not hidden.partners:
        return []
    around = frontier(member.pk)
    persons = {hop.member: hop.person for one in around for hop in (one.hop, *one.onward)}
    reach = _nearest_first(member, around)
    able = willing(member, {*reach[:MOST_OWNERS], *(one.hop.member for one in around)})
    found = candidates(member, able & set(reach[:MOST_OWNERS]), fits, hidden)
    if rest := set(reach[MOST_OWNERS:]):
        more = by_line_first(member, rest, fits, hidden)
        able |= willing(member, {one.owner for one in more})
        found = best([*found, *(one for one in more if one.owner in able)])
    search = middle(member.person_id, around, able, {persons[one.owner] for one in found})
    members = {person: pk for pk, person in persons.items()}
    return [
        Way(tuple(members[person] for person in route.people[1:-1]), one.contact, one.line, route.score)
        for one in found
        for route in search.best(NOBODY, [Hop(persons[one.owner], one.owner, STRENGTH[one.closeness])])
    ]


def _nearest_first(member: Member, around: Sequence[Near]) -> list[int]:
    """Return the members within two handshakes: the near ones first, then by the best way there.

    Of equally near ones each member meets others first, so that no one is always asked for.
    """
    ways: dict[int, tuple[bool, float]] = {}
    for hop, onward in around:
        ways[hop.member] = (False, -hop.strength)
        for far in onward:
            way = (True, -hop.strength * far.strength)
            ways[far.member] = min(way, ways.get(far.member, way))
    ways.pop(member.pk, None)
    if len(ways) <= MOST_OWNERS:
        return sorted(ways)
    turn = 1 + member.pk % (SHUFFLED - 1)
    return sorted(ways, key=lambda one: (ways[one], one * turn % SHUFFLED, one))


def ways_by_record(member: Member, fits: LineFits, hidden: Hidden) -> list[Way]:
    """Return ways of two steps, to whom handshaken members know, without the graph."""
    close = _closeness_to(member, able_to_take_requests(hidden.partners - hidden.members))
    return [_two_steps(close, one) for one in candidates(member, close, fits, hidden)]


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
