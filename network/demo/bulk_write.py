"""Write the town to the database in bulk: the same rows that the real actions would make, thousands at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max
from django.utils import timezone

from matching.understanding.past_work import work_said
from network.contacts.everyday_names import key_of_job
from network.demo.texts import ContactEntry, LabelledText, contact_entry_of, profile_lines_of
from network.demo.ties import Tie, acquainted, firms_of
from network.demo.town import Townsperson
from network.identity.fingerprints import digest_of, normalised
from network.identity.own_addresses import can_be_ones_own
from network.identity.same_person import Record, group_same_person
from network.models import (
    Acquaintance,
    Address,
    Contact,
    EverydayName,
    Fingerprint,
    Handshake,
    Member,
    Person,
    Place,
    ProfileLine,
)
from network.platform.invented_town import chance_for
from network.platform.outbox.record import mark

Row = TypeVar("Row", bound=models.Model)
AT_A_TIME = 2000
SHARE = 0.6
"""Share of members who show their wishes to those they share a handshake with, and of those whose offers count."""
NO_PASSWORD = "!invented"  # noqa: S105 -- Django treats a hash that starts with "!" as unusable


@dataclass(frozen=True)
class WrittenTown:
    """The members that were written, and the texts with what each is about."""

    members: dict[int, Member]  # by the number of the townsperson
    wishes: list[LabelledText]
    done: list[LabelledText]
    jobs: list[LabelledText]


def write_town(people: Sequence[Townsperson], ties: Sequence[Tie], seed: int) -> WrittenTown:
    """Write `people` as members with what they say of themselves, and `ties` as their contacts and handshakes.

    The caller opens the transaction. Marks every member for the graph and the vectors.
    """
    chance = chance_for("words", seed)
    place = haverby()
    members = _write_members(people, place, chance, chance_for("sharing", seed))
    wishes, done = _write_lines(people, members, chance)
    cards = [contact_entry_of(tie, chance) for tie in ties]
    _write_contacts(ties, cards, members, place, seed)
    _write_handshakes(ties, members)
    everybody = [member.pk for member in members.values()]
    mark("graph", everybody)
    mark("vectors", everybody)
    return WrittenTown(members, wishes, done, [card.work for card in cards])


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
    """Confirm the address of each member, as if they had typed the code."""
    _bulk(
        EmailAddress,
        (EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in members),
    )
    _bulk(
        Fingerprint,
        (Fingerprint(member=member, kind="email", digest=_digest("email", member.email)[0]) for member in members),
    )


def _write_lines(
    people: Sequence[Townsperson], members: dict[int, Member], chance: Random
) -> tuple[list[LabelledText], list[LabelledText]]:
    said = [(someone.number, kind, line) for someone in people for kind, line in profile_lines_of(someone, chance)]
    _bulk(ProfileLine, (ProfileLine(member=members[number], kind=kind, text=line.text) for number, kind, line in said))
    wishes = [line for _, kind, line in said if kind == ProfileLine.Kind.WISH]
    return wishes, [line for _, kind, line in said if kind == ProfileLine.Kind.DONE and line.about]


def _write_names(ties: Sequence[Tie], cards: Sequence[ContactEntry], members: dict[int, Member]) -> None:
    """Write what owners said of words that name no line by themselves."""
    said = {
        (members[tie.owner.number].pk, key_of_job(card.work.text)): (work_said(card.work.text).words, card.line)
        for tie, card in zip(ties, cards, strict=True)
        if card.line and not work_said(card.work.text).line
    }
    names = ((owner, words, key, line) for (owner, key), (words, line) in said.items())
    insert(EverydayName, ["member", "words", "key", "line_of_work"], names)


def _line_of(card: ContactEntry) -> tuple[str, bool]:
    """Return the line of work that the owner chose or wrote, and whether that is past."""
    said = work_said(card.work.text)
    line = card.line or said.line
    return line, bool(line) and said.is_past


def _write_contacts(
    ties: Sequence[Tie], cards: Sequence[ContactEntry], members: dict[int, Member], place: Place, seed: int
) -> None:
    digests = [[(kind, *_digest(kind, value)) for kind, value in card.addresses] for card in cards]
    persons = _persons(ties, cards, digests, members)
    fields = ["owner", "person", "name", "work", "firm", "line_of_work", "line_is_past", "line_source"]
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
                *_line_of(card),
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
    fingerprints = ((pk, *held) for pk, _, several in numbered for held in several)
    insert(Fingerprint, ["contact", "kind", "digest", "can_be_own"], fingerprints)
    _write_names(ties, cards, members)
    insert(Acquaintance, ["low", "high"], ((ids[low], ids[high]) for low, high in acquainted(ties, seed)))


def _persons(
    ties: Sequence[Tie],
    cards: Sequence[ContactEntry],
    digests: Sequence[Sequence[tuple[str, str, bool]]],
    members: dict[int, Member],
) -> list[int]:
    """Return the id of the Person of each tie's contact, by the rule of `network.identity`."""
    records = [
        Record(
            number,
            frozenset(digest for kind, digest, is_own in several if kind == "email" and is_own),
            frozenset(digest for kind, digest, is_own in several if kind == "phone" and is_own),
            members[tie.known.number].pk if tie.handshake else None,
            members[tie.owner.number].pk,
            card.name,
        )
        for number, (tie, card, several) in enumerate(zip(ties, cards, digests, strict=True))
    ]
    held = Fingerprint.objects.filter(member__invented=True).values_list("digest", "member_id")
    groups = group_same_person(records, dict(held))
    own_person = {member.pk: member.person_id for member in members.values()}
    fresh = iter(insert(Person, [], [()] * sum(identity.member is None for identity in groups)))
    persons = [0] * len(ties)
    for identity in groups:
        person = next(fresh) if identity.member is None else own_person[identity.member]
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


