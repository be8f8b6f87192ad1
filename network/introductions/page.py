"""One introduction, as one of the people whom it concerns sees it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from network.contacts.calling import called_by
from network.introductions import queries
from network.introductions.chain import Item, timeline
from network.introductions.permissions import may, may_make_link_again
from network.introductions.states import Action, Role
from network.introductions.visibility import Sees, sees
from network.models import Conversation, Introduction, Recommendation


@dataclass(frozen=True)
class Said:
    """A recommendation, as it is read out."""

    words: str
    basis: str


@dataclass(frozen=True)
class Shown:
    """What the page of an introduction shows; nothing else of it reaches the template."""

    pk: int
    role: Role
    sees: Sees
    title: str
    requester: str
    introducer: str
    target: str
    line: str
    purpose: str
    words: str
    deadline: datetime
    in_service: bool
    recommendation: Said | None
    closing_words: str
    closing_by: str
    conversation: int | None
    timeline: list[Item]
    may_pass_on: bool
    may_decline: bool
    may_agree: bool
    may_withdraw: bool
    may_make_link: bool


def shown(introduction: Introduction, role: Role, now: datetime) -> Shown:
    """Return what `role` sees at `now`. At most seven queries."""
    called = called_by(introduction.requester_id, [introduction.introducer]) if role == Role.REQUESTER else {}
    names = queries.names_for(introduction, role, called)
    stands = sees(introduction, role, now)
    return Shown(
        pk=introduction.pk,
        role=role,
        sees=stands,
        title=queries.title_of(introduction, role, names),
        requester=names["requester"],
        introducer=names["introducer"],
        target=names["target"],
        line=introduction.line_of_work,
        purpose=introduction.get_purpose_display(),
        words=introduction.words,
        deadline=introduction.deadline,
        in_service=role == Role.INTRODUCER and introduction.target_member_id is not None,
        recommendation=recommendation(introduction) if _may_read_recommendation(role, stands) else None,
        closing_words=introduction.closing_words,
        closing_by=_closing_by(introduction, role, names),
        conversation=_conversation(introduction, role, stands),
        timeline=timeline(introduction, role, now, names),
        may_pass_on=may(introduction, Action.PASS_ON, role, now),
        may_decline=may(introduction, Action.DECLINE, role, now),
        may_agree=may(introduction, Action.AGREE, role, now),
        may_withdraw=may(introduction, Action.WITHDRAW, role, now),
        may_make_link=may_make_link_again(introduction, role, now),
    )


def recommendation(introduction: Introduction) -> Said | None:
    """Return what the introducer said of the requester, if they have."""
    found = Recommendation.objects.filter(introduction=introduction, by=introduction.introducer_id).first()
    return Said(found.words, found.get_basis_display()) if found else None


def _may_read_recommendation(role: Role, stands: Sees) -> bool:
    """The requester reads it once all have agreed: before, it would show that it was passed on."""
    return role != Role.REQUESTER or stands == Sees.AGREED


def _closing_by(introduction: Introduction, role: Role, names: dict[str, str]) -> str:
    """Name who wrote the closing words, as the reader may call them."""
    if not introduction.closing_words:
        return ""
    if introduction.declined_by == role:
        return _("you")
    return names["introducer"] if introduction.declined_by == Role.INTRODUCER else names["target"]


def _conversation(introduction: Introduction, role: Role, stands: Sees) -> int | None:
    if stands != Sees.AGREED or role == Role.INTRODUCER:
        return None
    return Conversation.objects.filter(introduction=introduction).values_list("pk", flat=True).first()
