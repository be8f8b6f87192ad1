"""Asking an owner what somebody does, in the vocabulary's words, where we could not place what they wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from matching.offers import lines_to_choose
from matching.understanding.past_work import work_said
from network.models import Contact, Member
from network.platform.text import told_work

ON_A_PAGE = 10
LINES_OFFERED = 5


@dataclass(frozen=True)
class WorkQuestion:
    """A contact whose work we could not place, and the lines to choose from, the likeliest first.

    `is_past`: by the owner's words it is over, and so an answer means that they did the work once.
    """

    contact: Contact
    lines: list[str]
    is_past: bool = False

    @property
    def told(self) -> list[str]:
        """The lines as others would be told of them."""
        return [told_work(line, self.is_past) for line in self.lines]


def unplaced(member: Member) -> QuerySet[Contact]:
    """Return those of the member's contacts whose work we could not place, and of whom they have not said anything."""
    return Contact.objects.filter(owner=member).unplaced()


def question_about(contact: Contact) -> WorkQuestion | None:
    """Return the question about one contact; None if there is nothing to ask. No queries but the vectors'."""
    asked = contact.work and not contact.line_of_work and not contact.private
    if not asked or contact.line_source != Contact.LineSource.FOUND:
        return None
    return _questions([contact])[0]


def added_contact(member: Member, contact_pk: str) -> Contact | None:
    """Return the member's contact of this id; None for any other text."""
    if not (contact_pk.isascii() and contact_pk.isdigit() and len(contact_pk) < 19):
        return None
    return Contact.objects.filter(owner=member, pk=int(contact_pk)).first()


def questions_page(member: Member, number: str) -> tuple["Page[Contact]", list[WorkQuestion]]:
    """Return a page of ten whose work we could not place, and the questions about them."""
    page = Paginator(unplaced(member).order_by("sort_key", "pk"), ON_A_PAGE).get_page(number)
    return page, _questions(list(page.object_list))


def _questions(contacts: Sequence[Contact]) -> list[WorkQuestion]:
    said = [work_said(contact.work) for contact in contacts]
    lines = lines_to_choose([each.words for each in said], LINES_OFFERED)
    return [
        WorkQuestion(contact, offered, each.is_past)
        for contact, offered, each in zip(contacts, lines, said, strict=True)
    ]
