"""How many members of the invented town see something, and how much of it is what they asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.evaluation.metrics import interval
from network.demo.judging import Judge, Judged
from network.models import Contact
from network.suggestions.helping import said_to_help
from network.suggestions.others import others_for
from network.suggestions.queries import suggestions_for
from network.suggestions.wanted import said_by

FIRST = 10
"""Of a list so many are judged."""


@dataclass
class Lists:
    """What each member was shown on one list, judged; [] for who was shown nothing."""

    name: str
    shown: list[Sequence[Judged]] = field(default_factory=list)

    def told(self) -> str:
        """Return one line of numbers; intervals of 95% by drawing members anew."""
        some = [judged[:FIRST] for judged in self.shown if judged]
        seen = f"{self.name}: {len(some)} of {len(self.shown)} see something"
        if not some:
            return seen
        first = _shares([judged[:1] for judged in some])
        return f"{seen}; the first is {first}; of the first {FIRST} are {_shares(some)}"


def measured(judge: Judge) -> Iterator[Lists]:
    """Yield the lists of all members with a wish. Needs the vectors, and the graph if there is one."""
    own, cards, page = Lists("Own contacts"), Lists("Cards, both ways"), Lists("The page, both ways")
    by_fit = Lists("Cards, by fit alone")
    for member in judge.who_wishes():
        found = suggestions_for(member)
        own.shown.append(judge.known(member, found.known))
        cards.shown.append(judge.cards(member, found.cards))
        page.shown.append(judge.page(member, found))
        by_fit.shown.append(judge.cards(member, suggestions_for(member, both_ways=False).cards))
    yield from (page, own, cards, by_fit)
    others = Lists("Who could use what I know")
    for member in judge.members():
        found_others = others_for(member)
        if found_others.asking and not found_others.nothing_said:
            others.shown.append(judge.others(found_others))
    yield others


def usual_fit(judge: Judge) -> float:
    """Return how well, in the mean, what a member said fits what another offers: `matching.reciprocal.USUAL`."""
    records = Contact.objects.filter(confirmed_as__isnull=False).order_by("pk").values_list("confirmed_as_id", "pk")
    one_of_each = set(dict(records).values())
    fits = [said_to_help(said_by(member).all, one_of_each).values() for member in judge.who_wishes()]
    said = [fit for one in fits for fit in one]
    return float(np.mean(said)) if said else float("nan")


def _shares(some: Sequence[Sequence[Judged]]) -> str:
    """Return how much of each member's is right, and of the right family, in the mean over members."""
    right = np.array([np.mean([one.right for one in judged]) for judged in some])
    akin = np.array([np.mean([one.akin for one in judged]) for judged in some])
    members = [str(number) for number in range(len(some))]
    return f"right {interval(right, members)}, of the family {interval(akin, members)}"
