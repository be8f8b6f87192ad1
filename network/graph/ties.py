"""What the graph ought to say: each member's ties, read from the record."""

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
"""Strength by closeness, above 0 and at most 1; even steps, because four words carry no more than an order."""

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
    """Return what the graph ought to say of each of `member_ids` who has an account; four queries.

    One tie a person. Of somebody whom the owner shook hands with it is as the record of the handshake says, whatever
    else they have written down: else whoever guesses at another address of a member could read from the paths beyond
    whether it is theirs. Of anybody else it is the strongest of the owner's records; a person about whom they keep any
    private record is left out altogether: two records of one person are the owner's own untidiness, and what they
    marked on one of them was meant of the person.
    """
    persons = Member.objects.filter(pk__in=member_ids).order_by("pk").values_list("pk", "person_id")
    found = {member: MemberTies(person) for member, person in persons}
    handshaken = _handshaken(found)
    private: set[tuple[int, int]] = set()
    contacts = Contact.objects.filter(owner_id__in=found).order_by()
    fields = ("owner_id", "person_id", "closeness", "private", "confirmed_as_id")
    for owner, person, closeness, hidden, confirmed_as in contacts.values_list(*fields):
        own = found[owner]
        kind = HANDSHAKE if person in handshaken[owner] else KNOWS
        if kind == HANDSHAKE and confirmed_as is None:
            continue
        if hidden:
            private.add((owner, person))
        elif person != own.person:
            known = own.ties.get(person)
            own.ties[person] = Tie(kind, max(STRENGTH[closeness], known.strength if known else 0.0))
    for owner, person in private:
        found[owner].ties.pop(person, None)
    return found


def _handshaken(member_ids: Iterable[int]) -> defaultdict[int, set[int]]:
    """The Persons of the members with whom each of `member_ids` shares a handshake."""
    ids = list(member_ids)
    as_low = Handshake.objects.filter(low_id__in=ids).values_list("low_id", F("high__person_id"))
    as_high = Handshake.objects.filter(high_id__in=ids).values_list("high_id", F("low__person_id"))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for member, person in chain(as_low, as_high):
        found[member].add(person)
    return found


def all_members(at_once: int = 500) -> Iterator[list[int]]:
    """Every member's id, in order, in lists of up to `at_once`."""
    after = 0
    members = Member.objects.order_by("pk").values_list("pk", flat=True)
    while chunk := list(members.filter(pk__gt=after)[:at_once]):
        yield chunk
        after = chunk[-1]
