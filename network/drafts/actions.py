"""Keeping what was typed, and forgetting it: when it is sent, when its member says so, and after a month."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from network.models import Draft, Member

LIFE = timedelta(days=30)
MOST_KEPT = 50  # a member; the oldest goes first
MOST_FIELDS = 60
MOST_VALUES = 60  # of one field
LONGEST_VALUE = 10_000  # letters; no form takes more


def kept_under(place: str) -> str:
    """Return `place` as it is kept: an address may be longer, and hold what PostgreSQL refuses."""
    return _plain(place)[: Draft.LONGEST_PLACE]


@transaction.atomic
def keep(*, member: Member, place: str, path: str, title: str, fields: Mapping[str, Sequence[str]]) -> Draft | None:
    """Keep what stands in a form, in place of what was kept of it before. Nothing but empty fields: keep nothing."""
    kept = {_plain(name)[:100]: _values(values) for name, values in list(fields.items())[:MOST_FIELDS]}
    if not any(value.strip() for values in kept.values() for value in values):
        drop(member=member, place=place)
        return None
    said = {"path": _plain(path)[:500], "title": _plain(title)[:120], "fields": kept, "saved_at": timezone.now()}
    draft, _new = Draft.objects.update_or_create(member=member, place=kept_under(place), defaults=said)
    too_many = Draft.objects.filter(member=member).order_by("-saved_at", "-pk").values_list("pk", flat=True)[MOST_KEPT:]
    Draft.objects.filter(pk__in=list(too_many)).delete()
    return draft


@transaction.atomic
def drop(*, member: Member, place: str) -> None:
    """Forget what was kept of one form."""
    Draft.objects.filter(member=member, place=kept_under(place)).delete()


@transaction.atomic
def drop_one(*, member: Member, draft_id: int) -> bool:
    """Forget one draft of the member's; tell whether there was such a one."""
    return Draft.objects.filter(member=member, pk=draft_id).delete()[0] > 0


def forget_old() -> int:
    """Forget the drafts that nobody has touched for a month; return how many."""
    return Draft.objects.filter(saved_at__lt=timezone.now() - LIFE).delete()[0]


def _values(values: Sequence[str]) -> list[str]:
    return [_plain(value)[:LONGEST_VALUE] for value in values[:MOST_VALUES]]


def _plain(text: str) -> str:
    """Return `text` without what PostgreSQL's JSON refuses: NUL and halves of letters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
