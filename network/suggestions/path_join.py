"""Meeting in the middle: a member's frontier and the ties into each target, joined to the best paths. No database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from network.graph.queries import Hop, Near

DISCOUNT = 0.5
MOST_PATHS = 3

Pair = tuple[int, int]


class Route(NamedTuple):
    """A way from a member to a target: the Persons on it. Routes sort as they are preferred."""

    rank: tuple[bool, float, int]
    people: tuple[int, ...]

    @property
    def score(self) -> float:
        return -self.rank[1]


def score(product: float, steps: int) -> float:
    """How good a path of `steps` ties is: the `product` of their strengths, halved for each introducer.

    The product, because every tie has to hold: one that hardly exists makes the whole path hardly one. Half for each
    introducer, because each is one more person who takes trouble and may say no. Where messages were handed on from
    acquaintance to acquaintance, about 37 % of those who got one handed it on (Dodds, Muhamad and Watts, "An
    experimental study of search in global social networks", Science 301, 2003); somebody asked by a person they shook
    hands with, for that person's sake, ought to do better than that. One half also reads well against the four
    strengths: another introducer is worth it only where the ties are together twice as strong.
    """
    return product * DISCOUNT ** (steps - 1)


def route(people: tuple[int, ...], product: float) -> Route:
    """A direct tie before everything, then by score; equals by fewer steps, and then by the people's ids."""
    steps = len(people) - 1
    return Route((steps > 1, -score(product, steps), steps), people)


@dataclass
class Middle:
    """A member's side of the search: who may introduce, and by whom each second introducer is met, best first.

    What the record refuses may be added between two calls of `best`: `no_handshake` and `no_contact` hold ties, from
    whom to whom; `apart`, both ways round, people who must not meet on one path.
    """

    me: int
    near: dict[int, float]
    via: dict[int, list[tuple[float, int]]]
    no_handshake: set[Pair] = field(default_factory=set)
    no_contact: set[Pair] = field(default_factory=set)
    apart: set[Pair] = field(default_factory=set)

    def best(self, target: int, owners: Iterable[Hop]) -> list[Route]:
        """Up to `MOST_PATHS` best routes to `target` with distinct first introducers; `owners` are tied to it."""
        found: dict[int, Route] = {}
        for made in self._routes(target, owners):
            first = made.people[1]  # the target itself for a direct tie: it can be no introducer
            if first not in found or made < found[first]:
                found[first] = made
        return sorted(found.values())[:MOST_PATHS]

    def _routes(self, target: int, owners: Iterable[Hop]) -> Iterator[Route]:
        for last, _, strength in owners:
            if last == target or (last, target) in self.no_contact or (last, target) in self.apart:
                continue
            if last == self.me:
                yield route((last, target), strength)
                continue
            if last in self.near and (self.me, last) not in self.no_handshake:
                yield route((self.me, last, target), self.near[last] * strength)
            # a first introducer who is not among the best few to one second introducer is not among the best few at all
            yield from islice(self._by_two(last, target, strength), MOST_PATHS)

    def _by_two(self, last: int, target: int, strength: float) -> Iterator[Route]:
        for product, first in self.via.get(last, ()):
            if first == target or (first, last) in self.no_handshake or (self.me, first) in self.no_handshake:
                continue
            if (first, last) not in self.apart and (first, target) not in self.apart:
                yield route((self.me, first, last, target), product * strength)


def middle(me: int, frontier: Iterable[Near], willing: Collection[int], wanted: Collection[int]) -> Middle:
    """Make the side of the member whose Person is `me`.

    `willing` are the members who may introduce; `wanted` the Persons who are tied to some target, so worth reaching.
    """
    near: dict[int, float] = {}
    via: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for hop, onward in frontier:
        if hop.member not in willing or hop.person == me:
            continue
        near[hop.person] = hop.strength
        for far in onward:
            if far.person in wanted and far.member in willing and far.person not in (me, hop.person):
                known = via[far.person].get(hop.person, 0.0)
                via[far.person][hop.person] = max(known, hop.strength * far.strength)
    ranked = {
        last: sorted(((product, first) for first, product in ways.items()), key=lambda way: (-way[0], way[1]))
        for last, ways in via.items()
    }
    return Middle(me, near, ranked)
