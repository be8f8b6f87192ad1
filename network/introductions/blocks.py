"""What a block does to requests that are under way (docs/introductions.md, "A block").

Whoever makes the block sees what it does, and to everybody else it looks like something that people do anyway: an
introducer or a target who blocks the requester has said a quiet no, and a requester who blocks either has taken the
request back. But a requester is not told who was to be met: their own page stays as it is if they block that member.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from network.introductions import actions, notices
from network.introductions.errors import NotAllowedError
from network.introductions.visibility import still_asking, to_answer
from network.models import Introduction, Member


def end_requests(*, owner: Member, other: Member) -> None:
    """End what is under way between the two, now that `owner` blocks `other`. Call it in the block's transaction."""
    now = timezone.now()
    _take_back(Introduction.objects.filter(still_asking(now), requester=owner, introducer=other), owner)
    _keep_from(other, owner, now)
    _decline_quietly(Introduction.objects.filter(to_answer(owner.pk, now), requester=other), owner)


def _take_back(requests: Iterable[Introduction], requester: Member) -> None:
    for introduction in requests:
        actions.withdraw(introduction=introduction, by=requester)


def _decline_quietly(requests: Iterable[Introduction], by: Member) -> None:
    for introduction in requests:
        try:
            actions.decline(introduction=introduction, by=by, telling=Introduction.Telling.QUIETLY)
        except NotAllowedError:
            continue  # answered or taken back meanwhile


def _keep_from(other: Member, requester: Member, now: datetime) -> None:
    """Cut those requests off that lead to `other`, whom only their introducers know to be the one to meet.

    The same is written for each request that looks open to the requester, so that the time it takes does not tell them
    which it is.
    """
    with_introducer = Q(introducer_agreed_at=None, contact__confirmed_as=other)
    leading_there = Introduction.objects.filter(with_introducer | Q(target_member=other))
    still_open = Introduction.objects.filter(still_asking(now), requester=requester, cut_off_at=None)
    reached = list(still_open.select_related("introducer", "target_member").order_by("pk"))
    Introduction.objects.filter(pk__in=[introduction.pk for introduction in reached]).update(
        cut_off_at=Case(When(pk__in=leading_there.values("pk"), then=Value(now)), default=F("cut_off_at"))
    )
    for introduction in reached:
        notices.notify_as_if_withdrawn(introduction)
