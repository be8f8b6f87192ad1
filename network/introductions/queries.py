"""Lists of introductions as `visibility` lets each reader see them, and which records a member has asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.conversations.lists import ConversationRow, conversations_of, unread_conversations
from network.identity.confirmed import called_by
from network.introductions import visibility
from network.introductions.states import Role
from network.introductions.visibility import VisibleStatus
from network.models import Contact, Introduction, Member
from network.platform.text import somebody_of, told_work

PAST_ROWS_PER_PAGE = 20
MAX_OPEN_ROWS = 50
"""The most open introductions in one section of a list. Capacity keeps those that wait for an answer far below it."""


@dataclass(frozen=True)
class IntroductionRow:
    """One introduction in a list."""

    pk: int
    role: Role
    status: VisibleStatus
    title: str
    line_of_work: str
    about: str
    with_whom: str
    """The introducer for the requester; for everybody else the requester."""
    when: datetime
    deadline: datetime
    waiting_for: str = ""
    """For an introducer without an answer: whom it is with now, and whether the link is theirs to send."""

    @property
    def url(self) -> str:
        return reverse("introduction", args=[self.pk])


@dataclass(frozen=True)
class IntroductionLists:
    to_answer: list[IntroductionRow]
    asked: list[IntroductionRow]
    passed_on: list[IntroductionRow]
    talks: list[ConversationRow]
    past: list[IntroductionRow]
    page: Page[Introduction]


def waiting_for(member: Member) -> list[IntroductionRow]:
    """Return the introductions that wait for the member's answer, the nearest deadline first. One query."""
    now = timezone.now()
    waiting = _with_people().filter(visibility.to_answer(member.pk, now)).order_by("deadline", "pk")
    return [introduction_row(introduction, member, now) for introduction in waiting[:MAX_OPEN_ROWS]]


def waiting_count(member: Member) -> int:
    """Return how many requests wait for the member's answer, and conversations to be read, together. One query."""
    to_answer = Introduction.objects.filter(visibility.to_answer(member.pk, timezone.now()))
    to_read = unread_conversations(member)
    both = to_answer.order_by().values_list("pk").union(to_read.order_by().values_list("introduction"), all=True)
    return both.count()


def links_to_send(member: Member) -> list[IntroductionRow]:
    """Return those that wait for the member to send a link, if they have not been reminded yet. One query."""
    now = timezone.now()
    unsent = Q(target_member=None, link_sent_at=None, link_reminded_at=None) & ~Q(link_handle="")
    waiting = _with_people().filter(visibility.waiting_to_hear(now) & unsent, introducer=member)
    return [introduction_row(introduction, member, now) for introduction in waiting.order_by("deadline", "pk")[:3]]


def asked_by(member: Member) -> list[IntroductionRow]:
    """Return what the member has asked for and has no answer to as yet, the latest first. Two queries at most."""
    now = timezone.now()
    asked = list(_with_people().filter(visibility.still_asking(now), requester=member)[:MAX_OPEN_ROWS])
    names = called_by(member.pk, [introduction.introducer for introduction in asked])
    return [introduction_row(introduction, member, now, names) for introduction in asked]


def lists_for(member: Member, page: str | int = 1) -> IntroductionLists:
    """Return all introductions that concern the member, the most urgent section first. Ten queries at most.

    A conversation that is open is not past, and is listed as such.
    """
    now = timezone.now()
    asking = visibility.still_asking(now) & Q(requester=member)
    waiting = visibility.waiting_to_hear(now) & Q(introducer=member)
    talks = [talk for talk in conversations_of(member) if talk.is_open]
    talking = Q(pk__in=[talk.introduction_id for talk in talks])
    gone = _with_people().filter(visibility.concerns(member.pk)).exclude(asking | waiting | talking)
    past = Paginator(gone.exclude(visibility.to_answer(member.pk, now)), PAST_ROWS_PER_PAGE).get_page(page)
    asked = list(_with_people().filter(asking)[:MAX_OPEN_ROWS])
    passed_on = _with_people().filter(waiting)[:MAX_OPEN_ROWS]
    names = called_by(member.pk, [introduction.introducer for introduction in (*asked, *past)])
    return IntroductionLists(
        to_answer=waiting_for(member),
        asked=[introduction_row(introduction, member, now, names) for introduction in asked],
        passed_on=[introduction_row(introduction, member, now) for introduction in passed_on],
        talks=talks,
        past=[introduction_row(introduction, member, now, names) for introduction in past],
        page=past,
    )


