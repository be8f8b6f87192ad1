"""What people do with an introduction. Each action is one transaction, with its ledger entry and notices."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.conversations.actions import open_conversation
from network.introductions import rules
from network.introductions.errors import (
    AlreadyAskingError,
    ContactGoneError,
    ContactPrivateError,
    NotAllowedError,
    NotOpenError,
)
from network.introductions.links import new_link
from network.introductions.permissions import check_may
from network.introductions.queries import requests_for
from network.introductions.states import LIVE, Action, Role
from network.introductions.transitions import apply_transition, create
from network.introductions.visibility import role_of, still_asking
from network.models import Contact, Introduction, Member
from network.platform.privacy.tokens import hash_of_token
from network.recommendations.actions import recommend


class PassedOn(NamedTuple):
    introduction: Introduction
    token: str
    """The token of the personal link, stored nowhere. Empty if the target answers in the service."""


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
    line_is_past: bool = False,
) -> Introduction:
    """Ask `introducer` to introduce `requester` to `contact`, whom the requester knows by `line_of_work` alone, and
    whether that is past.

    `shares` names the contact details of the requester ("email", "phone") that the target gets once all agree.
    A request that a block stands against is taken like any other and never delivered (`rules.is_delivered`): nobody can
    tell, and it runs out at its deadline. Raises `AlreadyAskingError`, `TooManyOpenError` or `NotOpenError`.
    """
    now = timezone.now()
    _lock_members(requester.pk, introducer.pk)
    current = Contact.objects.select_related("owner", "person").filter(pk=contact.pk, owner=introducer).first()
    if current is None:
        raise NotOpenError
    _check_not_asked_already(requester, current, now)
    rules.check_open_requests(requester, now)
    if not rules.can_ask(requester, current, line_of_work, is_past=line_is_past):
        raise NotOpenError
    introduction = Introduction(
        requester=requester,
        introducer=introducer,
        target=current.person,
        contact=current,
        line_of_work=line_of_work,
        line_is_past=line_is_past,
        purpose=purpose,
        words=words,
        requester_shares=chosen_contact_details(requester, shares),
        requester_agreed_at=now,
        deadline=now + settings.INTRODUCTION_LIFE,
        held_back=not rules.is_delivered(requester, current),
    )
    shown = {"line_of_work": line_of_work, "line_is_past": line_is_past}
    details = {"by": requester.pk, **shown, "purpose": purpose, "words": words}
    try:
        return create(introduction, details=details)
    except IntegrityError as error:
        earlier = Introduction.objects.get(requester=requester, contact=current, state__in=LIVE)
        raise AlreadyAskingError(earlier.pk) from error


@transaction.atomic
def pass_on(*, introduction: Introduction, by: Member, words: str, basis: str) -> PassedOn:
    """Pass the request on to its target, with what `by` says of the requester and on what basis.

    Raises `NotAllowedError`, `ContactGoneError` or `ContactPrivateError`. A request to a member in the service is held
    back, and looks passed on, if `by` may not learn the reason against it (`rules.delivery_to`).
    """
    now = timezone.now()
    introduction, role = reload_for(introduction, by)
    check_may(introduction, Action.PASS_ON, role, now)
    contact = _contact_to_introduce(introduction)
    target = rules.target_member(contact)
    _lock_members(by.pk, introduction.requester_id, *([target.pk] if target else []))
    delivery = rules.delivery_to(introduction, target)
    handle, token = ("", "") if target else new_link(introduction)
    in_service, held_back = target is not None, delivery.held_back
    details = {"by": by.pk, "words": words, "basis": basis, "in_service": in_service, "held_back": held_back}
    apply_transition(
        introduction,
        Action.PASS_ON,
        role=role,
        now=now,
        details=details,
        introducer_agreed_at=now,
        target_member=target,
        target_counted_at=now if delivery.counts else None,
        held_back=held_back,
        link_handle=handle,
        token_hash=hash_of_token(token) if token else "",
        token_expires_at=None if target else introduction.deadline,
    )
    recommend(introduction=introduction, words=words, basis=basis)
    return PassedOn(introduction, token)


@transaction.atomic
def decline(*, introduction: Introduction, by: Member, telling: str, words: str = "") -> Introduction:
    """Say not this time, as the introducer or as the target.

    `telling` says how the requester is told. They get `words` only if they are told at once. Raises `NotAllowedError`.
    """
    introduction, role = reload_for(introduction, by)
    return decline_as(introduction, role, by=by.pk, telling=telling, words=words)


def decline_as(
    introduction: Introduction, role: Role, *, by: int | None, telling: str, words: str = ""
) -> Introduction:
    """As `decline`, for somebody known to have `role`. `by` is None for a guest. Call it within a transaction."""
    told_words = words if telling == Introduction.Telling.NOW else ""
    return apply_transition(
        introduction,
        Action.DECLINE,
        role=role,
        now=timezone.now(),
        details={"by": by, "role": role, "telling": telling, "words": told_words},
        declined_by=role,
        telling=telling,
        closing_words=told_words,
    )


@transaction.atomic
def agree(*, introduction: Introduction, by: Member, shares: Collection[str] = ()) -> Introduction:
    """Say yes, as a target who is a member, and open the conversation. Raises `NotAllowedError`."""
    introduction, role = reload_for(introduction, by)
    if not rules.can_still_meet(introduction, by.pk):
        raise NotAllowedError
    return agree_as(introduction, role, by=by.pk, name=by.display_name, shares=chosen_contact_details(by, shares))


def agree_as(
    introduction: Introduction,
    role: Role,
    *,
    by: int | None,
    name: str,
    shares: list[list[str]],
    reach_verified_at: datetime | None = None,
) -> Introduction:
    """As `agree`, for somebody known to have `role` and to be free to meet the requester. `by` is None for a guest.

    Call it within a transaction.
    """
    now = timezone.now()
    apply_transition(
        introduction,
        Action.AGREE,
        role=role,
        now=now,
        details={"by": by, "name": name},
        target_agreed_at=now,
        target_name=name,
        target_shares=shares,
        target_reach_verified_at=reach_verified_at,
        link_handle="",
        token_hash="",
        declined_by="",
        telling="",
    )
    open_conversation(introduction=introduction)
    return introduction


@transaction.atomic
def withdraw(*, introduction: Introduction, by: Member) -> Introduction:
    """Take the request back, while it looks open to the requester. Raises `NotAllowedError`."""
    introduction, role = reload_for(introduction, by)
    return apply_transition(
        introduction,
        Action.WITHDRAW,
        role=role,
        now=timezone.now(),
        details={"by": by.pk},
        declined_by="",
        telling="",
        link_handle="",
        token_hash="",
    )


@transaction.atomic
def expire(*, introduction: Introduction) -> Introduction:
    """Expire a request whose deadline has passed. Raises `NotAllowedError` for any other, or if it is closed."""
    introduction = Introduction.objects.get(pk=introduction.pk)
    return apply_transition(
        introduction,
        Action.EXPIRE,
        role=Role.CLOCK,
        now=timezone.now(),
        details={"by": None},
        link_handle="",
        token_hash="",
    )


def expire_due(limit: int = 500) -> int:
    """Expire at most `limit` requests whose deadline has passed, each in its own transaction. Return their number."""
    due = Introduction.objects.filter(state__in=LIVE, deadline__lte=timezone.now()).order_by("deadline")
    done = 0
    for introduction in due[:limit]:
        try:
            expire(introduction=introduction)
        except NotAllowedError:
            continue  # another worker was faster
        done += 1
    return done


def chosen_contact_details(member: Member, chosen: Collection[str]) -> list[list[str]]:
    """Return the member's current contact details of the `chosen` kinds, as pairs of kind and value."""
    own = (("email", member.email), ("phone", member.phone))
    return [[kind, value] for kind, value in own if kind in chosen and value]


