"""The chain of an introduction as a timeline: of the ledger's acts, those that the reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.introductions import queries
from network.introductions.states import ACTS, LINK_MADE_AGAIN, Action, Role, State
from network.introductions.visibility import Sees, sees
from network.ledger.record import chain_of
from network.models import Introduction, LedgerEntry, Recommendation

ASKED, PASSED_ON, AGREED = ACTS[Action.ASK], ACTS[Action.PASS_ON], ACTS[Action.AGREE]
DECLINED, WITHDREW = ACTS[Action.DECLINE], ACTS[Action.WITHDRAW]

WORDING: Mapping[tuple[Role, str], str | Promise] = {
    (Role.REQUESTER, ASKED): _("You asked %(introducer)s."),
    (Role.REQUESTER, PASSED_ON): _("%(introducer)s passed it on."),
    (Role.REQUESTER, AGREED): _("%(target)s said yes."),
    (Role.REQUESTER, WITHDREW): _("You took it back."),
    (Role.INTRODUCER, ASKED): _("%(requester)s asked you."),
    (Role.INTRODUCER, PASSED_ON): _("You passed it on."),
    (Role.INTRODUCER, LINK_MADE_AGAIN): _("You made a new link. The one before stopped working."),
    (Role.INTRODUCER, AGREED): _("%(target)s said yes."),
    (Role.INTRODUCER, DECLINED): _("You said not this time."),
    (Role.INTRODUCER, WITHDREW): _("%(requester)s took it back."),
    (Role.TARGET, ASKED): _("%(requester)s asked to meet somebody who does this work: %(line)s."),
    (Role.TARGET, PASSED_ON): _("%(introducer)s passed it on to you."),
    (Role.TARGET, AGREED): _("You said yes."),
    (Role.TARGET, DECLINED): _("You said not this time."),
    (Role.TARGET, WITHDREW): _("%(requester)s took it back."),
}
"""What each reader is told of an act. An act that is not here is none of their business."""

ONLY_ONCE_AGREED = {(Role.REQUESTER, PASSED_ON), (Role.TARGET, ASKED)}
"""Until then the requester would see from it how far it went, and so who said no; and who is to be met, how long the
introducer thought it over."""


@dataclass(frozen=True)
class Item:
    when: datetime
    what: str
    words: str = ""
    basis: str = ""
    """On what a recommendation rests, where the words are one."""


def for_guest(introduction: Introduction, now: datetime) -> list[Item]:
    """Return what whoever was met by a personal link may see: as a member in their place would. Two queries."""
    return timeline(introduction, Role.TARGET, now, queries.names_for(introduction, Role.TARGET))


def timeline(introduction: Introduction, role: Role, now: datetime, names: Mapping[str, str]) -> list[Item]:
    """Return the acts that `role` may see, the oldest first. Two queries.

    `names` says what the reader may call "requester", "introducer" and "target", and what the "line" of work is.
    """
    entries = LedgerEntry.objects.filter(chain=chain_of(introduction), words__isnull=False).select_related("words")
    said = Recommendation.objects.filter(introduction=introduction, by=introduction.introducer_id).first()
    words = {ASKED: introduction.words if role != Role.REQUESTER else "", PASSED_ON: said.words if said else ""}
    basis = {PASSED_ON: said.get_basis_display() if said else ""}
    items = [
        Item(entry.at, str(WORDING[role, entry.act]) % names, words.get(entry.act, ""), basis.get(entry.act, ""))
        for entry in entries.order_by("number")
        if _may_see(entry, role, introduction)
    ]
    return items + _ending(introduction, role, now)


def _may_see(entry: LedgerEntry, role: Role, introduction: Introduction) -> bool:
    if (role, entry.act) not in WORDING:
        return False
    if entry.act == DECLINED:
        return bool(entry.words.details.get("role") == role)
    return (role, entry.act) not in ONLY_ONCE_AGREED or introduction.state == State.AGREED


def _ending(introduction: Introduction, role: Role, now: datetime) -> list[Item]:
    """Return the last line of what did not come to be; at the deadline, unless it was to be told before."""
    if sees(introduction, role, now) != Sees.OVER:
        return []
    told = introduction.telling == Introduction.Telling.NOW and introduction.closed_at
    return [Item(told or introduction.deadline, str(_("It did not come to be.")))]
