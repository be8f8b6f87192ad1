"""Hold the graph against the record, and mend what is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from network.graph import driver, foreign, ties
from network.graph.difference import Standing, difference, standing
from network.graph.ties import MemberTies
from network.models import Member
from network.outbox.record import mark

PEOPLE_A_PAGE = 10_000


@dataclass(frozen=True)
class Problem:
    """One difference. Projecting `member` mends it; None for a stray `person` whom no member explains, and for what
    has no place in the graph at all."""

    text: str
    member: int | None = None
    person: int | None = None

    @property
    def is_foreign(self) -> bool:
        return self.member is None and self.person is None


def check() -> Iterator[Problem]:
    """Find what has no place in the graph, then every difference from the record, in the order of members and people.

    What changes while it looks is looked at twice, so a projection that is just being made is no difference; one that
    waits in the outbox is. Reads some hundreds of members at a time. Raises `GraphUnavailable`.
    """
    yield from map(Problem, foreign.lines())
    for chunk in ties.all_members():
        suspects = [member for member, _ in _wrong(chunk)]
        if suspects:
            for member, lines in _wrong(suspects):
                yield from (Problem(line, member) for line in lines)
    yield from _people_without_reason()


def mend() -> list[Problem]:
    """Have all that `check` finds put right: members by the worker, the rest here and now. Returns what it found."""
    problems = list(check())
    members = {problem.member for problem in problems if problem.member is not None}
    if any(problem.is_foreign for problem in problems):
        members |= foreign.clear()
    if members:
        with transaction.atomic():
            mark("graph", members)
    strays = sorted({problem.person for problem in problems if problem.person is not None})
    if strays:
        driver.write("cut_strays", ids=strays)
        driver.write("forget_unheld", ids=strays)
    return problems


def _wrong(members: Sequence[int]) -> list[tuple[int, list[str]]]:
    """Those of `members` about whom the graph is wrong, with what is wrong."""
    wanted = ties.of_members(members)
    now = standing(driver.read, members, [own.person for own in wanted.values()])
    found = []
    for member in members:
        own = {member: wanted[member]} if member in wanted else {}
        if lines := list(difference([member], own, _part(now, member, own)).lines()):
            found.append((member, lines))
    return found


def _part(now: Standing, member: int, own: dict[int, MemberTies]) -> Standing:
    persons = {each.person for each in own.values()}
    people = {person: held for person, held in now.people.items() if held == member or person in persons}
    return Standing(people, now.ties)


def _people_without_reason() -> Iterator[Problem]:
    """People in the graph whom the record does not explain."""
    last = driver.read_patiently("last_person")[0]["id"] or 0
    for first in range(1, last + 1, PEOPLE_A_PAGE):
        page = driver.read_patiently("people_between", first=first, last=first + PEOPLE_A_PAGE - 1)
        members = {row["member"] for row in page if isinstance(row["member"], int)}
        known = set(Member.objects.filter(pk__in=members).values_list("pk", flat=True))
        for row in page:
            if isinstance(row["member"], int) and row["member"] not in known:
                yield Problem(f"person {row['id']} is there as member {row['member']}, who is gone", row["member"])
        others = [row["id"] for row in page if row["member"] is None]
        for row in driver.read_patiently("strays", ids=others):
            yield Problem(
                f"person {row['id']} is no member, and nobody knows them or they have ties of their own",
                None,
                row["id"],
            )
