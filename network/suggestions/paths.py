"""The best ways from a member to people, through those who may be asked.

The graph is asked two plain questions, who is within two handshakes of the member and who is tied to the targets, and
the answers are joined here: one pattern of three steps in Cypher took the embedded engine a hundred times as long.
"""

from collections.abc import Collection
from dataclasses import dataclass

from network.graph.queries import Hop, Near, frontier, ties_into
from network.models import Member
from network.suggestions.path_join import Middle, Route, middle
from network.suggestions.path_rights import judge, out_of_bounds, willing

PEOPLE_AT_ONCE = 500
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Path:
    """One way to a person. `people` are Persons from the member to the target, `introducers` members, in order.

    `score` is above 0 and at most 1 (`path_join.score` says how). `contact` is the id of the last introducer's record
    of the target, of the member's own when there is no introducer.
    """

    people: tuple[int, ...]
    introducers: tuple[int, ...]
    steps: int
    score: float
    contact: int


def paths_to(member: Member, people: Collection[int]) -> dict[int, list[Path]]:
    """Return up to three best paths of at most three steps from `member` to each of `people` (Persons), by Person.

    Best first: a direct tie, then by score, then by fewer steps, then by ids, so always in the same order. The first
    introducers of one target's paths are distinct. Every introducer shares the handshakes needed and can take requests
    now; no block stands between any two people on a path; the last tie is not private. Each of these is read from the
    record, whatever the graph said. Whoever has no path is left out.

    Raises `GraphUnavailable`.
    """
    targets = sorted(set(people) - out_of_bounds(member))
    if not targets:
        return {}
    around = frontier(member.pk)
    found: dict[int, list[Path]] = {}
    for start in range(0, len(targets), PEOPLE_AT_ONCE):
        found |= _paths(member, around, targets[start : start + PEOPLE_AT_ONCE])
    return found


def _paths(member: Member, around: list[Near], targets: list[int]) -> dict[int, list[Path]]:
    owners = ties_into(targets)
    members = _members(member, around, owners, targets)
    tied = {hop.person for hops in owners.values() for hop in hops}
    asked = {near.hop.member for near in around}
    asked |= {hop.member for near in around for hop in near.onward if hop.person in tied}
    search = middle(member.person_id, around, willing(member, asked), tied)
    routes, contacts = _upheld(search, owners, members)
    return {
        target: [_path(route, members, contacts[route.people[-2], target]) for route in best]
        for target, best in routes.items()
        if best
    }


def _upheld(
    search: Middle, owners: dict[int, list[Hop]], members: dict[int, int]
) -> tuple[dict[int, list[Route]], dict[tuple[int, int], int]]:
    """Return the best routes that the record upholds, and the contact behind each last tie.

    Where the graph is behind the record, some of the best are refused; then those targets are searched again without
    the refused ties. A graph so far behind that `ROUNDS` do not do gives fewer paths, never wrong ones.
    """
    routes: dict[int, list[Route]] = {}
    contacts: dict[tuple[int, int], int] = {}
    pending = set(owners)
    for _ in range(ROUNDS):
        for target in pending:
            routes[target] = search.best(target, owners[target])
        verdict = judge((route for target in pending for route in routes[target]), members)
        contacts |= verdict.contacts
        search.no_handshake |= verdict.no_handshake
        search.no_contact |= verdict.no_contact
        search.apart |= verdict.apart
        pending = {target for target in pending if any(verdict.refuses(route) for route in routes[target])}
        if not pending:
            break
    for target in pending:
        routes[target] = [route for route in routes[target] if not verdict.refuses(route)]
    return routes, contacts


def _members(member: Member, around: list[Near], owners: dict[int, list[Hop]], targets: list[int]) -> dict[int, int]:
    """The member behind each Person who is one: of introducers as the graph has it, of targets by the record."""
    hops = [hop for near in around for hop in (near.hop, *near.onward)]
    hops += [hop for ends in owners.values() for hop in ends]
    aims: dict[int, int] = dict(Member.objects.filter(person_id__in=targets).values_list("person_id", "pk"))
    return {**aims, **{hop.person: hop.member for hop in hops}, member.person_id: member.pk}


def _path(route: Route, members: dict[int, int], contact: int) -> Path:
    introducers = tuple(members[person] for person in route.people[1:-1])
    return Path(route.people, introducers, len(route.people) - 1, route.score, contact)
