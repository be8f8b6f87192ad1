"""What stands in the graph of some members, against what ought to."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from network.graph.ties import MemberTies, Tie

Ask = Callable[..., list[dict[str, Any]]]


@dataclass
class Standing:
    """What the graph says: people with the member each is (or None), and each one's ties, doubled ones included."""

    people: dict[int, int | None] = field(default_factory=dict)
    ties: defaultdict[int, list[tuple[int, Tie]]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Difference:
    """What has to be done to make the graph right about some members."""

    people_to_make: dict[int, int] = field(default_factory=dict)  # person: member
    people_to_unmake: list[int] = field(default_factory=list)
    ties_to_cut: list[tuple[int, int]] = field(default_factory=list)
    ties_to_add: list[tuple[int, int, Tie]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.people_to_make or self.people_to_unmake or self.ties_to_cut or self.ties_to_add)

    def lines(self) -> Iterator[str]:
        """Say each difference in a line; by number, since the graph knows no names."""
        for person, member in self.people_to_make.items():
            yield f"person {person} is not there as member {member}"
        for person in self.people_to_unmake:
            yield f"person {person} is there as a member and is not"
        added = {(one, other) for one, other, _ in self.ties_to_add}
        for one, other in self.ties_to_cut:
            if (one, other) not in added:
                yield f"the tie from person {one} to person {other} should not be there"
        cut = set(self.ties_to_cut)
        for one, other, tie in self.ties_to_add:
            fault = "is wrong or doubled" if (one, other) in cut else "is missing"
            yield f"the tie from person {one} to person {other} {fault}: it should be {tie.kind} {tie.strength}"


def standing(ask: Ask, members: Iterable[int], persons: Iterable[int]) -> Standing:
    """Read what the graph says of `members` and `persons`, and the ties of them all.

    `ask` takes a query's name and its parameters, and returns rows.
    """
    found = Standing()
    for row in ask("people_standing", ids=sorted(persons)) + ask("members_standing", members=sorted(members)):
        found.people[row["id"]] = row["member"]
    for row in ask("ties_standing", ids=sorted(found.people)):
        ends = zip(row["others"], row["kinds"], row["strengths"], strict=True)
        numbered = [(other, Tie(kind, strength)) for other, kind, strength in ends if isinstance(other, int)]
        found.ties[row["id"]] = numbered  # to whatever else is no person's, and is taken away with what it leads to
    return found


def difference(members: Iterable[int], wanted: Mapping[int, MemberTies], now: Standing) -> Difference:
    """Compare. A member missing from `wanted` has no account any more; one may have become another Person."""
    asked = set(members)
    owners = {own.person: member for member, own in wanted.items()}
    found = Difference()
    for person, member in sorted(now.people.items()):
        if person not in owners and member in asked:
            found.people_to_unmake.append(person)
            found.ties_to_cut += sorted({(person, other) for other, _ in now.ties[person]})
    for person, member in sorted(owners.items()):
        if now.people.get(person) != member:
            found.people_to_make[person] = member
        _compare_ties(person, wanted[member].ties, now.ties[person], found)
    return found


def _compare_ties(person: int, wanted: Mapping[int, Tie], now: list[tuple[int, Tie]], found: Difference) -> None:
    there: defaultdict[int, list[Tie]] = defaultdict(list)
    for other, tie in now:
        there[other].append(tie)
    for other in sorted(there.keys() | wanted.keys()):
        if there.get(other) == ([wanted[other]] if other in wanted else None):
            continue
        if other in there:
            found.ties_to_cut.append((person, other))
        if other in wanted:
            found.ties_to_add.append((person, other, wanted[other]))
