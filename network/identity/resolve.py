"""Which Person each contact belongs to: the rule of `same_person` applied to the database.

Every change to an address, a handshake or a member's proved address calls `resolve` in the same transaction, with what
the change touched. The Persons come out as if everything had been resolved again from the start.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import BigIntegerField, Count, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.query import QuerySet

from network.identity.fingerprints import fingerprint_of
from network.identity.following import follow, nobody
from network.identity.names import MOST_NAMES
from network.identity.same_person import Identity, Record, group_same_person
from network.models import Address, Contact, Fingerprint, Member, Person
from network.platform.chunks import in_chunks
from network.platform.outbox.record import mark

Id = TypeVar("Id", int, str)

MOST_ROUNDS = 8
MOST_FOLLOWED = 5_000
"""No human's records hang together by so many steps, or are so many. What lies beyond stays as it is. So a file whose
people are made to hang together costs each chunk of it a bounded time."""
MOST_LINKS = 10_000
"""Addresses of contacts that were followed, a hundred contacts at a time: a contact may have fifty. Without it twenty
owners, of 250 such contacts each, made every change to one of them hold up all others for half a minute."""
FOLLOWED_AT_ONCE = 100
OWNER = ExpressionWrapper(F("contact__owner") + 0, output_field=BigIntegerField())
"""The owner of a fingerprint's contact, by whom SQLite is not to search. It would read all of an owner's contacts where
the few fingerprints with one digest will do."""
LOCK = 0x6261636B7231  # any number that nothing else locks: "backr1"


def one_at_a_time() -> None:
    """Lock out other transactions that change identities until this one ends. Call it before the first write.

    Otherwise two people who add the same address at the same moment would not see each other's contact, and one human
    would become two Persons. SQLite has one writer at a time, so nothing is needed there.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def resolve(contact_ids: Iterable[int] = (), digests: Iterable[str] = (), *, owners: Iterable[int] = ()) -> None:
    """Resolve the given contacts again, with everything connected to them or to the given fingerprints.

    Give the digests that the contacts had before as well as those they have now. Every owner whose contact moves to
    another Person is marked for the graph, and so are the `owners` given. Persons without any record are deleted.
    Of the digests that the contacts had before, those are enough that `shared_digests` returned.

    The given contacts are written, and empty Persons are looked for, even when nothing has changed: the time taken must
    not tell whether an address is a member's.
    """
    given, theirs = set(contact_ids), set(owners)
    around = _gather(set(given), set(digests), theirs)
    people = _people(around)
    rows = around.contacts.values()
    changed = [row for row in rows if people[row.pk] != row.person_id]
    before = {row.person_id for row in rows}
    written = {row.pk: people[row.pk] for row in rows if people[row.pk] != row.person_id or row.pk in given}
    _write(written)
    follow(written, {pk: around.contacts[pk].person_id for pk in written})
    mark("graph", {row.owner_id for row in changed}.union(theirs))
    forget_empty(before)


@transaction.atomic
def refresh_member(member: Member) -> None:
    """Update a member's own fingerprints to the addresses that they have proved, and resolve identities by them.

    An address that another member proved first stays that member's.
    """
    one_at_a_time()
    wanted, held = _proved_and_held(member)
    taken = Fingerprint.objects.filter(digest__in=wanted - held, member__isnull=False)
    gained = wanted - held - set(taken.values_list("digest", flat=True))
    Fingerprint.objects.filter(member=member, digest__in=held - wanted).delete()
    Fingerprint.objects.bulk_create(
        Fingerprint(member=member, kind=Address.Kind.EMAIL, digest=digest) for digest in sorted(gained)
    )
    resolve(digests=gained | (held - wanted))


def is_in_step(member: Member) -> bool:
    """Tell whether a member's fingerprints match the addresses that they have proved. Two queries."""
    proved, held = _proved_and_held(member)
    return proved == held


def _proved_and_held(member: Member) -> tuple[set[str], set[str]]:
    """Return the fingerprints of the addresses that the member has proved, and those stored as theirs."""
    proved = EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True)
    wanted = {digest for email in proved if (digest := fingerprint_of(Address.Kind.EMAIL, email))}
    return wanted, set(Fingerprint.objects.filter(member=member).values_list("digest", flat=True))


