"""What people do with an introduction. Each action is one transaction: lock, look again, write, ledger, notices."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.conversations.actions import open_conversation
from network.introductions import rules
from network.introductions.asked import asked_before
from network.introductions.errors import (
    AlreadyAskingError,
    ContactGoneError,
    ContactPrivateError,
    NotAllowedError,
    NotOpenError,
)
from network.introductions.links import make_token
from network.introductions.moving import begin, lock_members, move
from network.introductions.permissions import check_may, may_make_link_again
from network.introductions.states import LINK_MADE_AGAIN, LIVE, Action, Role
from network.introductions.visibility import role_of, still_asking
from network.ledger.record import write_entry
from network.models import Contact, Introduction, Member
from network.recommendations.actions import recommend


class PassedOn(NamedTuple):
    introduction: Introduction
    token: str
    """For the personal link, shown once and kept nowhere; empty when the one to meet answers in the service."""


@transaction.atomic
def ask(
    *,
    requester: Member,
    introducer: Member,
    contact: Contact,
    line_of_work: str,
    purpose: str,
    words: str,
    shares: Collection[str] = (),
) -> Introduction:
    """Ask `introducer` to introduce `requester` to `contact`, whom the requester knows by `line_of_work` alone.

    `shares` names the ways to reach the requester ("email", "phone") that the one to meet may have once all agree.
    Raises `AlreadyAskingError`, `TooManyOpenError` or `NotOpenError`.
    """
    now = timezone.now()
    lock_members(requester.pk, introducer.pk)
    known = Contact.objects.select_related("owner", "person").filter(pk=contact.pk, owner=introducer).first()
    if known is None:
        raise NotOpenError
    _refuse_a_second_time(requester, known, now)
    rules.check_room_to_ask(requester, now)
    if not rules.is_open(requester, known, line_of_work):
        raise NotOpenError
    introduction = Introduction(
        requester=requester,
        introducer=introducer,
        target=known.person,
        contact=known,
        line_of_work=line_of_work,
        purpose=purpose,
        words=words,
        requester_shares=ways_to_reach(requester, shares),
        requester_agreed_at=now,
        deadline=now + settings.INTRODUCTION_LIFE,
    )
    said = {"by": requester.pk, "line_of_work": line_of_work, "purpose": purpose, "words": words}
    try:
        return begin(introduction, said=said)
    except IntegrityError as error:
        first = Introduction.objects.get(requester=requester, contact=known, state__in=LIVE)
        raise AlreadyAskingError(first.pk) from error


@transaction.atomic
def pass_on(*, introduction: Introduction, by: Member, words: str, basis: str) -> PassedOn:
    """Pass the request on to the one it is for, with what `by` says of the requester and on what basis.

    Raises `NotAllowedError`, `ContactGoneError` or `ContactPrivateError`. Whatever else may stand in the way is not
    `by`'s to know: then it is held back, and looks the same.
    """
    now = timezone.now()
    introduction, role = _again(introduction, by)
    check_may(introduction, Action.PASS_ON, role, now)
    contact = _still_mine_to_introduce(introduction)
    met = rules.met_in_the_service(contact)
    lock_members(by.pk, introduction.requester_id, *([met.pk] if met else []))
    held_back = rules.has_to_be_held_back(introduction, contact, met)
    token, token_hash = ("", "") if met else make_token()
    said = {"by": by.pk, "words": words, "basis": basis, "in_service": met is not None, "held_back": held_back}
    move(
        introduction,
        Action.PASS_ON,
        role=role,
        now=now,
        said=said,
        introducer_agreed_at=now,
        target_member=met,
        held_back=held_back,
        token_hash=token_hash,
        token_expires_at=None if met else introduction.deadline,
    )
    recommend(introduction=introduction, words=words, basis=basis)
    return PassedOn(introduction, token)


@transaction.atomic
def make_link_again(*, introduction: Introduction, by: Member) -> str:
    """Return a new personal link's token; the old link dies. Raises `NotAllowedError`."""
    introduction, role = _again(introduction, by)
    if not may_make_link_again(introduction, role, timezone.now()):
        raise NotAllowedError
    token, token_hash = make_token()
    Introduction.objects.filter(pk=introduction.pk).update(token_hash=token_hash)
    write_entry(introduction=introduction, act=LINK_MADE_AGAIN, details={"by": by.pk})
    return token


