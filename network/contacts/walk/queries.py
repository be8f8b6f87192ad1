"""How far a member is on the walk, and whom they have named."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from network.contacts.walk.questions import QUESTIONS, Question
from network.models import Contact, Member, WalkedQuestion
from network.people.words import tidy

MOST_SHOWN = 50  # names under one question; five are plenty


@dataclass(frozen=True)
class Stop:
    """One question as a member stands to it. `left`: they have gone on from it, with names or without."""

    question: Question
    names: int
    left: bool


@dataclass(frozen=True)
class Walk:
    """The whole walk as one member stands to it. `here` is where to go on; None: they have been everywhere."""

    stops: tuple[Stop, ...]
    here: Question | None
    begun: bool

    @property
    def names(self) -> int:
        return sum(stop.names for stop in self.stops)


def walk_of(member: Member) -> Walk:
    """Return the member's walk. One query."""
    walked = {row.question: row for row in WalkedQuestion.objects.filter(member=member).annotate(named=Count("names"))}
    stops = tuple(_stop(question, walked.get(question.slug)) for question in QUESTIONS)
    return Walk(stops, next((stop.question for stop in stops if not stop.left), None), bool(walked))


def _stop(question: Question, row: WalkedQuestion | None) -> Stop:
    if row is None:
        return Stop(question, 0, left=False)
    return Stop(question, getattr(row, "named", 0), left=row.left_at is not None)


def named_at(member: Member, question: Question) -> list[Contact]:
    """Return whom the member has named at this question, in the order of naming. One query."""
    named = WalkedQuestion.names.through.objects.filter(
        walkedquestion__member=member, walkedquestion__question=question.slug
    )
    return [row.contact for row in named.select_related("contact").order_by("pk")[:MOST_SHOWN]]


def twins_of(member: Member, name: str) -> Sequence[Contact]:
    """Return the member's contacts of that very name, whatever its case: perhaps the same person. At most five."""
    wanted = tidy(name).casefold()
    same = Q(name__iexact=name)  # SQLite ignores case for a to z alone, so other cases are tried too
    for form in {name, name.lower(), name.upper(), name.title(), name.capitalize()}:
        same |= Q(name=form)
    found = Contact.objects.filter(same, owner=member).order_by("pk")
    return [contact for contact in found[:20] if contact.name.casefold() == wanted][:5]
