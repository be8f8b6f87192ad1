"""Answers by a personal link, of somebody who needs no account."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from network.introductions import rules
from network.introductions.actions import agree_as, decline_as
from network.introductions.errors import NotAllowedError
from network.introductions.links import behind_link
from network.introductions.states import Role
from network.models import Introduction


def answerable_by_link(token: str) -> Introduction:
    """Return the introduction that this link may answer now. Raises `NotAllowedError`."""
    introduction = behind_link(token, timezone.now())
    if introduction is None:
        raise NotAllowedError
    return introduction


@transaction.atomic
def decline_by_link(*, token: str, telling: str, words: str = "") -> Introduction:
    """Say not this time; also of what was held back, and once more after a quiet no. Raises `NotAllowedError`."""
    introduction = answerable_by_link(token)
    return decline_as(introduction, Role.TARGET, by=None, telling=telling, words=words)


@transaction.atomic
def agree_by_link(*, token: str, introduction_id: int, name: str, address: str, proved_at: datetime) -> Introduction:
    """Say yes, to be reached at `address`, which was proved at `proved_at`. Raises `NotAllowedError`.

    Where something stands in the way that nobody may know of, the yes is taken like any other and nothing follows from
    it: nobody is told, and nothing is disclosed.
    """
    introduction = answerable_by_link(token)
    if introduction.pk != introduction_id:
        raise NotAllowedError
    if introduction.held_back or not rules.can_still_meet(introduction):
        return introduction
    return agree_as(
        introduction,
        Role.TARGET,
        by=None,
        name=name,
        shares=[["email", address]],
        reach_verified_at=proved_at,
    )