def introduction_row(
    introduction: Introduction, member: Member, now: datetime, introducer_names: Mapping[int, str] | None = None
) -> IntroductionRow:
    """Return the row of a list as `member`, whom the introduction concerns, may see it.

    `introducer_names` has what the member calls each introducer, by id (see `called_by`).
    """
    role = visibility.role_of(introduction, member)
    if role is None:
        raise ValueError("this introduction does not concern this member")
    names = names_for(introduction, role, introducer_names)
    status = visibility.visible_status(introduction, role, now)
    return IntroductionRow(
        pk=introduction.pk,
        role=role,
        status=status,
        title=title_of(introduction, role, names),
        line_of_work=names["line"],
        about=f"{names['line']} · {introduction.get_purpose_display()}",
        with_whom=(introduction.introducer if role == Role.REQUESTER else introduction.requester).display_name,
        when=introduction.created_at,
        deadline=introduction.deadline,
        waiting_for=waiting_for_whom(introduction, role, status, names),
    )


def names_for(
    introduction: Introduction, role: Role, introducer_names: Mapping[int, str] | None = None
) -> dict[str, str]:
    """Return what `role` may call the people of the introduction. `introducer_names` is as in `introduction_row`."""
    introducer = introduction.introducer
    return {
        "requester": introduction.requester.display_name,
        "introducer": (introducer_names or {}).get(introducer.pk, introducer.display_name),
        "target": _target_name(introduction, role),
        "line": told_work(introduction.line_of_work, introduction.line_is_past),
        "a_line": somebody_of(introduction.line_of_work, introduction.line_is_past),
    }


def title_of(introduction: Introduction, role: Role, names: Mapping[str, str]) -> str:
    if role == Role.INTRODUCER:
        return _("%(requester)s would like to meet %(target)s") % names
    if role == Role.TARGET:
        return _("%(requester)s would like to meet you") % names
    if introduction.state == Introduction.State.AGREED:
        return _("%(target)s, through %(introducer)s") % names
    return _("Somebody %(introducer)s knows") % names


def waiting_for_whom(introduction: Introduction, role: Role, status: VisibleStatus, names: Mapping[str, str]) -> str:
    """Return whom an introducer's request waits for; nothing for anybody else.

    It follows from what the introducer did, so that it says nothing of what became of the request: not even that the
    link was opened, or answered with a quiet no.
    """
    if role != Role.INTRODUCER or status != VisibleStatus.STILL_ASKING:
        return ""
    if introduction.target_member_id is None and introduction.link_sent_at is None:
        return _("Waiting for %(target)s: have you sent the link?") % names
    return _("Waiting for %(target)s.") % names


def _target_name(introduction: Introduction, role: Role) -> str:
    """The introducer reads the name in their own contact. The others read the name that was given with the yes."""
    if role == Role.INTRODUCER and introduction.contact is not None:
        return introduction.contact.name
    if role != Role.INTRODUCER and introduction.state == Introduction.State.AGREED:
        return introduction.target_name
    return _("somebody you know") if role == Role.INTRODUCER else _("the person you asked about")


def _with_people() -> QuerySet[Introduction]:
    return Introduction.objects.select_related("requester", "introducer", "contact")


def records_asked_for(requester: Member) -> set[int]:
    """Return the introducers' records (ids) that `requester` has asked for and not taken back. One query."""
    asked = Introduction.objects.filter(requester=requester, contact__isnull=False)
    kept = asked.exclude(state=Introduction.State.WITHDRAWN).order_by()
    return {pk for pk in kept.values_list("contact_id", flat=True) if pk is not None}


def requests_for(requester: Member, contact: Contact) -> QuerySet[Introduction]:
    """Return the requester's introductions to the person on this one record, in any state.

    Another record of the same human is another request. Were it refused, whoever wrote an address on the other record
    could tell from the answer what is written on this one.
    """
    return Introduction.objects.filter(requester=requester, contact=contact)
