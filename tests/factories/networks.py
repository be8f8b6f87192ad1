"""Whole networks, described in plain data, laid out in the database in a few statements."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from network.models import Block, Contact, Handshake, Member, Person


@dataclass
class Network:
    """People are numbered from 0; the first `members` of them have an account.

    `knows` maps (owner, person) to (closeness, private); `handshakes` are pairs of members, lower number first, and
    each of the two has a record of the other in `knows`; `away` are members who take no requests; `blocks` are pairs of
    members, in either order.
    """

    members: int
    others: int
    knows: dict[tuple[int, int], tuple[int, bool]] = field(default_factory=dict)
    handshakes: set[tuple[int, int]] = field(default_factory=set)
    away: set[int] = field(default_factory=set)
    blocks: set[tuple[int, int]] = field(default_factory=set)


@dataclass
class LaidOut:
    """The rows behind a `Network`: Persons by number, members by number."""

    persons: list[Person]
    members: list[Member]

    @property
    def number(self) -> dict[int, int]:
        return {person.pk: number for number, person in enumerate(self.persons)}


def lay_out(network: Network) -> LaidOut:
    count = network.members + network.others
    persons = Person.objects.bulk_create(Person() for _ in range(count))
    members = Member.objects.bulk_create(_member(network, number, persons[number]) for number in range(network.members))
    confirmed: dict[tuple[int, int], Any] = {}
    for low, high in network.handshakes:
        confirmed |= {(low, high): members[high], (high, low): members[low]}
    Contact.objects.bulk_create(
        Contact(
            owner=members[owner],
            person=persons[person],
            name="Somebody",
            closeness=closeness,
            private=private,
            confirmed_as=confirmed.get((owner, person)),
        )
        for (owner, person), (closeness, private) in network.knows.items()
    )
    Handshake.objects.bulk_create(
        Handshake(low=members[low], high=members[high], origin=Handshake.Origin.LOADED)
        for low, high in network.handshakes
    )
    Block.objects.bulk_create(Block(owner=members[one], other=members[other]) for one, other in network.blocks)
    return LaidOut(persons, members)


def _member(network: Network, number: int, person: Person) -> Member:
    return Member(
        email=f"m{number}-{person.pk}@network.example",
        person=person,
        password="!",
        first_steps_done_at=timezone.now(),
        requests_a_month=0 if number in network.away else 3,
    )
