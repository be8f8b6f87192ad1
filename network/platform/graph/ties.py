"""What the graph should hold: the ties of each member, read from the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from django.db.models import F

from network.models import Closeness, Contact, Handshake, Member

STRENGTH: dict[int, float] = {
    Closeness.HARDLY: 0.25,
    Closeness.A_LITTLE: 0.5,
    Closeness.WELL: 0.75,
    Closeness.VERY_WELL: 1.0,
}
"""Strength by closeness, above 0 and at most 1. Even steps: four words give an order, not distances."""

KNOWS, HANDSHAKE = "KNOWS", "HANDSHAKE"


class Tie(NamedTuple):
    """How one member is tied to one person: by a handshake, or by listing them. Strength as in `STRENGTH`."""

    kind: str
    strength: float


@dataclass
class MemberTies:
    """A member's own Person, and their ties by the id of the Person at the other end."""

    person: int
    ties: dict[int, Tie] = field(default_factory=dict)


def of_members(member_ids: Collection[int]) -> dict[int, MemberTies]:
    """Return what the graph should hold about each of `member_ids` who has an account. Four queries.

    A member has one tie to a person, however many contacts they keep of that person:

    - If the two share a handshake, only the contact that the handshake confirmed counts. Otherwise a member could guess
      at another address of somebody, and learn from the paths whether it is theirs.
    - Else the strongest contact counts. If any of them is private, there is no tie: a member who marks one of two
      contacts of somebody as private means the person.
    """
    persons = Member.objects.filter(pk__in=member_ids).order_by("pk").values_list("pk", "person_id")
    by_member = {member: MemberTies(person) for member, person in persons}
    handshaken = _handshaken(by_member)
    private: set[tuple[int, int]] = set()
    contacts = Contact.objects.filter(owner_id__in=by_member).order_by()
    fields = ("owner_id", "person_id", "closeness", "private", "confirmed_as_id")
    for owner, person, closeness, hidden, confirmed_as in contacts.values_list(*fields):
        own = by_member[owner]
        kind = HANDSHAKE if person in handshaken[owner] else KNOWS
        if kind == HANDSHAKE and confirmed_as is None:
            continue
        if hidden:
            private.add((owner, person))
        elif person != own.person:
            known = own.ties.get(person)
            own.ties[person] = Tie(kind, max(STRENGTH[closeness], known.strength if known else 0.0))
    for owner, person in private:
        by_member[owner].ties.pop(person, None)
    return by_member


def _handshaken(member_ids: Iterable[int]) -> defaultdict[int, set[int]]:
    """Return, for each of `member_ids`, the Persons of the members with whom they share a handshake."""
    ids = list(member_ids)
    as_low = Handshake.objects.filter(low_id__in=ids).values_list("low_id", F("high__person_id"))
    as_high = Handshake.objects.filter(high_id__in=ids).values_list("high_id", F("low__person_id"))
    persons: defaultdict[int, set[int]] = defaultdict(set)
    for member, person in chain(as_low, as_high):
        persons[member].add(person)
    return persons


def all_members(at_once: int = 500) -> Iterator[list[int]]:
    """Yield the ids of all members, in order, in lists of up to `at_once`."""
    after = 0
    members = Member.objects.order_by("pk").values_list("pk", flat=True)
    while chunk := list(members.filter(pk__gt=after)[:at_once]):
        yield chunk
        after = chunk[-1]
