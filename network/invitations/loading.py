"""Members and handshakes in bulk, from who knows whom. For measurements on networks that others published."""

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.utils import timezone

from network.contacts.fingerprints import fingerprint_of_email
from network.contacts.identity import one_at_a_time, resolve
from network.models import Closeness, Contact, Fingerprint, Handshake, Member, Person
from network.outbox.record import mark

Thing = TypeVar("Thing")

DOMAIN = "network.example"
AT_ONCE = 5_000
AFTER_A_CRASH = timedelta(minutes=2)


def load_handshakes(pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Make a member `name@network.example` for each name in `pairs`, and a handshake for each pair; return ids by name.

    Each of the two has a record of the other, known well. Members and handshakes that stand already stay as they are.
    Commits in chunks, so that others can write meanwhile; all are marked for the graph at the end, and should it never
    come to that, two minutes later.
    """
    names = sorted({name for pair in pairs for name in pair})
    for some in _portions(names):
        _make_members(some)
    members = {member.email.partition("@")[0]: member for some in _portions(names) for member in _named(some)}
    for portion in _portions(pairs):
        _shake(portion, members)
    ids = {name: member.pk for name, member in members.items()}
    with transaction.atomic():
        mark("graph", ids.values())
    return ids


@transaction.atomic
def _make_members(names: Collection[str]) -> None:
    one_at_a_time()
    there = {member.email for member in _named(names)}
    fresh = [name for name in names if f"{name}@{DOMAIN}" not in there]
    persons = Person.objects.bulk_create(Person() for _ in fresh)
    now = timezone.now()
    made = [
        Member(email=f"{name}@{DOMAIN}", name=name, person=person, first_steps_done_at=now, invented=True)
        for name, person in zip(fresh, persons, strict=True)
    ]
    for member in made:
        member.set_unusable_password()
    made = Member.objects.bulk_create(made)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in made
    )
    digests = {fingerprint_of_email(member.email): member for member in made}
    Fingerprint.objects.bulk_create(
        Fingerprint(member=member, kind="email", digest=digest) for digest, member in digests.items()
    )
    known = Fingerprint.objects.filter(contact__isnull=False, digest__in=digests).values_list("digest", flat=True)
    resolve(digests=set(known))
    mark("graph", [member.pk for member in made], due_at=now + AFTER_A_CRASH)


@transaction.atomic
def _shake(pairs: Collection[tuple[str, str]], members: dict[str, Member]) -> None:
    one_at_a_time()
    ordered = [sorted((members[one], members[other]), key=lambda member: member.pk) for one, other in pairs]
    Handshake.objects.bulk_create(
        (Handshake(low_id=low.pk, high_id=high.pk, origin=Handshake.Origin.LOADED) for low, high in ordered),
        ignore_conflicts=True,
    )
    _add_records([(owner, known) for low, high in ordered for owner, known in ((low, high), (high, low))])
    touched = {member.pk for pair in ordered for member in pair}
    mark("graph", touched, due_at=timezone.now() + AFTER_A_CRASH)


def _add_records(pairs: Sequence[tuple[Member, Member]]) -> None:
    """Give each owner a record of whom they know, unless they have one.

    One prepared row, of which four columns change: `bulk_create` prepares each of some twenty columns of each row,
    which was most of the time that a load took.
    """
    if not pairs:
        return
    owner, known = pairs[0]
    model = Contact(owner=owner, confirmed_as=known, person_id=known.person_id, name="-", closeness=Closeness.WELL)
    fields = [field for field in Contact._meta.concrete_fields if not field.primary_key]
    row: dict[str, Any] = {
        str(field.column): field.get_db_prep_save(field.pre_save(model, add=True), connection) for field in fields
    }
    columns, places = ", ".join(map(connection.ops.quote_name, row)), ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Contact._meta.db_table} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING",  # noqa: S608
            [list((row | _who(owner, known)).values()) for owner, known in pairs],
        )


def _who(owner: Member, known: Member) -> dict[str, Any]:
    return {
        "owner_id": owner.pk,
        "confirmed_as_id": known.pk,
        "person_id": known.person_id,
        "name": known.display_name,
    }


def _named(names: Collection[str]) -> list[Member]:
    return list(Member.objects.filter(email__in=[f"{name}@{DOMAIN}" for name in names]))


def _portions(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), AT_ONCE):
        yield things[start : start + AT_ONCE]