def _digest(kind: str, value: str) -> tuple[str, bool]:
    """Return the fingerprint of an address, and whether it can be one person's own."""
    normal = normalised(kind, value)
    if not normal:
        raise ValueError(f"The town has an invalid address: {value}")
    return digest_of(normal), can_be_ones_own(kind, normal)


def _bulk(kind: type[Row], rows: Iterable[Row]) -> list[Row]:
    return kind._default_manager.bulk_create(rows, batch_size=AT_A_TIME)


def insert(kind: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
    """Insert a row of `kind` for each of `rows`, which hold the values of `fields`; return their ids, in order.

    Other fields get their defaults, and `auto_now` fields the present time. Three times as fast as `bulk_create`, which
    makes a model of each row. Nobody else may insert at the same time.
    """
    own = {field.name: field for field in kind._meta.local_concrete_fields if not field.primary_key}
    constant = {name: _default(field) for name, field in own.items() if name not in fields}
    columns = ["id", *(str(own[name].column) for name in [*fields, *constant])]
    first = (kind._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
    tail = tuple(constant.values())
    numbered = [(first + number, *row, *tail) for number, row in enumerate(rows)]
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {kind._meta.db_table} ({quoted}) VALUES ({places})", numbered)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), [kind]):
            cursor.execute(statement)
    return range(first, first + len(numbered))


def _default(field: "models.Field[Any, Any]") -> Any:
    if isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add):
        return connection.ops.adapt_datetimefield_value(timezone.now())
    return field.get_db_prep_save(field.get_default(), connection)


HAVERBY = 2_140_000_001  # far above the ids of GeoNames


def haverby() -> Place:
    """Return the place Haverby, on a part of the east coast without a town; make it if it is missing."""
    place, _ = Place.objects.update_or_create(
        geoname_id=HAVERBY,
        defaults={
            "name": "Haverby",
            "search_name": "haverby",
            "country": "GB",
            "region": "England",
            "latitude": 53.86,
            "longitude": -0.08,
            "population": 14_200,
        },
    )
    return place
