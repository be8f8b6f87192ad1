"""Loads members and handshakes in bulk from an edge list, "a b" a line, for measurements on published networks."""

import gzip
import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.utils import timezone

from matching.spelling import sort_key
from network.identity.fingerprints import fingerprint_of_email
from network.identity.resolve import one_at_a_time, resolve
from network.models import Closeness, Contact, Fingerprint, Handshake, Member, Person
from network.models.contact import names_to_search
from network.platform.chunks import in_chunks
from network.platform.outbox.record import mark

DOMAIN = "network.example"
CHUNK = 5_000
AFTER_A_CRASH = timedelta(minutes=2)
GZIP = b"\x1f\x8b"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,60}")
"""The part of an e-mail address before the @, in its common form."""


class UnreadableEdgeList(Exception):
    """The file is not an edge list. The message says in which line, and why."""


def read_edge_list(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of names in `path`, which may be gzipped: sorted, each pair once, in lower case.

    A `#` starts a comment. Anything after the two names in a line, such as a weight, is ignored, and so is an edge from
    a name to itself. Raises `UnreadableEdgeList`.
    """
    pairs = set()
    for number, line in enumerate(_lines(path), start=1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        if len(words) < 2:
            raise UnreadableEdgeList(f"Line {number} holds one name, not two: {line.strip()[:60]!r}.")
        for word in words[:2]:
            if not NAME.fullmatch(word) or ".." in word or word.endswith("."):
                raise UnreadableEdgeList(f"Line {number}: {word[:60]!r} cannot be part of an e-mail address.")
        low, high = sorted(word.lower() for word in words[:2])
        if low != high:
            pairs.add((low, high))
    return sorted(pairs)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == GZIP
        with gzip.open(path, "rt", encoding="utf-8-sig") if packed else path.open(encoding="utf-8-sig") as text:
            yield from text
    except UnicodeDecodeError as error:
        raise UnreadableEdgeList(f"{path} is not text in UTF-8.") from error
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableEdgeList(f"{path} cannot be read: {error}") from error


def load_handshakes(pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Make a member `name@network.example` for each name in `pairs`, and a handshake for each pair; return ids by name.

    Each of the two gets a contact of the other, known well. Existing members and handshakes stay as they are. The
    chunks are committed one by one, so that others can write meanwhile. All members are marked for the graph at the
    end; the chunks also mark theirs, due two minutes later, in case the load does not get to its end.
    """
    names = sorted({name for pair in pairs for name in pair})
    for chunk in in_chunks(names, CHUNK):
        _make_members(chunk)
    members = {member.email.partition("@")[0]: member for chunk in in_chunks(names, CHUNK) for member in _named(chunk)}
    for pairs_chunk in in_chunks(pairs, CHUNK):
        _shake_hands(pairs_chunk, members)
    ids = {name: member.pk for name, member in members.items()}
    with transaction.atomic():
        mark("graph", ids.values())
    return ids


@transaction.atomic
def _make_members(names: Collection[str]) -> None:
    one_at_a_time()
    existing = {member.email for member in _named(names)}
    new_names = [name for name in names if f"{name}@{DOMAIN}" not in existing]
    persons = Person.objects.bulk_create(Person() for _ in new_names)
    now = timezone.now()
    made = [
        Member(email=f"{name}@{DOMAIN}", name=name, person=person, first_steps_done_at=now, invented=True)
        for name, person in zip(new_names, persons, strict=True)
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
def _shake_hands(pairs: Collection[tuple[str, str]], members: dict[str, Member]) -> None:
    one_at_a_time()
    ordered = [sorted((members[first], members[second]), key=lambda member: member.pk) for first, second in pairs]
    Handshake.objects.bulk_create(
        (Handshake(low_id=low.pk, high_id=high.pk, origin=Handshake.Origin.LOADED) for low, high in ordered),
        ignore_conflicts=True,
    )
    _add_contacts([(owner, known) for low, high in ordered for owner, known in ((low, high), (high, low))])
    changed = {member.pk for pair in ordered for member in pair}
    mark("graph", changed, due_at=timezone.now() + AFTER_A_CRASH)


def _add_contacts(pairs: Sequence[tuple[Member, Member]]) -> None:
    """Give each owner a contact of the other member, unless they have one.

    One row is prepared, of which few columns change. `bulk_create` prepares some twenty columns of every row, which
    took most of the time of a load.
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
            [list((row | _changing_columns(owner, known)).values()) for owner, known in pairs],
        )


def _changing_columns(owner: Member, known: Member) -> dict[str, Any]:
    return {
        "owner_id": owner.pk,
        "confirmed_as_id": known.pk,
        "person_id": known.person_id,
        "name": known.display_name,
        "sort_key": sort_key(known.display_name),
        "search_names": names_to_search(known.display_name),
    }


def _named(names: Collection[str]) -> list[Member]:
    return list(Member.objects.filter(email__in=[f"{name}@{DOMAIN}" for name in names]))
