"""Who knows whom in the town, and what members say about those they know. Plain values; no database.

A few people know hundreds, many know a handful, and some know almost nobody.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, groupby
from math import floor
from random import Random

from network.demo.town import Town, Townsperson
from network.models import Closeness
from network.platform.invented_town import chance_for

CONTACTS_A_MEMBER = 40
ALONE = 0.08
"""Share of members who know almost nobody: none to three people."""
SPREAD = 1.0
"""Standard deviation of the log of the number of contacts: the busiest tenth have two fifths of all contacts."""
MOST = 400
HANDSHAKE_SHARE = 0.8
MEMBERS_FIRST = 6.0
"""How much likelier a member is to list another member, since many joined by an invitation of somebody they list."""
# How likely people who share a circle are to list each other, and how well they know each other (weights by closeness)
READINESS = {"family": 12.0, "work": 3.0, "club": 2.5, "volunteer": 2.5, "school_gate": 2.0, "neighbour": 1.5}
CLOSENESS = {
    "family": [0, 5, 25, 70],
    "work": [5, 40, 40, 15],
    "club": [5, 45, 40, 10],
    "volunteer": [5, 40, 40, 15],
    "school_gate": [20, 50, 25, 5],
    "neighbour": [25, 45, 25, 5],
    "trade": [40, 50, 10, 0],
    "friend": [0, 20, 50, 30],
}


@dataclass(frozen=True)
class Tie:
    """`owner` lists `known`; with a handshake, each lists the other."""

    owner: Townsperson
    known: Townsperson
    how: str
    closeness: int
    handshake: bool = False


def make_ties(town: Town, seed: int, *, contacts: int) -> list[Tie]:
    """Return exactly `contacts` ties, or as many as there can be, in the order of their owners."""
    chance = chance_for("ties", seed)
    sizes = _sizes(len(town.members), contacts, chance, most=min(MOST, len(town.people) // 3))
    wanted = {member.number: size for member, size in zip(town.members, sizes, strict=True)}
    listed: dict[int, dict[int, Tie]] = {member.number: {} for member in town.members}
    strangers = _Strangers(town, chance)
    for member in chance.sample(town.members, len(town.members)):
        own = listed[member.number]
        for known, how in _likely(member, town, strangers, chance):
            if len(own) >= wanted[member.number]:
                break
            if known is member or known.number in own:
                continue
            both = known.member and len(listed[known.number]) < wanted[known.number]
            hands = both and member.number not in listed[known.number] and chance.random() < HANDSHAKE_SHARE
            own[known.number] = _tie(member, known, how, chance, hands)
            if hands:
                listed[known.number][member.number] = _tie(known, member, how, chance, hands)
    return [tie for number in sorted(listed) for _, tie in sorted(listed[number].items())]


def _tie(owner: Townsperson, known: Townsperson, how: str, chance: Random, handshake: bool) -> Tie:
    return Tie(owner, known, how, chance.choices(list(Closeness), CLOSENESS[how])[0], handshake)


def _sizes(members: int, contacts: int, chance: Random, *, most: int) -> list[int]:
    """Return how many people each member lists: lognormal, with some almost alone, adding up to `contacts`."""
    drawn = [0.0 if chance.random() < ALONE else chance.lognormvariate(0.0, SPREAD) for _ in range(members)]
    alone = [chance.choices([0, 1, 2, 3], [15, 30, 30, 25])[0] for _ in drawn]
    sizes = [alone[n] if share == 0.0 else 4 for n, share in enumerate(drawn)]
    while (left := contacts - sum(sizes)) > 0:
        open_to_more = [n for n, share in enumerate(drawn) if share and sizes[n] < most]
        if not open_to_more:
            break
        total = sum(drawn[n] for n in open_to_more)
        for n in open_to_more:
            sizes[n] = min(most, sizes[n] + floor(left * drawn[n] / total))
        if contacts - sum(sizes) == left:  # the remainder of the rounding
            for n in open_to_more[:left]:
                sizes[n] += 1
    return sizes


class _Strangers:
    """Draws people whom a member knows from outside their circles, popular people more often."""

    def __init__(self, town: Town, chance: Random) -> None:
        self.people = town.people
        self.weights = list(accumulate(person.popularity for person in town.people))
        self.chance = chance

    def draw(self, count: int) -> list[Townsperson]:
        return self.chance.choices(self.people, cum_weights=self.weights, k=count)


def _likely(
    member: Townsperson, town: Town, strangers: _Strangers, chance: Random
) -> Iterator[tuple[Townsperson, str]]:
    """Yield the people whom `member` may list and how they know each other, likeliest first. Never ends."""
    drawn: list[tuple[float, int, Townsperson, str]] = []
    for circle in member.circles:
        for other in town.circles[circle]:
            readiness = READINESS[circle[0]] * (MEMBERS_FIRST if other.member else 1.0)
            drawn.append((chance.random() ** (1.0 / readiness), other.number, other, circle[0]))
    drawn.sort(key=lambda entry: entry[:2], reverse=True)
    for _, _, other, how in drawn:
        if chance.random() < 0.25:
            stranger = strangers.draw(1)[0]
            yield stranger, "friend" if chance.random() < 0.2 else "trade"
        yield other, how
    while True:
        for stranger in strangers.draw(50):
            yield stranger, "friend" if chance.random() < 0.2 else "trade"


FIRM_KNOWN = {"work": 0.7, "trade": 0.6}
FIRM_KNOWN_OTHERWISE = 0.2
ACQUAINTED = 0.12
"""Share of the pairs of contacts in one circle that their owner records as knowing each other."""


def firms_of(ties: Sequence[Tie], seed: int) -> list[str]:
    """Return for each tie the firm that its owner recorded, or ""."""
    chance = chance_for("firms", seed)
    recorded = [chance.random() < FIRM_KNOWN.get(tie.how, FIRM_KNOWN_OTHERWISE) for tie in ties]
    return [tie.known.firm if firm_recorded else "" for tie, firm_recorded in zip(ties, recorded, strict=True)]


def acquainted(ties: Sequence[Tie], seed: int) -> list[tuple[int, int]]:
    """Return pairs of indexes in `ties`, the lower first: two contacts of one owner who are recorded as acquainted.

    `ties` are in the order of their owners. Two people who are acquainted share a circle of the town.
    """
    chance = chance_for("acquaintances", seed)
    pairs: list[tuple[int, int]] = []
    for _, group in groupby(enumerate(ties), key=lambda numbered: numbered[1].owner.number):
        by_circle: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, tie in group:
            for circle in tie.known.circles:
                by_circle[circle].append(index)
        shared = sorted({pair for indexes in by_circle.values() for pair in combinations(indexes, 2)})
        pairs += [pair for pair in shared if chance.random() < ACQUAINTED]
    return pairs