def reload_for(introduction: Introduction, by: Member) -> tuple[Introduction, Role]:
    """Return the current introduction and the role of `by` in it. Raises `NotAllowedError` if they have none."""
    with_people = Introduction.objects.select_related("requester", "introducer", "target_member", "contact__owner")
    current = with_people.get(pk=introduction.pk)
    role = role_of(current, by)
    if role is None:
        raise NotAllowedError
    return current, role


def _lock_members(*member_ids: int) -> None:
    """Lock these members until the end of the transaction, so that their capacity is not exceeded by two requests.

    The order of the ids prevents a deadlock. SQLite has one writer at a time anyway.
    """
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=member_ids).order_by("pk").values_list("pk"))


def _check_not_asked_already(requester: Member, contact: Contact, now: datetime) -> None:
    requests = requests_for(requester, contact)
    for overdue in requests.filter(state__in=LIVE, deadline__lte=now):
        expire(introduction=overdue)
    earlier = requests.filter(still_asking(now)).first()
    if earlier is not None:
        raise AlreadyAskingError(earlier.pk)


def _contact_to_introduce(introduction: Introduction) -> Contact:
    contact = introduction.contact
    if contact is None or contact.owner_id != introduction.introducer_id:
        raise ContactGoneError
    if contact.private:
        raise ContactPrivateError
    return contact
