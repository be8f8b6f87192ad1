"""How to get from a member to the people who fit: by the graph, or two steps by the record when the graph is away."""

from collections.abc import Collection
from dataclasses import dataclass

from matching.fit import LineFits
from network.graph.queries import reach_of
from network.graph.ties import STRENGTH
from network.introductions.capacity import able_to_take_requests
from network.models import Contact, Handshake, Member
from network.models.contact import ContactQuerySet
from network.suggestions.candidates import among, best_first, by_line
from network.suggestions.hidden import Hidden
from network.suggestions.limits import MOST_PEOPLE, SMALL_REACH
from network.suggestions.path_join import score
from network.suggestions.paths import paths_to


@dataclass(frozen=True, slots=True)
class Way:
    """A way to one person: whom to ask, in order, and the last one's record of the person. Strength from 0 to 1."""

    introducers: tuple[int, ...]
    person: int
    contact: int
    strength: float

    @property
    def steps(self) -> int:
        return len(self.introducers) + 1


def partners_of(member: Member) -> list[int]:
    """Return the ids of the members who share a handshake with `member`."""
    pairs = Handshake.objects.of(member).values_list("low_id", "high_id")
    return sorted(high if low == member.pk else low for low, high in pairs)


def ways_by_graph(member: Member, fits: LineFits, hidden: Hidden) -> list[Way]:
    """Return ways of two and three steps to people who fit. Raises `GraphUnavailable`."""
    partners = partners_of(member)
    if not partners:
        return []
    reach = reach_of(member.pk, SMALL_REACH)
    found = by_line(member, partners, fits) if reach is None else among(reach, fits)
    people = best_first(found, hidden.people, MOST_PEOPLE)
    paths = paths_to(member, people)
    return [
        Way(path.introducers, person, path.contact, path.score)
        for person, several in paths.items()
        for path in several
        if path.steps > 1
    ]


def ways_by_record(member: Member, fits: LineFits, hidden: Hidden) -> list[Way]:
    """Return ways of two steps, to whom handshaken members know, without the graph."""
    close = _closeness_to(member, able_to_take_requests(set(partners_of(member)) - hidden.members))
    found = by_line(member, list(close), fits)
    people = best_first(found, hidden.people, MOST_PEOPLE)
    records = Contact.objects.filter(owner_id__in=close, person_id__in=people).order_by("pk")
    ways = []
    for (owner, person), (contact, strength) in _strongest_open(records).items():
        ways.append(Way((owner,), person, contact, score(close[owner] * strength, steps=2)))
    return ways


def _closeness_to(member: Member, partners: Collection[int]) -> dict[int, float]:
    mine = Contact.objects.filter(owner=member, confirmed_as_id__in=partners, private=False).order_by("pk")
    return {
        partner: STRENGTH[closeness]
        for partner, closeness in mine.values_list("confirmed_as_id", "closeness")
        if partner is not None
    }


def _strongest_open(records: ContactQuerySet) -> dict[tuple[int, int], tuple[int, float]]:
    """Return the strongest record by owner and person, of those about whom the owner keeps no private one."""
    strongest: dict[tuple[int, int], tuple[int, float]] = {}
    private: set[tuple[int, int]] = set()
    rows = records.values_list("owner_id", "person_id", "pk", "closeness", "private", "line_of_work")
    for owner, person, pk, closeness, hidden, line in rows:
        pair = (owner, person)
        if hidden:
            private.add(pair)
        elif line and STRENGTH[closeness] > strongest.get(pair, (0, 0.0))[1]:
            strongest[pair] = (pk, STRENGTH[closeness])
    return {pair: record for pair, record in strongest.items() if pair not in private}