def forget_empty(person_ids: Iterable[int]) -> None:
    """Delete those of the given Persons that no member, contact or introduction names."""
    for some in in_chunks(sorted(set(person_ids))):
        empty = nobody(some)
        empty._raw_delete(empty.db)  # one statement; a foreign key refuses if another row names a Person


def _write(people: dict[int, int]) -> None:
    """Write the Person of each contact, 500 to a statement; this is many times faster than `bulk_update`."""
    with connection.cursor() as cursor:
        for some in in_chunks(sorted(people)):
            pairs = ", ".join(["(%s, %s)"] * len(some))
            cursor.execute(
                "UPDATE network_contact SET person_id = found.column2"  # noqa: S608 -- nothing but placeholders goes in
                f" FROM (VALUES {pairs}) AS found WHERE network_contact.id = found.column1",
                [number for pk in some for number in (pk, people[pk])],
            )


@dataclass
class _Around:
    """Everything connected to what was changed."""

    contacts: dict[int, Contact] = field(default_factory=dict)
    emails: dict[int, set[str]] = field(default_factory=dict)
    phones: dict[int, set[str]] = field(default_factory=dict)
    digests: set[str] = field(default_factory=set)

    def records(self) -> list[Record]:
        return [
            Record(
                pk,
                frozenset(self.emails.get(pk, ())),
                frozenset(self.phones.get(pk, ())),
                row.confirmed_as_id,
                row.owner_id,
                row.name,
            )
            for pk, row in sorted(self.contacts.items())
        ]


def _gather(contact_ids: set[int], digests: set[str], owners: Collection[int]) -> _Around:
    """Follow shared digests from contact to contact until nothing new is found; a few queries for each round.

    An address that an owner has on very many contacts identifies none of them, whatever becomes of the given ones. So
    it is not followed from there: a firm's switchboard would lead to everybody in it, with each chunk of an import.
    `owners` are those whose contacts had the given digests, if all are known.
    """
    around = _Around()
    new_contacts, new_digests = set(contact_ids), _followed(digests, owners) if owners else set(digests)
    seen: set[int] = set()
    links = 0
    for number in range(MOST_ROUNDS):
        around.digests |= new_digests
        for some in _in_chunks(new_digests, ""):
            holders = Fingerprint.objects.filter(digest__in=some, contact__isnull=False)
            new_contacts |= set(holders.values_list("contact_id", flat=True))
        followed = sorted(new_contacts - contact_ids - seen)[: len(contact_ids) + MOST_FOLLOWED - len(seen)]
        new_digests = set()
        if not number:
            for some_ids in _in_chunks(contact_ids, 0):
                new_digests |= {digest for _pk, digest in _read_links(around, some_ids, contact_ids)}
                seen |= set(some_ids)
        for some_ids in in_chunks(followed or [0], FOLLOWED_AT_ONCE):
            if links >= MOST_LINKS:
                break
            read = _read_links(around, some_ids, contact_ids)
            links += len(read)
            new_digests |= {digest for _pk, digest in read}
            seen |= set(some_ids)
        new_contacts = set()
        new_digests -= around.digests
        if number and not new_digests:  # two rounds at least: the time must not tell whether an address is a member's
            break
    for some_ids in in_chunks(sorted(seen)):
        contacts = Contact.objects.filter(pk__in=some_ids).only(
            "pk", "owner_id", "person_id", "confirmed_as_id", "name"
        )
        around.contacts.update({contact.pk: contact for contact in contacts})
    return around


def _read_links(around: _Around, contact_ids: Collection[int], given: Collection[int]) -> list[tuple[int, str]]:
    """Add the addresses by which the contacts hang together with others; return them, with the contact of each."""
    held = _shared(contact_ids).exclude(Exists(_on_many(given)))
    rows = list(held.values_list("contact_id", "digest", "kind"))
    for pk, digest, kind in rows:
        (around.emails if kind == Address.Kind.EMAIL else around.phones).setdefault(pk, set()).add(digest)
    return [(pk, digest) for pk, digest, _kind in rows if pk is not None]


