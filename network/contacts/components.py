"""The rule by which records of several owners are seen to be one person. Plain functions; no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from network.contacts.names import of_several


@dataclass(frozen=True)
class Record:
    """What the rule needs of a contact.

    The digests of its addresses, the member that a handshake has shown it to be, whose contact it is, and its name.
    """

    contact: int
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    confirmed_as: int | None = None
    owner: int = 0
    name: str = ""

    @property
    def digests(self) -> frozenset[str]:
        return self.emails | self.phones


@dataclass(frozen=True)
class Identity:
    """One human being: the contacts that are records of them (in order), and the member they are, if any."""

    contacts: tuple[int, ...]
    member: int | None = None


def identities(records: Sequence[Record], members: Mapping[str, int]) -> list[Identity]:
    """Return who the records are of, ordered by the lowest contact of each.

    `members` says which member has proved an address: digest to member id. Records that share a digest are one person,
    as far as that reaches. If exactly one member is found among them (by an address or by a handshake), it is that
    member. If several are, somebody's card mixes people up: each record that names a member itself goes to that one, by
    its handshake, else its e-mail, else its phone, and the others are sorted anew without those. So no card that
    anybody uploads can make one person of two members.

    A phone number that one owner has on cards with names of several people (a switchboard, the landline of a household)
    says of none of this owner's cards who it is; an e-mail address always does.
    """
    found: list[Identity] = []
    for group in _connected(identifying(records)):
        named = {record.contact: _member_of(record, members) for record in group}
        everyone = {member for record in group for member in _all_members_of(record, members)}
        if len(everyone) <= 1:
            found.append(_identity(group, next(iter(everyone), None)))
            continue
        for record in group:
            member = named[record.contact]
            if member is not None:
                found.append(_identity([record], member))
        rest = [record for record in group if named[record.contact] is None]
        found += [_identity(part, None) for part in _connected(rest)]
    return sorted(found, key=lambda identity: identity.contacts)


def identifying(records: Sequence[Record]) -> list[Record]:
    """Return the records without the phone numbers at which, by their owner's own cards, several people answer."""
    shared = numbers_of_several((record.owner, digest, record.name) for record in records for digest in record.phones)
    return [
        replace(record, phones=frozenset(digest for digest in record.phones if (record.owner, digest) not in shared))
        for record in records
    ]


def numbers_of_several(cards: Iterable[tuple[int, str, str]]) -> set[tuple[int, str]]:
    """Return the pairs of owner and phone digest that stand on cards of several people; from (owner, digest, name)."""
    names: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for owner, digest, name in cards:
        names[owner, digest].add(name)
    return {pair for pair, under in names.items() if len(under) > 1 and of_several(under)}


def _identity(group: Iterable[Record], member: int | None) -> Identity:
    return Identity(tuple(sorted(record.contact for record in group)), member)


def _all_members_of(record: Record, members: Mapping[str, int]) -> set[int]:
    by_address = {members[digest] for digest in record.digests if digest in members}
    return by_address if record.confirmed_as is None else by_address | {record.confirmed_as}


def _member_of(record: Record, members: Mapping[str, int]) -> int | None:
    """Return the member that this record names by itself; of two by one kind of address, the one who joined first."""
    if record.confirmed_as is not None:
        return record.confirmed_as
    for digests in (record.emails, record.phones):
        matches = [members[digest] for digest in digests if digest in members]
        if matches:
            return min(matches)
    return None


def _connected(records: Sequence[Record]) -> list[list[Record]]:
    """Return the records in groups that hang together by shared digests (union-find with path halving)."""
    parent = {record.contact: record.contact for record in records}

    def root(contact: int) -> int:
        while parent[contact] != contact:
            parent[contact] = parent[parent[contact]]
            contact = parent[contact]
        return contact

    first_with: dict[str, int] = {}
    for record in records:
        for digest in record.digests:
            one, other = root(record.contact), root(first_with.setdefault(digest, record.contact))
            parent[max(one, other)] = min(one, other)
    groups: dict[int, list[Record]] = {}
    for record in records:
        groups.setdefault(root(record.contact), []).append(record)
    return list(groups.values())
