"""Whether two contacts are one human: the rule for records of several owners. Plain functions; no database.

It is the rule of imports (`network.imports.known`): names that are equal or forms of one, *and* an address that can
be one person's own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from network.identity.names import MOST_NAMES, are_different, are_forms_of_one, of_several

MOST_COMPARED = 40  # names with one address that are held against each other


@dataclass(frozen=True)
class Record:
    """What the rule needs of a contact: its addresses' digests, whom it is confirmed as, its owner and its name.

    The addresses are those by which it can be known: that can be one person's own (`own_addresses`), or are a member's.
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
    """One human: the contacts that are records of them, in order, and the member that they are, if any."""

    contacts: tuple[int, ...]
    member: int | None = None


def group_same_person(records: Sequence[Record], members: Mapping[str, int]) -> list[Identity]:
    """Return who the records are of, ordered by the lowest contact of each.

    `members` gives the member who has proved an address: digest to member id. Records connected by shared digests are
    one person, as far as their names are forms of one. If exactly one member is found among them, by an address or
    by a handshake, they are that member. If several members are found, somebody's record mixes people up: each record
    that identifies a member itself goes to that member, by its handshake, else its e-mail, else its phone, and the
    others are grouped again without it. So no upload can join two members.

    An address that one owner has on records with names that are not surely one person's (a couple's e-mail), or on more
    than `MOST_NAMES` records, identifies none of them.
    """
    people: list[Identity] = []
    for group in _connected(identifying(records)):
        named = {record.contact: _member_of(record, members) for record in group}
        everyone = {member for record in group for member in _all_members_of(record, members)}
        if len(everyone) <= 1:
            people.append(_identity(group, next(iter(everyone), None)))
            continue
        for record in group:
            member = named[record.contact]
            if member is not None:
                people.append(_identity([record], member))
        rest = [record for record in group if named[record.contact] is None]
        people += [_identity(part, None) for part in _connected(rest)]
    return sorted(people, key=lambda identity: identity.contacts)


def identifying(records: Sequence[Record]) -> list[Record]:
    """Return the records without the addresses that their owner has on records of several people."""
    shared = addresses_of_several(
        (record.owner, digest, record.name) for record in records for digest in record.digests
    )
    if not shared:
        return list(records)

    def own(owner: int, digests: Iterable[str]) -> frozenset[str]:
        return frozenset(digest for digest in digests if (owner, digest) not in shared)

    return [
        replace(record, emails=own(record.owner, record.emails), phones=own(record.owner, record.phones))
        for record in records
    ]


def addresses_of_several(
    cards: Iterable[tuple[int, str, str]], told: Callable[[str, str], bool] = are_different
) -> set[tuple[int, str]]:
    """Return the pairs of owner and digest that are on records of several people; from (owner, digest, name).

    `told` tells whether two names are of two.
    """
    names: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for owner, digest, name in cards:
        if len(names[owner, digest]) <= MOST_NAMES:
            names[owner, digest].append(name)
    several = (pair for pair, under in names.items() if len(under) > 1)
    return {pair for pair in several if len(names[pair]) > MOST_NAMES or of_several(names[pair], told)}


def _identity(group: Iterable[Record], member: int | None) -> Identity:
    return Identity(tuple(sorted(record.contact for record in group)), member)


def _all_members_of(record: Record, members: Mapping[str, int]) -> set[int]:
    by_address = {members[digest] for digest in record.digests if digest in members}
    return by_address if record.confirmed_as is None else by_address | {record.confirmed_as}


def _member_of(record: Record, members: Mapping[str, int]) -> int | None:
    """Return the member that this record alone identifies; of two by one kind of address, the one who joined first."""
    if record.confirmed_as is not None:
        return record.confirmed_as
    for digests in (record.emails, record.phones):
        matches = [members[digest] for digest in digests if digest in members]
        if matches:
            return min(matches)
    return None


def _connected(records: Sequence[Record]) -> list[list[Record]]:
    """Return the records grouped by shared digests and names that are forms of one (union-find, path halving)."""
    parent = {record.contact: record.contact for record in records}

    def root(contact: int) -> int:
        while parent[contact] != contact:
            parent[contact] = parent[parent[contact]]
            contact = parent[contact]
        return contact

    def join(one: int, other: int) -> None:
        one, other = root(one), root(other)
        parent[max(one, other)] = min(one, other)

    first_with: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for record in records:
        for digest in record.digests:
            join(record.contact, first_with[digest].setdefault(record.name, record.contact))
    for under in first_with.values():
        for name, other_name in _alike(list(under)) if len(under) > 1 else ():
            join(under[name], under[other_name])
    groups: dict[int, list[Record]] = {}
    for record in records:
        groups.setdefault(root(record.contact), []).append(record)
    return list(groups.values())


def _alike(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of distinct names, all with one address, that are forms of one.

    A name without letters says nothing. It goes with the others if they are all one person's.
    """
    nameless = [name for name in names if not any(map(str.isalpha, name))]
    named = sorted(set(names).difference(nameless))[:MOST_COMPARED]
    yield from pairwise(nameless)
    yield from (pair for pair in combinations(named, 2) if are_forms_of_one(*pair))
    if nameless and named and not of_several(named):
        yield from ((nameless[0], name) for name in named)
