"""The page of one introduction, with its timeline, as one of the people in it may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.identity.confirmed import called_by
from network.introductions import queries
from network.introductions.links import link_to_send
from network.introductions.permissions import may, may_make_link_again
from network.introductions.states import ACTS, LINK_MADE_AGAIN, LINK_SENT, Action, Role, State
from network.introductions.visibility import VisibleStatus, is_cut_off, visible_status
from network.models import Conversation, Introduction, LedgerEntry, Recommendation
from network.platform.privacy.blocks import blocked_by
from network.platform.subjects import subject_name

ASKED, PASSED_ON, AGREED = ACTS[Action.ASK], ACTS[Action.PASS_ON], ACTS[Action.AGREE]
DECLINED, WITHDREW = ACTS[Action.DECLINE], ACTS[Action.WITHDRAW]

WORDING: Mapping[tuple[Role, str], str | Promise] = {
    (Role.REQUESTER, ASKED): gettext_lazy("You asked %(introducer)s."),
    (Role.REQUESTER, PASSED_ON): gettext_lazy("%(introducer)s passed it on."),
    (Role.REQUESTER, AGREED): gettext_lazy("%(target)s said yes."),
    (Role.REQUESTER, WITHDREW): gettext_lazy("You took it back."),
    (Role.INTRODUCER, ASKED): gettext_lazy("%(requester)s asked you."),
    (Role.INTRODUCER, PASSED_ON): gettext_lazy("You passed it on."),
    (Role.INTRODUCER, LINK_MADE_AGAIN): gettext_lazy("You made a new link. The old one stopped working."),
    (Role.INTRODUCER, LINK_SENT): gettext_lazy("You sent %(target)s the link."),
    (Role.INTRODUCER, AGREED): gettext_lazy("%(target)s said yes."),
    (Role.INTRODUCER, DECLINED): gettext_lazy("You said not this time."),
    (Role.INTRODUCER, WITHDREW): gettext_lazy("%(requester)s took it back."),
    (Role.TARGET, ASKED): gettext_lazy("%(requester)s asked to meet %(a_line)s."),
    (Role.TARGET, PASSED_ON): gettext_lazy("%(introducer)s passed it on to you."),
    (Role.TARGET, AGREED): gettext_lazy("You said yes."),
    (Role.TARGET, DECLINED): gettext_lazy("You said not this time."),
    (Role.TARGET, WITHDREW): gettext_lazy("%(requester)s took it back."),
}
"""What each reader is told of an act. An act without wording is not shown to them."""

ONLY_ONCE_AGREED = {(Role.REQUESTER, PASSED_ON), (Role.TARGET, ASKED)}
"""Before a yes, the first would show the requester how far the request went, and so who said no. The second would show
the target how long the introducer took."""


@dataclass(frozen=True)
class TimelineEntry:
    when: datetime
    what: str
    words: str = ""
    basis: str = ""
    """How the introducer knows the requester's work, where the words are a recommendation."""


def guest_timeline(introduction: Introduction, now: datetime) -> list[TimelineEntry]:
    """Return the timeline for a target without an account: the same as for a member. Two queries."""
    return timeline(introduction, Role.TARGET, now, queries.names_for(introduction, Role.TARGET))


def timeline(introduction: Introduction, role: Role, now: datetime, names: Mapping[str, str]) -> list[TimelineEntry]:
    """Return the acts that `role` may see, oldest first. Two queries.

    `names` is what `queries.names_for` returns for the role.
    """
    entries = LedgerEntry.objects.filter(chain=subject_name(introduction), words__isnull=False).select_related("words")
    recommended = recommendation(introduction) or RecommendationText("", "")
    words = {ASKED: introduction.words if role != Role.REQUESTER else "", PASSED_ON: recommended.words}
    basis = {PASSED_ON: recommended.basis}
    acts = [
        TimelineEntry(
            entry.at, str(WORDING[role, entry.act]) % names, words.get(entry.act, ""), basis.get(entry.act, "")
        )
        for entry in entries.order_by("number")
        if _may_see(entry, role, introduction)
    ]
    return acts + _ending(introduction, role, now, names)


def _may_see(entry: LedgerEntry, role: Role, introduction: Introduction) -> bool:
    if (role, entry.act) not in WORDING or (is_cut_off(introduction, role) and entry.act == WITHDREW):
        return False
    if entry.act == DECLINED:
        return bool(entry.words.details.get("role") == role)
    return (role, entry.act) not in ONLY_ONCE_AGREED or introduction.state == State.AGREED


