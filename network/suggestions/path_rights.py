"""What the record says of the ways that the graph found: who may introduce, and which ties really stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Q

from network.introductions.capacity import able_to_take_requests
from network.models import Block, Contact, Handshake, Member
from network.privacy.blocks import blocked_with
from network.suggestions.path_join import Pair, Route

MEMBERS_A_QUESTION = 5_000


@dataclass
class Verdict:
    """What of some routes does not stand in the record, by Persons, and the record of each last tie that does."""

    no_handshake: set[Pair] = field(default_factory=set)
    no_contact: set[Pair] = field(default_factory=set)
    apart: set[Pair] = field(default_factory=set)
    contacts: dict[Pair, int] = field(default_factory=dict)

    def refuses(self, route: Route) -> bool:
        *ties, last = pairwise(route.people)
        apart = any((one, other) in self.apart for one in route.people for other in route.people)
        return last in self.no_contact or apart or any(tie in self.no_handshake for tie in ties)


def willing(member: Member, others: Collection[int]) -> set[int]:
    """Return the ids of those of `others` (members) who can be asked now, and whom no block keeps from `member`."""
    blocked = blocked_with(member.pk)
    ids = sorted(set(others) - blocked - {member.pk})
    found: set[int] = set()
    for start in range(0, len(ids), MEMBERS_A_QUESTION):
        found |= able_to_take_requests(ids[start : start + MEMBERS_A_QUESTION])
    return found


def out_of_bounds(member: Member) -> set[int]:
    """Return the Persons to whom no path may lead: the member, and those whom a block keeps apart from them."""
    return {
        member.person_id,
        *Member.objects.filter(pk__in=blocked_with(member.pk)).values_list("person_id", flat=True),
    }


def judge(routes: Iterable[Route], members: Mapping[int, int]) -> Verdict:
    """Hold `routes` against the record; `members` gives the member of each Person who is one. Three queries.

    A tie stands when its owner keeps a record of the person and none of them is private; between a member and an
    introducer there has to be a handshake too.
    """
    every = list(routes)
    ties = {tie for route in every for tie in pairwise(route.people)}
    last = {route.people[-2:] for route in every}
    shaken = {tie for route in every for tie in pairwise(route.people[:-1])}
    contacts = _open_records({(members[one], other) for one, other in ties})
    handshakes = _handshakes({member for tie in shaken for member in (members[tie[0]], members[tie[1]])})
    verdict = Verdict(
        apart=_apart({members[person] for route in every for person in route.people if person in members})
    )
    for one, other in ties:
        contact = contacts.get((members[one], other))
        if (one, other) in last:
            if contact is None:
                verdict.no_contact.add((one, other))
            else:
                verdict.contacts[one, other] = contact
        if (one, other) in shaken and (contact is None or (members[one], members[other]) not in handshakes):
            verdict.no_handshake.add((one, other))
    return verdict


def _open_records(wanted: Collection[Pair]) -> dict[Pair, int]:
    """The record that each pair of owner (member) and person stands on: with a line of work, then strongest, oldest."""
    owners, persons = {owner for owner, _ in wanted}, {person for _, person in wanted}
    records = Contact.objects.filter(owner_id__in=owners, person_id__in=persons).order_by("-closeness", "pk")
    found: dict[Pair, tuple[bool, int]] = {}
    private: set[Pair] = set()
    for owner, person, pk, hidden, line in records.values_list(
        "owner_id", "person_id", "pk", "private", "line_of_work"
    ):
        pair = (owner, person)
        if pair not in wanted:
            continue
        if hidden:
            private.add(pair)
        elif pair not in found or (line and not found[pair][0]):
            found[pair] = (bool(line), pk)
    return {pair: pk for pair, (_, pk) in found.items() if pair not in private}


def _handshakes(members: Collection[int]) -> set[Pair]:
    rows = Handshake.objects.filter(low_id__in=members, high_id__in=members).values_list("low_id", "high_id")
    return {pair for low, high in rows for pair in ((low, high), (high, low))}


def _apart(members: Collection[int]) -> set[Pair]:
    among = Q(owner_id__in=members) & Q(other_id__in=members)
    rows = Block.objects.filter(among).values_list("owner__person_id", "other__person_id")
    return {pair for one, other in rows for pair in ((one, other), (other, one))}
