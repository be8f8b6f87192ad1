"""Make the whole of Haverby in one transaction: it stands, or there is nothing."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from network.demo.answers import write_answers
from network.demo.asking import count_as_posted, write_introductions
from network.demo.cast_acts import write_acts
from network.demo.knowing import CONTACTS_A_MEMBER, Tie, make_ties
from network.demo.story import rows, script, write_cast
from network.demo.town import make_town
from network.demo.writing import Written, write_town
from network.models import Contact, Handshake, Introduction, Member

FEWEST_MEMBERS = 20
MOST_INTRODUCTIONS = 300


class TownStandsError(Exception):
    """There are members already, so no town is made."""


@dataclass(frozen=True)
class Made:
    members: int
    contacts: int
    handshakes: int
    introductions: int


def seed_town(*, members: int, seed: int) -> Made:
    """Make a town of `members` members, forty times as many contacts, and an introduction for each five members.

    The same numbers make the same town; only the times follow the day. Raises `TownStandsError` where there are
    members already, and ValueError for fewer than twenty.
    """
    if members < FEWEST_MEMBERS:
        raise ValueError(f"A town has at least {FEWEST_MEMBERS} members.")
    with transaction.atomic():
        if Member.objects.exists():
            raise TownStandsError
        others = members - len(script())
        town = make_town(others, seed)
        ties = make_ties(town, seed, contacts=members * CONTACTS_A_MEMBER - rows(others))
        written = write_town(town.members, ties, seed)
        write_acts(write_cast(_best_connected(ties, written)))
        write_introductions(min(members // 5, MOST_INTRODUCTIONS), seed)
        count_as_posted()
        write_answers(written, members=members, seed=seed)
        return Made(*(kind.objects.count() for kind in (Member, Contact, Handshake, Introduction)))


def _best_connected(ties: list[Tie], written: Written) -> list[Member]:
    hands = Counter(tie.owner.number for tie in ties if tie.handshake)
    ordered = sorted(written.members, key=lambda number: (-hands[number], number))
    return [written.members[number] for number in ordered if not written.members[number].on_a_break]
