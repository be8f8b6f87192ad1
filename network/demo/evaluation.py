"""Evaluate suggestions on the invented town: how many members see any, and how many of those are right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.evaluation.metrics import interval
from network.demo.answers import answer, answering, take_back, town_owners
from network.demo.ground_truth import GroundTruth, Judgement
from network.models import Contact
from network.suggestions.intent import own_words
from network.suggestions.others import others_for
from network.suggestions.page import suggestions_for
from network.suggestions.ranking import offer_fits

FIRST = 10
"""How many entries of a list are judged."""


@dataclass
class JudgedLists:
    """The judged entries of a list for each member; [] for a member who was shown nothing."""

    name: str
    shown: list[Sequence[Judgement]] = field(default_factory=list)

    def summary(self) -> str:
        """Return one line of numbers, with 95% intervals by resampling members."""
        seen = [judged[:FIRST] for judged in self.shown if judged]
        line = f"{self.name}: {len(seen)} of {len(self.shown)} see something"
        if not seen:
            return line
        first = _shares([judged[:1] for judged in seen])
        return f"{line}; the first is {first}; of the first {FIRST} are {_shares(seen)}"


def evaluate(truth: GroundTruth) -> Iterator[JudgedLists]:
    """Yield the judged lists of all members with a wish. Needs the vectors, and uses the graph if it runs."""
    own, cards, page = JudgedLists("Own contacts"), JudgedLists("Cards, both ways"), JudgedLists("The page, both ways")
    by_fit = JudgedLists("Cards, by fit alone")
    for member in truth.members_with_wishes():
        suggestions = suggestions_for(member)
        own.shown.append(truth.judge_contacts(member, suggestions.own_contacts))
        cards.shown.append(truth.judge_cards(member, suggestions.cards))
        page.shown.append(truth.judge_page(member, suggestions))
        by_fit.shown.append(truth.judge_cards(member, suggestions_for(member, both_ways=False).cards))
    yield from (page, own, cards, by_fit)
    answerable = JudgedLists("Who could use what I know")
    for member in truth.members():
        others = others_for(member)
        if others.asking and not others.nothing_said:
            answerable.shown.append(truth.judge_others(others))
    yield answerable


def who_sees_something(truth: GroundTruth) -> JudgedLists:
    """Return what the page shows to each member with a wish."""
    page = JudgedLists("The page, both ways")
    for member in truth.members_with_wishes():
        page.shown.append(truth.judge_page(member, suggestions_for(member)))
    return page


def mean_fit(truth: GroundTruth) -> float:
    """Return the mean fit of a member's words to what others offer, the source of `matching.reranking.PRIOR_MEAN`."""
    contacts = Contact.objects.filter(confirmed_as__isnull=False).order_by("pk").values_list("confirmed_as_id", "pk")
    one_for_each_member = set(dict(contacts).values())
    by_member = [
        offer_fits(own_words(member).all, one_for_each_member).values() for member in truth.members_with_wishes()
    ]
    fits = [fit for member_fits in by_member for fit in member_fits]
    return float(np.mean(fits)) if fits else float("nan")


class AnsweringTown:
    """The town while more or fewer of its owners have answered what they are asked of their contacts' work."""

    def __init__(self) -> None:
        self._truth = GroundTruth()
        self._answered = set(self._truth.answered)

    def let_answer(self, share: float) -> None:
        """Have `share` of the owners answer, and take back what others have. Marks them to be projected."""
        owners = town_owners()
        those = answering(owners, share, self._truth.seed)
        take_back([owner for owner in owners if owner not in those], self._answered)
        mine = set(Contact.objects.filter(owner__in=those).values_list("pk", flat=True))
        self._answered = (self._answered & mine) | answer(those, self._truth.true_lines)


def coverage() -> str:
    """Return in words how many of the contacts with words for their work have a line of work."""
    with_words = Contact.objects.exclude(work="")
    placed, total = with_words.exclude(line_of_work="").count(), with_words.count()
    return (
        f"{placed:,} of {total:,} contacts with words for their work have a line of work ({placed / max(1, total):.2f})"
    )


def _shares(lists: Sequence[Sequence[Judgement]]) -> str:
    """Return the mean share, over members, of entries that are right, and of those of the right family."""
    right = np.array([np.mean([entry.right for entry in judged]) for judged in lists])
    akin = np.array([np.mean([entry.akin for entry in judged]) for judged in lists])
    members = [str(number) for number in range(len(lists))]
    return f"right {interval(right, members)}, of the family {interval(akin, members)}"