@transaction.atomic
def decline(*, introduction: Introduction, by: Member, telling: str, words: str = "") -> Introduction:
    """Say not this time, as the introducer or as the one to meet.

    `telling` says how the requester hears of it; `words` reach them only if that is at once. Raises `NotAllowedError`.
    """
    introduction, role = _again(introduction, by)
    return decline_as(introduction, role, by=by.pk, telling=telling, words=words)


def decline_as(
    introduction: Introduction, role: Role, *, by: int | None, telling: str, words: str = ""
) -> Introduction:
    """As `decline`, for whoever has been found to be `role` (`by` is None for a guest). Within a transaction."""
    told = words if telling == Introduction.Telling.NOW else ""
    return move(
        introduction,
        Action.DECLINE,
        role=role,
        now=timezone.now(),
        said={"by": by, "role": role, "telling": telling, "words": told},
        declined_by=role,
        telling=telling,
        closing_words=told,
    )


@transaction.atomic
def agree(*, introduction: Introduction, by: Member, shares: Collection[str] = ()) -> Introduction:
    """Say yes, as the one to meet who is a member; the conversation opens. Raises `NotAllowedError`."""
    introduction, role = _again(introduction, by)
    return agree_as(introduction, role, by=by.pk, name=by.display_name, shares=ways_to_reach(by, shares))


def agree_as(
    introduction: Introduction,
    role: Role,
    *,
    by: int | None,
    name: str,
    shares: list[list[str]],
    reach_verified_at: datetime | None = None,
) -> Introduction:
    """As `agree`, for whoever has been found to be `role` (`by` is None for a guest). Within a transaction."""
    now = timezone.now()
    check_may(introduction, Action.AGREE, role, now)
    if not rules.can_still_meet(introduction):
        raise NotAllowedError
    move(
        introduction,
        Action.AGREE,
        role=role,
        now=now,
        said={"by": by, "name": name},
        target_agreed_at=now,
        target_name=name,
        target_shares=shares,
        target_reach_verified_at=reach_verified_at,
        token_hash="",
        declined_by="",
        telling="",
    )
    open_conversation(introduction=introduction)
    return introduction


@transaction.atomic
def withdraw(*, introduction: Introduction, by: Member) -> Introduction:
    """Take the request back. It can be done for as long as it looks open to the requester. Raises `NotAllowedError`."""
    introduction, role = _again(introduction, by)
    return move(
        introduction,
        Action.WITHDRAW,
        role=role,
        now=timezone.now(),
        said={"by": by.pk},
        declined_by="",
        telling="",
        token_hash="",
    )


@transaction.atomic
def expire(*, introduction: Introduction) -> Introduction:
    """Let a request whose time is over run out. Raises `NotAllowedError` if it is not, or has been closed."""
    introduction = Introduction.objects.get(pk=introduction.pk)
    return move(introduction, Action.EXPIRE, role=Role.CLOCK, now=timezone.now(), said={"by": None}, token_hash="")


def expire_due(limit: int = 500) -> int:
    """Let everything run out whose time is over, at most `limit` at a time, each by itself; return how many did."""
    due = Introduction.objects.filter(state__in=LIVE, deadline__lte=timezone.now()).order_by("deadline")
    done = 0
    for introduction in due[:limit]:
        try:
            expire(introduction=introduction)
        except NotAllowedError:
            continue  # somebody else's worker was quicker
        done += 1
    return done


def ways_to_reach(member: Member, chosen: Collection[str]) -> list[list[str]]:
    """Return the chosen of the member's own ways to be reached, as they are now: pairs of kind and value."""
    own = (("email", member.email), ("phone", member.phone))
    return [[kind, value] for kind, value in own if kind in chosen and value]


def _again(introduction: Introduction, by: Member) -> tuple[Introduction, Role]:
    """Return the introduction as it is now, and what `by` is to it. Raises `NotAllowedError` for a stranger."""
    people = Introduction.objects.select_related("requester", "introducer", "target_member", "contact__owner")
    fresh = people.get(pk=introduction.pk)
    role = role_of(fresh, by)
    if role is None:
        raise NotAllowedError
    return fresh, role


def _refuse_a_second_time(requester: Member, contact: Contact, now: datetime) -> None:
    same = asked_before(requester, contact)
    for over in same.filter(state__in=LIVE, deadline__lte=now):
        expire(introduction=over)
    first = same.filter(still_asking(now)).first()
    if first is not None:
        raise AlreadyAskingError(first.pk)


def _still_mine_to_introduce(introduction: Introduction) -> Contact:
    contact = introduction.contact
    if contact is None or contact.owner_id != introduction.introducer_id:
        raise ContactGoneError
    if contact.private:
        raise ContactPrivateError
    return contact
