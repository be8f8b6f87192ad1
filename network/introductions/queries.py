"""What the pages show of introductions: to each reader what `visibility` lets them see, and no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.contacts.calling import called_by
from network.introductions import visibility
from network.introductions.states import Role
from network.introductions.visibility import Sees
from network.models import Introduction, Member

PAST_ON_A_PAGE = 20
MOST = 50
"""How many that still go on one section shows; capacity keeps what waits for an answer far below."""


@dataclass(frozen=True)
class Row:
    """One introduction in a list."""

    pk: int
    role: Role
    sees: Sees
    title: str
    about: str
    with_whom: str
    """Whom the reader dealt with: the introducer, or for everybody else who asked."""
    when: datetime
    deadline: datetime

    @property
    def url(self) -> str:
        return reverse("introduction", args=[self.pk])


@dataclass(frozen=True)
class Lists:
    to_answer: list[Row]
    asked: list[Row]
    passed_on: list[Row]
    past: list[Row]
    page: Page[Introduction]


def waiting_for(member: Member) -> list[Row]:
    """Return the introductions that wait for the member's answer, the nearest deadline first. One query."""
    now = timezone.now()
    waiting = _people().filter(visibility.to_answer(member.pk, now)).order_by("deadline", "pk")
    return [row(introduction, member, now) for introduction in waiting[:MOST]]


def lists_for(member: Member, page: str | int = 1) -> Lists:
    """Return all that concerns the member, in the order in which it wants their attention. Five queries."""
    now = timezone.now()
    asking = visibility.still_asking(now) & Q(requester=member)
    waiting = visibility.waiting_to_hear(now) & Q(introducer=member)
    gone = _people().filter(visibility.concerns(member.pk)).exclude(asking | waiting)
    past = Paginator(gone.exclude(visibility.to_answer(member.pk, now)), PAST_ON_A_PAGE).get_page(page)
    asked, passed_on = list(_people().filter(asking)[:MOST]), list(_people().filter(waiting)[:MOST])
    called = called_by(member.pk, [one.introducer for one in (*asked, *past)])
    return Lists(
        to_answer=waiting_for(member),
        asked=[row(one, member, now, called) for one in asked],
        passed_on=[row(one, member, now) for one in passed_on],
        past=[row(one, member, now, called) for one in past],
        page=past,
    )


def row(introduction: Introduction, member: Member, now: datetime, called: Mapping[int, str] | None = None) -> Row:
    """Return what a list shows of it to `member`, whom it concerns. `called` is what they call the introducers."""
    role = visibility.role_of(introduction, member)
    if role is None:
        raise ValueError("this introduction does not concern this member")
    return Row(
        pk=introduction.pk,
        role=role,
        sees=visibility.sees(introduction, role, now),
        title=title_of(introduction, role, names_for(introduction, role, called)),
        about=f"{introduction.line_of_work} · {introduction.get_purpose_display()}",
        with_whom=(introduction.introducer if role == Role.REQUESTER else introduction.requester).display_name,
        when=introduction.created_at,
        deadline=introduction.deadline,
    )


def names_for(introduction: Introduction, role: Role, called: Mapping[int, str] | None = None) -> dict[str, str]:
    """Return what `role` may call the people of it. `called` has what they call somebody who has given no name yet."""
    introducer = introduction.introducer
    return {
        "requester": introduction.requester.display_name,
        "introducer": (called or {}).get(introducer.pk, introducer.display_name),
        "target": _target_name(introduction, role),
        "line": introduction.line_of_work,
    }


def title_of(introduction: Introduction, role: Role, names: Mapping[str, str]) -> str:
    if role == Role.INTRODUCER:
        return _("%(requester)s would like to meet %(target)s") % names
    if role == Role.TARGET:
        return _("%(requester)s would like to meet you") % names
    if introduction.state == Introduction.State.AGREED:
        return _("%(target)s, through %(introducer)s") % names
    return _("Somebody %(introducer)s knows") % names


def _target_name(introduction: Introduction, role: Role) -> str:
    """The introducer knows whom they know; the requester learns the name with the yes, as it was given with it."""
    if role == Role.INTRODUCER and introduction.contact is not None:
        return introduction.contact.name
    if role != Role.INTRODUCER and introduction.state == Introduction.State.AGREED:
        return introduction.target_name
    return _("somebody you know") if role == Role.INTRODUCER else _("the person you asked about")


def _people() -> QuerySet[Introduction]:
    return Introduction.objects.select_related("requester", "introducer", "contact")
