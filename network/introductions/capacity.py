"""Who can be asked at the moment. The system holds to what each person said they can take on."""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from network.models import Introduction, Member

MONTH = timedelta(days=30)


def able_to_take_requests(member_ids: Collection[int]) -> set[int]:
    """Return those of `member_ids` who may be asked now.

    They have a live account, are not on a break, and in the last 30 days were asked less often than they said
    they can manage. Being asked to introduce counts, whatever became of it; so does being the one somebody
    would like to meet, from the moment it was passed on to them. Three queries, however many are asked about.
    """
    limits: dict[int, int] = dict(
        Member.objects.get_queryset()
        .taking_requests()
        .filter(pk__in=member_ids, requests_a_month__gt=0)
        .values_list("pk", "requests_a_month")
    )
    if not limits:
        return set()
    asked = asked_this_month(limits)
    return {member_id for member_id, limit in limits.items() if asked[member_id] < limit}


def asked_this_month(member_ids: Collection[int]) -> Counter[int]:
    """Return how often each of `member_ids` was asked in the last 30 days, as introducer or as the one to meet."""
    since = timezone.now() - MONTH
    asked: Counter[int] = Counter()
    as_introducer = Introduction.objects.filter(introducer_id__in=member_ids, created_at__gt=since)
    as_target = Introduction.objects.filter(
        target_member_id__in=member_ids, introducer_agreed_at__gt=since, held_back=False
    )
    for found, field in ((as_introducer, "introducer_id"), (as_target, "target_member_id")):
        asked.update(dict(found.order_by().values_list(field).annotate(times=Count("pk"))))
    return asked
