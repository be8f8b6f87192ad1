"""Paths from a member to other members' records: how strong each is, and which are the best. No database.

The search meets in the middle. The graph is asked one plain question, who is within two handshakes of the member, and
the answer is joined here to the owners of the records: one Cypher pattern of three steps took the embedded engine a
hundred times as long (backr/decisions/2026-11-paths.md).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from network.platform.graph.queries import Near

MAX_PATHS = 3
"""The most paths to one record."""
DISCOUNT = 0.5
"""What each introducer on a path multiplies its strength by."""


@dataclass(frozen=True, slots=True)
class Path:
    """A path to one record: whom to ask (members, in order), the last one's record and its line of work.

    `is_past` tells that whoever it is about did this work once.
    `strength` is above 0 and at most 1. A path ends at a record, not at a Person: what other members have written down
    about the same human being must change nothing of what is shown (`network.identity.allowed_comparisons` says why).
    """

    introducers: tuple[int, ...]
    contact: int
    line: str
    strength: float
    is_past: bool = False

    @property
    def steps(self) -> int:
        return len(self.introducers) + 1


@dataclass(frozen=True, slots=True)
class Destination:
    """A record (a contact's id) that paths may lead to, its owner, its line of work, the strength of that tie, and
    whether the work is past."""

    contact: int
    owner: int
    line: str
    tie: float
    is_past: bool = False


def path_strength(ties: float, steps: int) -> float:
    """Return the strength of a path of `steps` ties: the product `ties` of their strengths, halved for each introducer.

    The product, because every tie has to hold: one that hardly exists makes the whole path hardly one. Half for each
    introducer, because each is one more person who takes trouble and may say no. Where messages were handed on from
    acquaintance to acquaintance, about 37 % of those who got one handed it on (Dodds, Muhamad and Watts, "An
    experimental study of search in global social networks", Science 301, 2003); somebody asked by a person they shook
    hands with, for that person's sake, ought to do better than that. One half also reads well against the four
    strengths: another introducer is worth it only where the ties are together twice as strong.
    """
    return ties * DISCOUNT ** (steps - 1)


class PathSearch:
    """Finds paths of two and three steps from one member to the records of the members around them."""

    def __init__(self, around: Iterable[Near], introducers: Collection[int], owners: Collection[int]) -> None:
        """`around` are the members within two handshakes, `introducers` those of them who may be asked, and `owners`
        the introducers with a record that is looked for.
        """
        self._first: dict[int, float] = {}
        persons: dict[int, int] = {}
        second: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for hop, onward in around:
            if hop.member not in introducers:
                continue
            self._first[hop.member], persons[hop.member] = hop.strength, hop.person
            for far in onward:
                if far.member in owners and far.member != hop.member:
                    known = second[far.member].get(hop.member, 0.0)
                    second[far.member][hop.member] = max(known, hop.strength * far.strength)
        self._second = {
            owner: sorted(firsts.items(), key=lambda item: (-item[1], persons[item[0]]))
            for owner, firsts in second.items()
        }

    def best(self, destination: Destination) -> list[Path]:
        """Return up to `MAX_PATHS` best paths to `destination`: the strongest first, then by fewer steps.

        Their first introducers are distinct.
        """
        few = islice(self.every(destination), MAX_PATHS + 1)
        return sorted(few, key=lambda path: (-path.strength, path.steps))[:MAX_PATHS]

    def every(self, destination: Destination) -> Iterator[Path]:
        """Yield all paths to `destination`: the one of two steps, then those of three, the strongest first."""
        owner, tie = destination.owner, destination.tie
        if owner in self._first:
            yield _path((owner,), destination, path_strength(self._first[owner] * tie, steps=2))
        for first, ties in self._second.get(owner, ()):
            yield _path((first, owner), destination, path_strength(ties * tie, steps=3))


def _path(introducers: tuple[int, ...], to: Destination, strength: float) -> Path:
    return Path(introducers, to.contact, to.line, strength, to.is_past)
