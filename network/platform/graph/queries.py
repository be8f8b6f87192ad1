"""Queries for who is near whom.

The graph does not know who may be shown: a caller checks each id against the database first. All of these raise
`GraphUnavailable` when the graph cannot be reached.
"""

from collections.abc import Collection
from typing import NamedTuple

from network.platform.graph import driver


class Hop(NamedTuple):
    """A member at one end of a tie: their Person, their member id, and the strength of the tie (above 0, at most 1)."""

    person: int
    member: int
    strength: float


class Near(NamedTuple):
    """A member with whom the asker shares a handshake, and those with whom they share one (the asker included)."""

    hop: Hop
    onward: list[Hop]


def frontier(member_id: int) -> list[Near]:
    """Return everyone within two handshakes of a member, as a tree of two levels. One query."""
    return [
        Near(Hop(row["person"], row["member"], row["strength"]), _hops(row))
        for row in driver.read("frontier", member=member_id)
    ]


def ties_into(person_ids: Collection[int]) -> dict[int, list[Hop]]:
    """Return, by Person, the members who are tied to each of `person_ids`. One query."""
    return {row["id"]: _hops(row) for row in driver.read("ties_into", ids=sorted(person_ids))}


def _hops(row: driver.Row) -> list[Hop]:
    return [Hop(*hop) for hop in zip(row["persons"], row["members"], row["strengths"], strict=True)]