def _ending(introduction: Introduction, role: Role, now: datetime, names: Mapping[str, str]) -> list[TimelineEntry]:
    """Return the last entry of an introduction that did not come about, once the reader has been told."""
    if introduction.cut_off_at is not None and is_cut_off(introduction, role):
        return [TimelineEntry(introduction.cut_off_at, str(WORDING[role, WITHDREW]) % names)]
    if visible_status(introduction, role, now) != VisibleStatus.OVER:
        return []
    told = introduction.telling == Introduction.Telling.NOW and introduction.closed_at
    return [TimelineEntry(told or introduction.deadline, _("It didn’t work out this time."))]


@dataclass(frozen=True)
class RecommendationText:
    """What a reader sees of a recommendation."""

    words: str
    basis: str


@dataclass(frozen=True)
class IntroductionDetail:
    """What the page of an introduction shows. Nothing else reaches the template."""

    pk: int
    role: Role
    status: VisibleStatus
    title: str
    requester: str
    introducer: str
    target: str
    line: str
    """As it is told: "baker", "was a baker"."""
    known: str
    """Whom the requester was told of: "a baker", "somebody who was a baker"."""
    purpose: str
    words: str
    deadline: datetime
    waiting_for: str
    in_service: bool
    recommendation: RecommendationText | None
    closing_words: str
    closing_by: str
    conversation: int | None
    blocked_introducer: bool
    """The requester has blocked the introducer themselves since they asked."""
    timeline: list[TimelineEntry]
    may_pass_on: bool
    may_decline: bool
    may_agree: bool
    may_withdraw: bool
    may_make_link: bool
    may_send_link: bool


def introduction_detail(introduction: Introduction, role: Role, now: datetime) -> IntroductionDetail:
    """Return what `role` sees at `now`. At most eight queries."""
    introducer_names = called_by(introduction.requester_id, [introduction.introducer]) if role == Role.REQUESTER else {}
    names = queries.names_for(introduction, role, introducer_names)
    status = visible_status(introduction, role, now)
    return IntroductionDetail(
        pk=introduction.pk,
        role=role,
        status=status,
        title=queries.title_of(introduction, role, names),
        requester=names["requester"],
        introducer=names["introducer"],
        target=names["target"],
        line=names["line"],
        known=names["a_line"],
        purpose=introduction.get_purpose_display(),
        words=introduction.words,
        deadline=introduction.deadline,
        waiting_for=queries.waiting_for_whom(introduction, role, status, names),
        in_service=role == Role.INTRODUCER and introduction.target_member_id is not None,
        recommendation=recommendation(introduction) if _may_read_recommendation(role, status) else None,
        closing_words=introduction.closing_words,
        closing_by=_closing_by(introduction, role, names),
        conversation=_conversation(introduction, role, status),
        blocked_introducer=_has_blocked_introducer(introduction, role, status),
        timeline=timeline(introduction, role, now, names),
        may_pass_on=may(introduction, Action.PASS_ON, role, now),
        may_decline=may(introduction, Action.DECLINE, role, now),
        may_agree=may(introduction, Action.AGREE, role, now),
        may_withdraw=may(introduction, Action.WITHDRAW, role, now),
        may_make_link=may_make_link_again(introduction, role, now),
        may_send_link=link_to_send(introduction, role, now) is not None,
    )


def recommendation(introduction: Introduction) -> RecommendationText | None:
    """Return what the introducer said of the requester, or None if they have not passed the request on."""
    given = Recommendation.objects.filter(introduction=introduction, by=introduction.introducer_id).first()
    return RecommendationText(given.words, given.get_basis_display()) if given else None


def _may_read_recommendation(role: Role, status: VisibleStatus) -> bool:
    """The requester may read it only once all have agreed. Before, it would show that the request was passed on."""
    return role != Role.REQUESTER or status == VisibleStatus.AGREED


def _closing_by(introduction: Introduction, role: Role, names: dict[str, str]) -> str:
    """Return what the reader may call the author of the closing words."""
    if not introduction.closing_words:
        return ""
    if introduction.declined_by == role:
        return _("you")
    return names["introducer"] if introduction.declined_by == Role.INTRODUCER else names["target"]


def _has_blocked_introducer(introduction: Introduction, role: Role, status: VisibleStatus) -> bool:
    if role != Role.REQUESTER or status not in (VisibleStatus.STILL_ASKING, VisibleStatus.WITHDRAWN):
        return False
    return introduction.introducer_id in blocked_by(introduction.requester_id)


def _conversation(introduction: Introduction, role: Role, status: VisibleStatus) -> int | None:
    if status != VisibleStatus.AGREED or role == Role.INTRODUCER:
        return None
    return Conversation.objects.filter(introduction=introduction).values_list("pk", flat=True).first()
