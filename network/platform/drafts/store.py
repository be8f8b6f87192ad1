"""Save, find and delete drafts. A draft is deleted when its form is submitted, on request, and after 30 days."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from network.models import Draft, Member

LIFE = timedelta(days=30)
MOST_KEPT = 50  # for each member; the oldest are deleted first
MOST_FIELDS = 60
MOST_VALUES = 60  # of one field
LONGEST_VALUE = 10_000  # characters; no form takes more


def kept_under(place: str) -> str:
    """Return `place` as it is stored: shortened, and without characters that PostgreSQL refuses."""
    return _plain(place)[: Draft.LONGEST_PLACE]


@transaction.atomic
def keep(*, member: Member, place: str, path: str, title: str, fields: Mapping[str, Sequence[str]]) -> Draft | None:
    """Save what was typed into a form, in place of its last draft. If all fields are empty, only delete that one."""
    kept = {_plain(name)[:100]: _values(values) for name, values in list(fields.items())[:MOST_FIELDS]}
    if not any(value.strip() for values in kept.values() for value in values):
        drop(member=member, place=place)
        return None
    values = {"path": _plain(path)[:500], "title": _plain(title)[:120], "fields": kept, "saved_at": timezone.now()}
    draft, _new = Draft.objects.update_or_create(member=member, place=kept_under(place), defaults=values)
    too_many = Draft.objects.filter(member=member).order_by("-saved_at", "-pk").values_list("pk", flat=True)[MOST_KEPT:]
    Draft.objects.filter(pk__in=list(too_many)).delete()
    return draft


@transaction.atomic
def drop(*, member: Member, place: str) -> None:
    """Delete the draft of a form."""
    Draft.objects.filter(member=member, place=kept_under(place)).delete()


@transaction.atomic
def drop_one(*, member: Member, draft_id: int) -> bool:
    """Delete a draft of the member; tell whether it existed."""
    return Draft.objects.filter(member=member, pk=draft_id).delete()[0] > 0


def forget_old() -> int:
    """Delete the drafts that have not changed for 30 days; return how many."""
    return Draft.objects.filter(saved_at__lt=timezone.now() - LIFE).delete()[0]


def _values(values: Sequence[str]) -> list[str]:
    return [_plain(value)[:LONGEST_VALUE] for value in values[:MOST_VALUES]]


def _plain(text: str) -> str:
    """Return `text` without what PostgreSQL's JSON refuses: NUL and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def drafts_of(member: Member) -> QuerySet[Draft]:
    """Return the drafts of the member that have not expired, the newest first."""
    return Draft.objects.filter(member=member, saved_at__gt=timezone.now() - LIFE)


def draft_at(member: Member, place: str) -> Draft | None:
    """Return the member's draft of a form, or None."""
    return drafts_of(member).filter(place=kept_under(place)).first()
