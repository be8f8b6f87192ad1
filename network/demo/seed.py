"""Make the whole of Haverby in one transaction."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from network.demo.answers import ANSWERING, answer, answering, town_owners
from network.demo.bulk_write import WrittenTown, write_town
from network.demo.cast import contacts_added, script, write_cast
from network.demo.data import occupations, words
from network.demo.ground_truth import write_ground_truth
from network.demo.ties import CONTACTS_A_MEMBER, Tie, make_ties
from network.demo.town import make_town
from network.models import Contact, Handshake, Introduction, Member, Notice
from network.platform.features import features
from network.platform.invented_town import InventedTown

DEMO_MEMBERS, DEMO_SEED = 300, 1
"""Members and seed of the town that `serve --demo` makes."""
FEWEST_MEMBERS = 20


class TownStandsError(Exception):
    """The database has members already, so no town is made."""


@dataclass(frozen=True)
class TownCounts:
    members: int
    contacts: int
    handshakes: int
    introductions: int


def seed_town(*, members: int, seed: int) -> TownCounts:
    """Make a town of `members` members, forty times as many contacts, and an introduction for each five members.

    Half of the owners have answered what they were asked of their contacts' work (`network.demo.answers`).

    The same numbers make the same town; only the times depend on the day. Raises `TownStandsError` if there are members
    already, and `ValueError` for fewer than twenty.
    """
    if members < FEWEST_MEMBERS:
        raise ValueError(f"A town has at least {FEWEST_MEMBERS} members.")
    with transaction.atomic():
        if Member.objects.exists():
            raise TownStandsError
        others = members - len(script())
        town = make_town(others, seed)
        ties = make_ties(town, seed, contacts=members * CONTACTS_A_MEMBER - contacts_added(others))
        written = write_town(town.members, ties, seed)
        cast = write_cast(_best_connected(ties, written))
        for feature in features():
            if feature.demo:
                import_string(feature.demo.write)(InventedTown(members, seed, cast, words()))
        _mark_notices_sent()
        true_lines = {job.text: occupations()[job.about].line for job in written.jobs if job.about}
        answered = answer(answering(town_owners(), ANSWERING, seed), true_lines)
        write_ground_truth(written, answered, members=members, seed=seed)
        return TownCounts(*(kind.objects.count() for kind in (Member, Contact, Handshake, Introduction)))


def _best_connected(ties: list[Tie], written: WrittenTown) -> list[Member]:
    handshakes = Counter(tie.owner.number for tie in ties if tie.handshake)
    ordered = sorted(written.members, key=lambda number: (-handshakes[number], number))
    return [written.members[number] for number in ordered if not written.members[number].on_a_break]


def _mark_notices_sent() -> None:
    """Mark all notices that are due as sent, so that no e-mail of past weeks is sent today."""
    Notice.objects.filter(due_at__lte=timezone.now(), sent_at=None).update(sent_at=F("due_at"))
