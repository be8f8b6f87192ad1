"""Owners in the town who answer what they are asked of their contacts' work, by the same action as the pages."""

from collections.abc import Collection, Mapping, Sequence

from network.contacts.actions import find_line_again, show_line
from network.contacts.work_questions import unplaced
from network.demo.cast import script
from network.models import Member
from network.platform.invented_town import chance_for

ANSWERING = 0.5
"""Share of the owners who have answered in a town that is made. The others leave every question open."""


def town_owners() -> list[Member]:
    """Return the members of the town but the cast, whose questions are for the visitors to answer."""
    cast = [part["email"] for part in script()]
    return list(Member.objects.filter(invented=True).exclude(email__in=cast).order_by("pk"))


def answering(owners: Sequence[Member], share: float, seed: int) -> list[Member]:
    """Return that `share` of `owners`. Those of a smaller share are among those of a larger one."""
    in_turn = list(owners)
    chance_for("answers", seed).shuffle(in_turn)
    return in_turn[: round(share * len(in_turn))]


def answer(owners: Sequence[Member], true_lines: Mapping[str, str]) -> set[int]:
    """Have `owners` answer all that is asked of their contacts, and return the ids of the contacts that got a line.

    `true_lines` are the lines of work by the owners' own words. Whoever finds the true one among those that are offered
    taps it, and whoever does not says it by hand: both come to the same. Words about no work stay without an answer.
    """
    return {pk for owner in owners for pk in _answer_all(owner, true_lines)}


def _answer_all(owner: Member, true_lines: Mapping[str, str]) -> set[int]:
    asked = dict(unplaced(owner).order_by("-pk").values_list("pk", "work"))
    first_of = {work: pk for pk, work in asked.items() if work in true_lines}
    for work, pk in sorted(first_of.items(), key=lambda question: question[1]):
        show_line(owner=owner, contact_id=pk, words=true_lines[work])
    return set(asked) - set(unplaced(owner).values_list("pk", flat=True))


def take_back(owners: Sequence[Member], contact_ids: Collection[int]) -> None:
    """Take back what `owners` answered about those of the contacts that are theirs."""
    for owner in owners:
        for pk in owner.contacts.order_by("pk").values_list("pk", flat=True):
            if pk in contact_ids:
                find_line_again(owner=owner, contact_id=pk)
