"""Compare what the graph holds about some members with what it should hold."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from network.platform.graph.ties import MemberTies, Tie

Ask = Callable[..., list[dict[str, Any]]]


@dataclass
class GraphState:
    """What the graph holds: people, each with its member id or None, and the ties of each, duplicates included."""

    people: dict[int, int | None] = field(default_factory=dict)
    ties: defaultdict[int, list[tuple[int, Tie]]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Diff:
    """The changes that make the graph right about some members."""

    people_to_make: dict[int, int] = field(default_factory=dict)  # person: member
    people_to_unmake: list[int] = field(default_factory=list)
    ties_to_cut: list[tuple[int, int]] = field(default_factory=list)
    ties_to_add: list[tuple[int, int, Tie]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.people_to_make or self.people_to_unmake or self.ties_to_cut or self.ties_to_add)

    def lines(self) -> Iterator[str]:
        """Yield a line for each difference. It names people by id, since the graph holds no names."""
        for person, member in self.people_to_make.items():
            yield f"person {person} is not there as member {member}"
        for person in self.people_to_unmake:
            yield f"person {person} is there as a member and is not"
        added = {(owner, other) for owner, other, _ in self.ties_to_add}
        for owner, other in self.ties_to_cut:
            if (owner, other) not in added:
                yield f"the tie from person {owner} to person {other} should not be there"
        cut = set(self.ties_to_cut)
        for owner, other, tie in self.ties_to_add:
            fault = "is wrong or doubled" if (owner, other) in cut else "is missing"
            yield f"the tie from person {owner} to person {other} {fault}: it should be {tie.kind} {tie.strength}"


def read_state(ask: Ask, members: Iterable[int], persons: Iterable[int]) -> GraphState:
    """Read what the graph holds about `members` and `persons`, and the ties of them all.

    `ask` takes the name of a query and its parameters, and returns rows.
    """
    state = GraphState()
    for row in ask("people_state", ids=sorted(persons)) + ask("members_state", members=sorted(members)):
        state.people[row["id"]] = row["member"]
    for row in ask("ties_state", ids=sorted(state.people)):
        ends = zip(row["others"], row["kinds"], row["strengths"], strict=True)
        numbered = [(other, Tie(kind, strength)) for other, kind, strength in ends if isinstance(other, int)]
        state.ties[row["id"]] = numbered  # a tie to anything else goes when `check` removes that node
    return state


def compare(members: Iterable[int], wanted: Mapping[int, MemberTies], state: GraphState) -> Diff:
    """Return the changes that turn `state` into `wanted`, as far as `members` are concerned.

    A member who is missing from `wanted` has no account any more. A member may have become another Person.
    """
    asked = set(members)
    owners = {own.person: member for member, own in wanted.items()}
    diff = Diff()
    for person, member in sorted(state.people.items()):
        if person not in owners and member in asked:
            diff.people_to_unmake.append(person)
            diff.ties_to_cut += sorted({(person, other) for other, _ in state.ties[person]})
    for person, member in sorted(owners.items()):
        if state.people.get(person) != member:
            diff.people_to_make[person] = member
        _compare_ties(person, wanted[member].ties, state.ties[person], diff)
    return diff


def _compare_ties(person: int, wanted: Mapping[int, Tie], present: list[tuple[int, Tie]], diff: Diff) -> None:
    there: defaultdict[int, list[Tie]] = defaultdict(list)
    for other, tie in present:
        there[other].append(tie)
    for other in sorted(there.keys() | wanted.keys()):
        if there.get(other) == ([wanted[other]] if other in wanted else None):
            continue
        if other in there:
            diff.ties_to_cut.append((person, other))
        if other in wanted:
            diff.ties_to_add.append((person, other, wanted[other]))