def shared_digests(contact_ids: Collection[int]) -> set[str]:
    """Return the fingerprints of the contacts that somebody else has too, a contact or a member. One query for 500."""
    return {digest for some in _in_chunks(contact_ids, 0) for digest in _shared(some).values_list("digest", flat=True)}


def _shared(contact_ids: Collection[int]) -> QuerySet[Fingerprint]:
    """Return the fingerprints of the contacts that are there more than once and can be one person's own, as every
    address is that a member has proved. No other connects anything."""
    same = Fingerprint.objects.filter(digest=OuterRef("digest"))
    is_own = Q(can_be_own=True) | Exists(same.filter(member__isnull=False))
    return Fingerprint.objects.filter(is_own, Exists(same.exclude(pk=OuterRef("pk"))), contact__in=contact_ids)


def _on_many(given: Collection[int]) -> QuerySet[Fingerprint]:
    """Return the rows with the digest and the owner of the outer one if they are more than `MOST_NAMES`, without the
    `given` contacts. It stops counting there."""
    same = Fingerprint.objects.annotate(owner=OWNER).filter(digest=OuterRef("digest"), owner=OuterRef("contact__owner"))
    return same.exclude(contact__in=given)[MOST_NAMES : MOST_NAMES + 1]


def _followed(digests: Collection[str], owners: Collection[int]) -> set[str]:
    """Return the digests that one of the owners has on at most `MOST_NAMES` contacts."""
    followed: set[str] = set()
    for some in _in_chunks(digests, ""):
        held = Fingerprint.objects.annotate(owner=OWNER).filter(digest__in=some, owner__in=owners)
        counted = held.values("digest", "owner").annotate(contacts=Count("pk"))
        on_many = Counter(row["digest"] for row in counted.filter(contacts__gt=MOST_NAMES))
        followed |= {digest for digest in some if on_many[digest] < len(set(owners))}
    return followed & set(digests)


def _in_chunks(values: Collection[Id], nothing: Id) -> Iterable[list[Id]]:
    """Return the values in chunks, at least one: the number of statements must not tell whether there are any."""
    return in_chunks(sorted(values) or [nothing])


def _people(around: _Around) -> dict[int, int]:
    """Return the id of the Person of each connected contact, creating Persons where there are too few."""
    members: dict[str, int] = {}
    for some in _in_chunks(around.digests, ""):
        members.update(
            Fingerprint.objects.filter(digest__in=some, member__isnull=False).values_list("digest", "member")
        )
    resolved = group_same_person(around.records(), members)
    persons = _persons_of({identity.member for identity in resolved if identity.member is not None})
    strangers = [identity for identity in resolved if identity.member is None]
    chosen = _persons_for(strangers, around)
    people = {pk: person for identity, person in zip(strangers, chosen, strict=True) for pk in identity.contacts}
    people |= {pk: persons[identity.member] for identity in resolved if identity.member for pk in identity.contacts}
    return people


def _persons_of(member_ids: Collection[int]) -> dict[int, int]:
    persons: dict[int, int] = {}
    for some in in_chunks(sorted(member_ids or {0})):
        persons.update(Member.objects.filter(pk__in=some).values_list("pk", "person_id"))
    return persons


def _persons_for(strangers: list[Identity], around: _Around) -> list[int]:
    """Return a Person for each non-member: the oldest that their contacts have and nobody else needs.

    The oldest is kept because other rows refer to it. When one Person becomes two, the lowest contact keeps it.
    """
    held = {pk: row.person_id for pk, row in around.contacts.items()}
    taken: set[int] = set()
    for some in in_chunks(sorted(set(held.values()))):
        taken |= set(Member.objects.filter(person__in=some).values_list("person_id", flat=True))
        holders = Contact.objects.filter(person__in=some).values_list("pk", "person_id")
        taken |= {person for pk, person in holders if pk not in around.contacts}
    chosen: list[int | None] = []
    for identity in strangers:
        person = min({held[pk] for pk in identity.contacts} - taken, default=None)
        chosen.append(person)
        if person is not None:
            taken.add(person)
    fresh = iter(Person.objects.bulk_create(Person() for person in chosen if person is None))
    return [next(fresh).pk if person is None else person for person in chosen]
