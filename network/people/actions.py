"""Writes about a member's own account and profile."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from network.models import Member, Place, ProfileLine
from network.platform.outbox.record import mark

MOST_LINES = 12  # of one kind; more than anybody could be helped with at once
MOST_REQUESTS_A_MONTH = 30
LONGEST_BREAK = timedelta(days=366)


@transaction.atomic
def change_about(*, member: Member, name: str, place: Place | None, phone: str | None = None) -> None:
    """Save a member's name, place and, if `phone` is not None, phone number.

    The graph holds places, so the member is marked for it.
    """
    fields: dict[str, object] = {"name": name, "place": place}
    if phone is not None:
        fields["phone"] = phone
    Member.objects.filter(pk=member.pk).update(**fields)
    mark("graph", [member.pk])
    member.refresh_from_db()


def change_name(*, member: Member, name: str) -> None:
    """Save a member's name. No projection holds names, so nothing is marked."""
    Member.objects.filter(pk=member.pk).update(name=name)
    member.refresh_from_db(fields=["name"])


@transaction.atomic
def change_lines(*, member: Member, kind: str, texts: Iterable[str]) -> bool:
    """Replace the member's lines of `kind` (`ProfileLine.Kind`) by `texts`; return whether any changed.

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
    """Save who may read the member's wishes, and whether their offers are matched; None leaves a setting as it is.

    No projection holds either; both are read from the database each time.
    """
    given = {"wishes_seen": wishes_seen, "offers_counted": offers_counted}
    changed = {field: value for field, value in given.items() if value is not None}
    Member.objects.filter(pk=member.pk).update(**changed)
    member.refresh_from_db(fields=list(changed))


@transaction.atomic
def change_language(*, member: Member, language: str) -> None:
    """Use `language` for the member, on pages and in e-mail. Raises ValueError for an unknown language."""
    if language not in dict(settings.LANGUAGES):
        raise ValueError("not a language of this service")
    Member.objects.filter(pk=member.pk).update(language=language)
    member.refresh_from_db(fields=["language"])


@transaction.atomic
def finish_first_steps(*, member: Member) -> None:
    """Record when the first steps ended, skipped or not; only the first time counts."""
    Member.objects.filter(pk=member.pk, first_steps_done_at__isnull=True).update(first_steps_done_at=timezone.now())
    member.refresh_from_db(fields=["first_steps_done_at"])


@transaction.atomic
def change_requests(*, member: Member, requests_a_month: int) -> None:
    """Save how many requests a month the member accepts, 0 for none. Raises ValueError outside 0 to 30."""
    if not 0 <= requests_a_month <= MOST_REQUESTS_A_MONTH:
        raise ValueError("requests a month are from 0 to 30")
    Member.objects.filter(pk=member.pk).update(requests_a_month=requests_a_month)
    member.refresh_from_db(fields=["requests_a_month"])


@transaction.atomic
def take_break(*, member: Member, until: date) -> None:
    """Start a break until the end of the day `until` in the operator's time zone: nobody can ask the member anything.

    Raises ValueError for a day in the past or more than a year away.
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
    """Record that the member is sorted for now; only the first time counts. Others see no difference: nothing is
    marked."""
    Member.objects.filter(pk=member.pk, sorted_at__isnull=True).update(sorted_at=timezone.now())
    member.refresh_from_db(fields=["sorted_at"])


@transaction.atomic
def look_again(*, member: Member) -> None:
    """Record that the member would like suggestions again."""
    Member.objects.filter(pk=member.pk).update(sorted_at=None)
    member.refresh_from_db(fields=["sorted_at"])
