"""Compare the graph with the database, and mend the differences.

The graph may hold only people (by id) and ties (with a strength). A name in it would be a leak, so the check also looks
for any other label or property. It reports the names of properties, never their values, because its output is printed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from network.models import Member
from network.platform.graph import driver, ties
from network.platform.graph.diff import GraphState, compare, read_state
from network.platform.graph.ties import MemberTies
from network.platform.outbox.record import mark

PEOPLE_A_PAGE = 10_000


@dataclass(frozen=True)
class Problem:
    """One difference between the graph and the database.

    Projecting `member` again mends it. A stray `person`, whom no member explains, has no `member`. Content that may not
    be in the graph at all has neither.
    """

    text: str
    member: int | None = None
    person: int | None = None

    @property
    def is_unexpected_content(self) -> bool:
        return self.member is None and self.person is None


def check() -> Iterator[Problem]:
    """Yield unexpected content, then every difference from the database, in the order of members and people.

    A member who differs is compared a second time, so a projection that is just being written is not reported. One that
    waits in the outbox is. Reads a few hundred members at a time. Raises `GraphUnavailable`.
    """
    yield from map(Problem, unexpected_content())
    for chunk in ties.all_members():
        suspects = [member for member, _ in _members_that_differ(chunk)]
        if suspects:
            for member, lines in _members_that_differ(suspects):
                yield from (Problem(line, member) for line in lines)
    yield from _unexplained_people()


def mend() -> list[Problem]:
    """Mend everything that `check` reports, and return it. The worker projects members; the rest is mended here."""
    problems = list(check())
    members = {problem.member for problem in problems if problem.member is not None}
    if any(problem.is_unexpected_content for problem in problems):
        members |= remove_unexpected_content()
    if members:
        with transaction.atomic():
            mark("graph", members)
    strays = sorted({problem.person for problem in problems if problem.person is not None})
    if strays:
        driver.write("cut_strays", ids=strays)
        driver.write("delete_orphans", ids=strays)
    return problems


def _members_that_differ(members: Sequence[int]) -> list[tuple[int, list[str]]]:
    """Return those of `members` about whom the graph is wrong, each with a line for each difference."""
    wanted = ties.of_members(members)
    state = read_state(driver.read, members, [own.person for own in wanted.values()])
    differing = []
    for member in members:
        own = {member: wanted[member]} if member in wanted else {}
        if lines := list(compare([member], own, _state_of(state, member, own)).lines()):
            differing.append((member, lines))
    return differing


def _state_of(state: GraphState, member: int, own: dict[int, MemberTies]) -> GraphState:
    """Return the part of `state` that is about one member."""
    persons = {each.person for each in own.values()}
    people = {person: held for person, held in state.people.items() if held == member or person in persons}
    return GraphState(people, state.ties)


def _unexplained_people() -> Iterator[Problem]:
    """Yield people in the graph whom the database does not explain."""
    last = driver.read_in_background("last_person")[0]["id"] or 0
    for first in range(1, last + 1, PEOPLE_A_PAGE):
        page = driver.read_in_background("people_between", first=first, last=first + PEOPLE_A_PAGE - 1)
        members = {row["member"] for row in page if isinstance(row["member"], int)}
        known = set(Member.objects.filter(pk__in=members).values_list("pk", flat=True))
        for row in page:
            if isinstance(row["member"], int) and row["member"] not in known:
                yield Problem(f"person {row['id']} is there as member {row['member']}, who is gone", row["member"])
        others = [row["id"] for row in page if row["member"] is None]
        for row in driver.read_in_background("strays", ids=others):
            yield Problem(
                f"person {row['id']} is no member, and nobody knows them or they have ties of their own",
                None,
                row["id"],
            )


NODES_A_TRANSACTION = 2_000


def unexpected_content() -> Iterator[str]:
    """Yield a line for each label or property that may not be in the graph. Raises `GraphUnavailable`.

    Reads the whole graph, a page at a time. A tie of an unknown kind is not reported here: it is a difference of the
    member whose tie it is.
    """
    for row in driver.read_in_background("unexpected_nodes"):
        labelled = " and ".join(sorted(row["labels"])) or "nothing"
        yield f"something labelled {labelled} is there{_with_keys(row['keys'])}, and only people by number are to be"
    for row in driver.read_in_background("people_with_extra_properties"):
        yield f"person {row['id']} is there{_with_keys(row['more'])}, and only with a number is to be"
    for persons in _persons_of_members():
        for row in driver.read_in_background("ties_with_extra_properties", ids=persons):
            which = f"the tie from person {row['id']} to person {row['other']}"
            yield f"{which} is there{_with_keys(row['more'])}, and only with a strength is to be"


def remove_unexpected_content() -> set[int]:
    """Remove everything that `unexpected_content` reports; return the members who have to be projected again."""
    members: set[int] = set()
    for row in driver.read_in_background("unexpected_nodes"):
        members |= {member for member in (row["member"], *row["near"]) if isinstance(member, int)}
    while driver.write("delete_unexpected_nodes", limit=NODES_A_TRANSACTION)[0]["deleted"]:
        pass
    if more := [row["id"] for row in driver.read_in_background("people_with_extra_properties")]:
        driver.write("trim_people", ids=more)
    for persons in _persons_of_members():
        driver.write("trim_ties", ids=persons)
    return members


def _with_keys(keys: list[str]) -> str:
    return f" with {', '.join(sorted(keys))}" if keys else ""


def _persons_of_members() -> Iterator[list[int]]:
    """Yield the Persons of all members, in pages. Nobody else may have ties: `check` reports those."""
    for chunk in ties.all_members():
        yield list(Member.objects.filter(pk__in=chunk).order_by("pk").values_list("person_id", flat=True))
