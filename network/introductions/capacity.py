"""How often members were asked in the last month, and who can be asked now without exceeding their own limit."""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from network.models import Introduction, Member

MONTH = timedelta(days=30)


def able_to_take_requests(member_ids: Collection[int]) -> set[int]:
    """Return those of `member_ids` who can be asked now. Three queries, however many ids there are, whatever comes out.

    They have a live account, are not on a break, and were asked less often in the last 30 days than the limit that
    they set. A request counts for the introducer whatever its outcome, and for the target from the moment it was
    passed on to them. One that a block keeps from either counts like any other, or the block would show in whether
    they can be asked.
    """
    limits: dict[int, int] = dict(
        Member.objects.get_queryset()
        .taking_requests()
        .filter(pk__in=member_ids, requests_a_month__gt=0)
        .values_list("pk", "requests_a_month")
    )
    asked = asked_this_month(member_ids)
    return {member_id for member_id, limit in limits.items() if asked[member_id] < limit}


def asked_this_month(member_ids: Collection[int]) -> Counter[int]:
    """Return how often each of `member_ids` was asked in the last 30 days, as introducer or as target."""
    since = timezone.now() - MONTH
    asked: Counter[int] = Counter()
    as_introducer = Introduction.objects.filter(introducer_id__in=member_ids, created_at__gt=since)
    as_target = Introduction.objects.filter(target_member_id__in=member_ids, target_counted_at__gt=since)
    for requests, field in ((as_introducer, "introducer_id"), (as_target, "target_member_id")):
        asked.update(dict(requests.order_by().values_list(field).annotate(times=Count("pk"))))
    return asked
