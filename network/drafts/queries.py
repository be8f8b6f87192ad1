"""What a member has begun and not sent."""

from django.db.models import QuerySet
from django.utils import timezone

from network.drafts.actions import LIFE, kept_under
from network.models import Draft, Member


def drafts_of(member: Member) -> QuerySet[Draft]:
    """Return the member's drafts that are not too old, the newest first."""
    return Draft.objects.filter(member=member, saved_at__gt=timezone.now() - LIFE)


def draft_at(member: Member, place: str) -> Draft | None:
    """Return what the member has kept of one form."""
    return drafts_of(member).filter(place=kept_under(place)).first()
