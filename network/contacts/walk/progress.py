"""How far a member is on the walk, and the people they name there: ordinary contacts, known as the question says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from network.contacts.actions import add_contact, change_contact
from network.contacts.cards import card_of
from network.contacts.walk.questions import QUESTIONS, Question
from network.models import Contact, Member, WalkedQuestion
from network.platform.errors import NotFoundError
from network.platform.text import tidy


def name_somebody(*, member: Member, question: Question, name: str, work: str) -> Contact:
    """Write down somebody new, named at `question`. Raises ValueError without a name."""
    contact = add_contact(
        owner=member, name=name, work=work, how_known=question.how_known, closeness=question.closeness
    )
    _note_name(member, question, contact)
    return contact


def name_again(*, member: Member, question: Question, contact_id: int, work: str) -> Contact:
    """Record that an existing contact was meant, and fill in only what was empty.

    Raises NotFoundError if the contact is not the member's.
    """
    contact = Contact.objects.filter(owner=member, pk=contact_id).prefetch_related("addresses").first()
    if contact is None:
        raise NotFoundError
    before = card_of(contact)
    card = replace(before, how_known=before.how_known or question.how_known, work=before.work or work)
    if card != before:
        change_contact(owner=member, contact_id=contact_id, card=card)
    _note_name(member, question, contact)
    return contact


@transaction.atomic
def leave(*, member: Member, question: Question) -> None:
    """Record that the member has finished `question`, whether or not they named anybody."""
    WalkedQuestion.objects.update_or_create(member=member, question=question.slug, defaults={"left_at": timezone.now()})


@transaction.atomic
def stop_at(*, member: Member, question: Question) -> None:
    """Record that the member stopped at `question` and may continue from there later."""
    WalkedQuestion.objects.get_or_create(member=member, question=question.slug)


@transaction.atomic
def _note_name(member: Member, question: Question, contact: Contact) -> None:
    walked, _new = WalkedQuestion.objects.get_or_create(member=member, question=question.slug)
    walked.names.add(contact)


MOST_SHOWN = 50  # names under one question; five are plenty


@dataclass(frozen=True)
class Stop:
    """A member's progress on one question. `left`: they have finished it, with names or without."""

    question: Question
    names: int
    left: bool


@dataclass(frozen=True)
class Walk:
    """A member's progress on the whole walk. `here` is the question to continue with, or None after the last."""

    stops: tuple[Stop, ...]
    here: Question | None
    begun: bool
    names: int
    """People, each once: some come to mind at two questions."""


def walk_of(member: Member) -> Walk:
    """Return the member's walk. Two queries."""
    walked = {row.question: row for row in WalkedQuestion.objects.filter(member=member).annotate(named=Count("names"))}
    stops = tuple(_stop(question, walked.get(question.slug)) for question in QUESTIONS)
    through = WalkedQuestion.names.through.objects.filter(walkedquestion__member=member)
    names = through.values("contact_id").distinct().count()
    return Walk(stops, next((stop.question for stop in stops if not stop.left), None), bool(walked), names)


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
    """Return up to five of the member's contacts with that name, ignoring case: perhaps the same person."""
    wanted = tidy(name).casefold()
    same = Q(name__iexact=name)  # SQLite ignores case for a to z alone, so other cases are tried too
    for form in {name, name.lower(), name.upper(), name.title(), name.capitalize()}:
        same |= Q(name=form)
    namesakes = Contact.objects.filter(same, owner=member).order_by("pk")
    return [contact for contact in namesakes[:20] if contact.name.casefold() == wanted][:5]
