"""Who is not suggested to a member, whatever they do."""

from dataclasses import dataclass

from django.db.models import Q

from network.contacts.naming import Names, all_names
from network.introductions.asked import asked_for
from network.models import Handshake, Introduction, Member
from network.privacy.blocks import blocked_with


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a member's suggestions leave out: records, and whoever is named so; and members who stand on no path."""

    names: Names
    records: frozenset[int]
    members: frozenset[int]
    partners: frozenset[int]
    """The members with whom there is a handshake."""

    def covers(self, contact_id: int, names: Names) -> bool:
        """Tell whether a record with these names on it is left out."""
        return contact_id in self.records or self.names.meets(names)


def hidden_from(member: Member) -> Hidden:
    """Return who is left out for `member`: they themselves, whom they have shaken hands with or asked to meet, whom
    they answered who asked to meet them, who is blocked. Seven queries.

    Whom they only have written down is not left out, though it would spare them a card now and then: whoever wrote
    down a guessed address would see from the card that goes whose it was. A handshake is never a guess.

    Whoever was asked for stays out whatever became of it, so that a no and no answer look the same; only what the
    member withdrew themselves may come back.
    """
    blocked = blocked_with(member.pk)
    partners = Handshake.objects.partners_of(member)
    asked = asked_for(member, exclude_state=Introduction.State.WITHDRAWN)
    known = Names(members=frozenset({member.pk} | partners | blocked | _answered(member)))
    return Hidden(
        names=all_names([known, *(one.names for one in asked)]),
        records=frozenset(one.contact for one in asked if one.contact is not None),
        members=frozenset(blocked),
        partners=frozenset(partners),
    )


def _answered(member: Member) -> set[int]:
    """Return the members who asked to meet this one, and were met or told not this time."""
    states = Introduction.State
    met, declined = Q(state=states.AGREED), Q(state=states.DECLINED, declined_by=Introduction.DeclinedBy.TARGET)
    asked = Introduction.objects.filter(met | declined, target_member=member).order_by()
    return set(asked.values_list("requester_id", flat=True))
