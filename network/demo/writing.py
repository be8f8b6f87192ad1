"""Write the town into the database, in bulk: the rows that the real actions would make, thousands at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TypeVar

from allauth.account.models import EmailAddress
from django.db import models
from django.utils import timezone

from network.contacts.components import Record, identities
from network.contacts.fingerprints import fingerprint_of
from network.demo.bulk import insert
from network.demo.cards import Card, Said, card_of, lines_of
from network.demo.chance import chance_for
from network.demo.hearsay import acquainted, firms_of
from network.demo.knowing import Tie
from network.demo.places import haverby
from network.demo.town import Townsperson
from network.models import (
    Acquaintance,
    Address,
    Contact,
    Fingerprint,
    Handshake,
    Member,
    Person,
    Place,
    ProfileLine,
)
from network.outbox.record import mark

Row = TypeVar("Row", bound=models.Model)
AT_A_TIME = 2000
SHARE = 0.6
"""Of the members, how many let those they have shaken hands with read their wishes; as many let their offers count."""
NO_PASSWORD = "!invented"  # noqa: S105 -- Django takes no password for one that begins so


@dataclass(frozen=True)
class Written:
    """What was written, and the texts with what they are about."""

    members: dict[int, Member]  # by the number of the townsperson
    wishes: list[Said]
    done: list[Said]
    jobs: list[Said]


def write_town(people: Sequence[Townsperson], ties: Sequence[Tie], seed: int) -> Written:
    """Write `people` as members with what they say of themselves, and `ties` as their contacts and handshakes.

    Within a transaction. Marks every member for the graph and for the vectors.
    """
    chance = chance_for("words", seed)
    place = haverby()
    members = _write_members(people, place, chance, chance_for("sharing", seed))
    wishes, done = _write_lines(people, members, chance)
    cards = [card_of(tie, chance) for tie in ties]
    _write_contacts(ties, cards, members, place, seed)
    _write_handshakes(ties, members)
    everybody = [member.pk for member in members.values()]
    mark("graph", everybody)
    mark("vectors", everybody)
    return Written(members, wishes, done, [card.work for card in cards])


def _write_members(people: Sequence[Townsperson], place: Place, chance: Random, sharing: Random) -> dict[int, Member]:
    now = timezone.now()
    persons = _bulk(Person, (Person() for _ in people))
    members = _bulk(
        Member,
        (
            Member(
                email=someone.email,
                password=NO_PASSWORD,
                name=someone.name,
                person=person,
                place=place,
                phone=someone.phone if chance.random() < 0.5 else "",
                requests_a_month=chance.choices([1, 2, 3, 4, 6], [8, 17, 50, 15, 10])[0],
                break_until=now + timedelta(days=30) if chance.random() < 0.04 else None,
                wishes_seen=sharing.random() < SHARE,
                offers_counted=sharing.random() < SHARE,
                first_steps_done_at=now,
                invented=True,
            )
            for someone, person in zip(people, persons, strict=True)
        ),
    )
    prove_addresses(members)
    return {someone.number: member for someone, member in zip(people, members, strict=True)}


def prove_addresses(members: Sequence[Member]) -> None:
    """Let each member's address be confirmed, as if they had typed the code."""
    _bulk(EmailAddress, (EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in members))
    _bulk(
        Fingerprint,
        (Fingerprint(member=one, kind="email", digest=_digest("email", one.email)) for one in members),
    )


def _write_lines(
    people: Sequence[Townsperson], members: dict[int, Member], chance: Random
) -> tuple[list[Said], list[Said]]:
    said = [(someone.number, kind, line) for someone in people for kind, line in lines_of(someone, chance)]
    _bulk(ProfileLine, (ProfileLine(member=members[number], kind=kind, text=line.text) for number, kind, line in said))
    wishes = [line for _, kind, line in said if kind == ProfileLine.Kind.WISH]
    return wishes, [line for _, kind, line in said if kind == ProfileLine.Kind.DONE and line.about]


def _write_contacts(
    ties: Sequence[Tie], cards: Sequence[Card], members: dict[int, Member], place: Place, seed: int
) -> None:
    digests = [[(kind, _digest(kind, value)) for kind, value in card.addresses] for card in cards]
    persons = _persons(ties, digests, members)
    fields = ["owner", "person", "name", "work", "firm", "line_of_work", "line_source"]
    fields += ["how_known", "closeness", "place", "private", "confirmed_as"]
    ids = insert(
        Contact,
        fields,
        (
            (
                members[tie.owner.number].pk,
                person,
                card.name,
                card.work.text,
                firm,
                card.line,
                Contact.LineSource.CHOSEN.value if card.line else Contact.LineSource.FOUND.value,
                tie.how,
                tie.closeness,
                place.pk if card.in_town else None,
                card.private,
                members[tie.known.number].pk if tie.handshake else None,
            )
            for tie, card, person, firm in zip(ties, cards, persons, firms_of(ties, seed), strict=True)
        ),
    )
    numbered = list(zip(ids, cards, digests, strict=True))
    addresses = ((pk, kind, value) for pk, card, _ in numbered for kind, value in card.addresses)
    insert(Address, ["contact", "kind", "value"], addresses)
    fingerprints = ((pk, kind, digest) for pk, _, found in numbered for kind, digest in found)
    insert(Fingerprint, ["contact", "kind", "digest"], fingerprints)
    insert(Acquaintance, ["low", "high"], ((ids[one], ids[other]) for one, other in acquainted(ties, seed)))


def _persons(
    ties: Sequence[Tie], digests: Sequence[Sequence[tuple[str, str]]], members: dict[int, Member]
) -> list[int]:
    """Return the id of the Person of each tie's contact, by the same rule that holds for everybody."""
    records = [
        Record(
            number,
            frozenset(digest for kind, digest in found if kind == "email"),
            frozenset(digest for kind, digest in found if kind == "phone"),
            members[tie.known.number].pk if tie.handshake else None,
        )
        for number, (tie, found) in enumerate(zip(ties, digests, strict=True))
    ]
    held = Fingerprint.objects.filter(member__invented=True).values_list("digest", "member_id")
    found = identities(records, dict(held))
    own = {member.pk: member.person_id for member in members.values()}
    fresh = iter(insert(Person, [], [()] * sum(identity.member is None for identity in found)))
    persons = [0] * len(ties)
    for identity in found:
        person = next(fresh) if identity.member is None else own[identity.member]
        for number in identity.contacts:
            persons[number] = person
    return persons


def _write_handshakes(ties: Sequence[Tie], members: dict[int, Member]) -> None:
    pairs = {
        tuple(sorted((members[tie.owner.number].pk, members[tie.known.number].pk))) for tie in ties if tie.handshake
    }
    _bulk(
        Handshake, (Handshake(low_id=low, high_id=high, origin=Handshake.Origin.LOADED) for low, high in sorted(pairs))
    )


def _digest(kind: str, value: str) -> str:
    digest = fingerprint_of(kind, value)
    if digest is None:
        raise ValueError(f"The town has an address that is none: {value}")
    return digest


def _bulk(kind: type[Row], rows: Iterable[Row]) -> list[Row]:
    return kind._default_manager.bulk_create(rows, batch_size=AT_A_TIME)
