"""Who is near whom. Says nothing of who may: whoever shows an id from here checks it against the record first.

All raise `GraphUnavailable` when the graph cannot be reached.
"""

from collections.abc import Collection
from typing import NamedTuple

from network.graph import driver


class Hop(NamedTuple):
    """A tie's far or near end, a member: their Person, the member, and the strength of the tie (above 0, at most 1)."""

    person: int
    member: int
    strength: float


class Near(NamedTuple):
    """Somebody with whom a member shares a handshake, and those with whom that one does (the member too)."""

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


def reach_of(member_id: int, cap: int) -> set[int] | None:
    """Return the Persons at most three steps from a member, themselves left out; None if they are more than `cap`.

    Goes step by step and asks about each person once, so that a dense circle is not walked along each of its ways: at
    most `cap` people are asked for their ties, and no more than `cap` names come back.
    """
    me = [row["id"] for row in driver.read("members_standing", members=[member_id])]
    one = _reached("reached_by_handshake", me, cap)
    if len(one) > cap:
        return None
    found = _reached("reached", me + one, cap)
    if len(found) > cap + 1:
        return None
    two = _reached("reached_by_handshake", one, cap)
    reached = (set(found) | set(_reached("reached", two, cap))) - set(me)
    return reached if len(reached) <= cap else None


def _reached(query: str, ids: Collection[int], cap: int) -> list[int]:
    """Up to `cap` people and two: one for the member themselves, and one to show that there are more."""
    return [row["id"] for row in driver.read(query, ids=sorted(ids), limit=cap + 2)] if ids else []


def _hops(row: driver.Row) -> list[Hop]:
    return [Hop(*hop) for hop in zip(row["persons"], row["members"], row["strengths"], strict=True)]
