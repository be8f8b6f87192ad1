"""Which Person each contact is. The rule stands in `network.contacts.components`; here it meets the database.

Whatever changes an address, a handshake or a member's proved address calls `resolve` in the same transaction, with
what the change has touched, and the Persons come out as they would if everything were worked out anew.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db import connection, transaction

from network.contacts.components import Identity, Record, identities
from network.contacts.fingerprints import fingerprint_of
from network.contacts.following import follow, nobody
from network.contacts.portions import in_parts
from network.models import Address, Contact, Fingerprint, Member, Person
from network.outbox.record import mark

LOCK = 0x6261636B7231  # any number that nothing else locks: "backr1"


def one_at_a_time() -> None:
    """Let no other transaction change identities until this one ends. To be called before its first write.

    Two people who add the same address in the same moment would otherwise not see each other's card, and make two
    Persons of one. SQLite has a single writer at any time, so there is nothing to do there.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def resolve(contact_ids: Iterable[int] = (), digests: Iterable[str] = (), *, owners: Iterable[int] = ()) -> None:
    """Work out anew who the given contacts are, and all that hang together with them or with the given fingerprints.

    Give the digests that contacts had before as well as those they have now. Every owner one of whose contacts turns
    out to be another Person is marked for the graph, and so are the `owners` given. Persons whom nothing names any more
    are forgotten.

    The given contacts are written, and emptied Persons looked for, also when nothing has changed: who adds an address
    must not be able to tell by the time it takes whether it is a member's.
    """
    given = set(contact_ids)
    around = _gather(set(given), set(digests))
    people = _people(around)
    rows = around.contacts.values()
    changed = [row for row in rows if people[row.pk] != row.person_id]
    before = {row.person_id for row in rows}
    written = {row.pk: people[row.pk] for row in rows if people[row.pk] != row.person_id or row.pk in given}
    _write(written)
    follow(written, {pk: around.contacts[pk].person_id for pk in written})
    mark("graph", {row.owner_id for row in changed}.union(owners))
    forget_empty(before)


@transaction.atomic
def refresh_member(member: Member) -> None:
    """Bring a member's own fingerprints in line with the addresses that they have proved, and identities with those.

    An address that another member has proved already stays that member's: whoever came first.
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
    """Tell whether a member's own fingerprints are those of the addresses that they have proved. Two queries."""
    proved, held = _proved_and_held(member)
    return proved == held


def _proved_and_held(member: Member) -> tuple[set[str], set[str]]:
    """Return the fingerprints of the addresses that the member has proved, and those that are kept as theirs."""
    proved = EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True)
    wanted = {digest for email in proved if (digest := fingerprint_of(Address.Kind.EMAIL, email))}
    return wanted, set(Fingerprint.objects.filter(member=member).values_list("digest", flat=True))


def forget_empty(person_ids: Iterable[int]) -> None:
    """Delete those of the given Persons who are no member, in nobody's contacts and in no introduction."""
    for some in in_parts(set(person_ids)):
        empty = nobody(some)
        empty._raw_delete(empty.db)  # one statement; whatever else may come to name a Person, its foreign key refuses


def _write(people: dict[int, int]) -> None:
    """Keep the Person of each contact, in statements of 500: 2 ms each, where bulk_update took 90 (SQLite, 2 cores)."""
    with connection.cursor() as cursor:
        for some in in_parts(people):
            pairs = ", ".join(["(%s, %s)"] * len(some))
            cursor.execute(
                "UPDATE network_contact SET person_id = found.column2"  # noqa: S608 -- nothing but placeholders goes in
                f" FROM (VALUES {pairs}) AS found WHERE network_contact.id = found.column1",
                [number for pk in some for number in (pk, people[pk])],
            )


@dataclass
class _Around:
    """Everything that hangs together with what was changed."""

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


def _gather(contact_ids: set[int], digests: set[str]) -> _Around:
    """Follow shared digests from contact to contact until nothing new is found; a few queries for each round."""
    around = _Around()
    new_contacts, new_digests = contact_ids, digests
    seen: set[int] = set()
    while new_contacts or new_digests:
        around.digests |= new_digests
        for some in in_parts(new_digests):
            holders = Fingerprint.objects.filter(digest__in=some, contact__isnull=False)
            new_contacts |= set(holders.values_list("contact_id", flat=True))
        new_contacts -= seen
        seen |= new_contacts
        new_digests = set()
        for some_ids in in_parts(new_contacts):
            held = Fingerprint.objects.filter(contact_id__in=some_ids)
            for pk, digest, kind in held.values_list("contact_id", "digest", "kind"):
                (around.emails if kind == Address.Kind.EMAIL else around.phones).setdefault(pk, set()).add(digest)
                new_digests.add(digest)
        new_contacts = set()
        new_digests -= around.digests
    for some_ids in in_parts(seen):
        rows = Contact.objects.filter(pk__in=some_ids).only("pk", "owner_id", "person_id", "confirmed_as_id", "name")
        around.contacts.update({row.pk: row for row in rows})
    return around


def _people(around: _Around) -> dict[int, int]:
    """Return the id of the Person that each contact around is, making Persons where there are too few."""
    members: dict[str, int] = {}
    for some in in_parts(around.digests):
        members.update(
            Fingerprint.objects.filter(digest__in=some, member__isnull=False).values_list("digest", "member")
        )
    found = identities(around.records(), members)
    persons = _persons_of({identity.member for identity in found if identity.member is not None})
    strangers = [identity for identity in found if identity.member is None]
    chosen = _persons_for(strangers, around)
    people = {pk: person for identity, person in zip(strangers, chosen, strict=True) for pk in identity.contacts}
    people |= {pk: persons[identity.member] for identity in found if identity.member for pk in identity.contacts}
    return people


def _persons_of(member_ids: Collection[int]) -> dict[int, int]:
    persons: dict[int, int] = {}
    for some in in_parts(member_ids or {0}):
        persons.update(Member.objects.filter(pk__in=some).values_list("pk", "person_id"))
    return persons


def _persons_for(strangers: list[Identity], around: _Around) -> list[int]:
    """Return a Person for each who is no member: the oldest that their own contacts hold and nobody else needs.

    Keeping the oldest keeps what refers to it. A Person that was one and is now two stays with the lowest contact.
    """
    held = {pk: row.person_id for pk, row in around.contacts.items()}
    taken: set[int] = set()
    for some in in_parts(set(held.values())):
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
