"""Who is not suggested to a member, whatever they do."""

from dataclasses import dataclass

from network.models import Contact, Introduction, Member
from network.privacy.blocks import blocked_with


@dataclass(frozen=True, slots=True)
class Hidden:
    """Ids that a member's suggestions leave out: of people, and of members who may not stand on the path."""

    people: frozenset[int]
    members: frozenset[int]


def hidden_from(member: Member) -> Hidden:
    """Return who is left out for `member`: they themselves, whom they know, whom they asked to meet, who is blocked.

    Whoever was asked for stays out whatever became of it, so that a no and no answer look the same; only what the
    member withdrew themselves may come back. Three queries.
    """
    blocked = blocked_with(member.pk)
    known = Contact.objects.filter(owner=member).order_by().values_list("person_id", flat=True)
    asked = Introduction.objects.filter(requester=member).exclude(state=Introduction.State.WITHDRAWN)
    targets = asked.order_by().values_list("target_id", flat=True)
    by_now = asked.order_by().exclude(contact=None).values_list("contact__person_id", flat=True)  # who has joined since
    people = set(known.union(targets, by_now))
    if blocked:
        people.update(Member.objects.filter(pk__in=blocked).values_list("person_id", flat=True))
    return Hidden(frozenset(people | {member.person_id}), frozenset(blocked))
