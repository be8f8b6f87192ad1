"""Naming people on the walk. What is named is an ordinary contact, known in the way that the question says."""

from dataclasses import replace

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from network.contacts.actions import add_contact, change_contact
from network.contacts.cards import card_of
from network.contacts.walk.questions import Question
from network.models import Contact, Member, WalkedQuestion


def name_somebody(*, member: Member, question: Question, name: str, work: str) -> Contact:
    """Write down somebody new, named at `question`. Raises ValueError without a name."""
    contact = add_contact(
        owner=member, name=name, work=work, how_known=question.how_known, closeness=question.closeness
    )
    _note_name(member, question, contact)
    return contact


def name_again(*, member: Member, question: Question, contact_id: int, work: str) -> Contact:
    """Note that somebody already in the list was meant, and fill in only what was not said of them before.

    Raises Http404 if the contact is not the member's.
    """
    contact = Contact.objects.filter(owner=member, pk=contact_id).prefetch_related("addresses").first()
    if contact is None:
        raise Http404
    before = card_of(contact)
    card = replace(before, how_known=before.how_known or question.how_known, work=before.work or work)
    if card != before:
        change_contact(owner=member, contact_id=contact_id, card=card)
    _note_name(member, question, contact)
    return contact


@transaction.atomic
def leave(*, member: Member, question: Question) -> None:
    """Note that the member has gone on from `question`, whether or not they named anybody."""
    WalkedQuestion.objects.update_or_create(member=member, question=question.slug, defaults={"left_at": timezone.now()})


@transaction.atomic
def stop_at(*, member: Member, question: Question) -> None:
    """Note that the member has been at `question` and would like to go on from there another time."""
    WalkedQuestion.objects.get_or_create(member=member, question=question.slug)


@transaction.atomic
def _note_name(member: Member, question: Question, contact: Contact) -> None:
    walked, _new = WalkedQuestion.objects.get_or_create(member=member, question=question.slug)
    walked.names.add(contact)
