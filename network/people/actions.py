"""Writes about a member's own account and profile."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from network.models import Member, Place, ProfileLine
from network.outbox.record import mark

MOST_LINES = 12  # of one kind; more than anybody could be helped with at once
MOST_REQUESTS_A_MONTH = 30
LONGEST_BREAK = timedelta(days=366)


@transaction.atomic
def change_about(*, member: Member, name: str, place: Place | None, phone: str | None = None) -> None:
    """Keep how a member is called, where they are and, if `phone` is not None, their phone number.

    The graph holds where people are, so it is told.
    """
    fields: dict[str, object] = {"name": name, "place": place}
    if phone is not None:
        fields["phone"] = phone
    Member.objects.filter(pk=member.pk).update(**fields)
    mark("graph", [member.pk])
    member.refresh_from_db()


def change_name(*, member: Member, name: str) -> None:
    """Keep how a member is called. No projection holds names, so none is told."""
    Member.objects.filter(pk=member.pk).update(name=name)
    member.refresh_from_db(fields=["name"])


@transaction.atomic
def change_lines(*, member: Member, kind: str, texts: Iterable[str]) -> bool:
    """Make `texts` the member's lines of `kind` (`ProfileLine.Kind`), keeping those that stay; say whether any changed.

    Raises ValueError for more than `MOST_LINES`, for an empty line and for one longer than `ProfileLine.LONGEST`.
    """
    wanted = dict.fromkeys(texts)
    if len(wanted) > MOST_LINES or any(not text or len(text) > ProfileLine.LONGEST for text in wanted):
        raise ValueError("too many lines, or one that is empty or too long")
    lines = ProfileLine.objects.filter(member=member, kind=kind)
    there = set(lines.values_list("text", flat=True))
    if there == wanted.keys():
        return False
    lines.exclude(text__in=wanted).delete()
    ProfileLine.objects.bulk_create(
        [ProfileLine(member=member, kind=kind, text=text) for text in wanted if text not in there],
        ignore_conflicts=True,  # the same page sent from two windows
    )
    mark("vectors", [member.pk])
    return True


@transaction.atomic
def change_sharing(*, member: Member, wishes_seen: bool | None = None, offers_counted: bool | None = None) -> None:
    """Keep who may read the work that the member would like, and whether what they could help with counts; None: as is.

    No projection knows of either: both are asked of the record each time.
    """
    given = {"wishes_seen": wishes_seen, "offers_counted": offers_counted}
    changed = {field: value for field, value in given.items() if value is not None}
    Member.objects.filter(pk=member.pk).update(**changed)
    member.refresh_from_db(fields=list(changed))


@transaction.atomic
def change_language(*, member: Member, language: str) -> None:
    """Speak to the member in `language`, on pages and in e-mail. Raises ValueError for one that there is none of."""
    if language not in dict(settings.LANGUAGES):
        raise ValueError("not a language of this service")
    Member.objects.filter(pk=member.pk).update(language=language)
    member.refresh_from_db(fields=["language"])


@transaction.atomic
def finish_first_steps(*, member: Member) -> None:
    """Note when the first steps were over, skipped or not; the first time counts."""
    Member.objects.filter(pk=member.pk, first_steps_done_at__isnull=True).update(first_steps_done_at=timezone.now())
    member.refresh_from_db(fields=["first_steps_done_at"])


@transaction.atomic
def change_requests(*, member: Member, requests_a_month: int) -> None:
    """Keep how many requests a month the member can take on; 0: none for now. Raises ValueError outside 0 to 30."""
    if not 0 <= requests_a_month <= MOST_REQUESTS_A_MONTH:
        raise ValueError("requests a month are from 0 to 30")
    Member.objects.filter(pk=member.pk).update(requests_a_month=requests_a_month)
    member.refresh_from_db(fields=["requests_a_month"])


@transaction.atomic
def take_break(*, member: Member, until: date) -> None:
    """Ask nothing of the member until the end of the day `until`, in the operator's time zone.

    Raises ValueError for a day that is over, or more than a year away.
    """
    today = timezone.localdate()
    if not today <= until <= today + LONGEST_BREAK:
        raise ValueError("a break ends today or later, within a year")
    end = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    Member.objects.filter(pk=member.pk).update(break_until=end)
    member.refresh_from_db(fields=["break_until"])


@transaction.atomic
def end_break(*, member: Member) -> None:
    Member.objects.filter(pk=member.pk).update(break_until=None)
    member.refresh_from_db(fields=["break_until"])


@transaction.atomic
def say_sorted(*, member: Member) -> None:
    """Note that the member is sorted for now; the first time counts. Others see no difference, so nothing is marked."""
    Member.objects.filter(pk=member.pk, sorted_at__isnull=True).update(sorted_at=timezone.now())
    member.refresh_from_db(fields=["sorted_at"])


@transaction.atomic
def look_again(*, member: Member) -> None:
    """Note that the member would like suggestions again."""
    Member.objects.filter(pk=member.pk).update(sorted_at=None)
    member.refresh_from_db(fields=["sorted_at"])
