"""What a member sees of what they put aside: each with what it changes, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from network.contacts.calling import called_by
from network.models import Member, SetAside


@dataclass(frozen=True, slots=True)
class PutAside:
    """One suggestion that was not for the member, in their own list."""

    pk: int
    line_of_work: str
    introducer: str
    reason: str
    changes: str
    """What it changes for them, in a sentence."""
    when: datetime


def put_aside_by(member: Member) -> list[PutAside]:
    """Return what `member` put aside, the latest first. Two or three queries."""
    rows = list(SetAside.objects.filter(member=member).select_related("introducer"))
    names = called_by(member.pk, [row.introducer for row in rows])
    return [_put_aside(row, names[row.introducer_id]) for row in rows]


def _put_aside(row: SetAside, name: str) -> PutAside:
    return PutAside(
        pk=row.pk,
        line_of_work=row.line_of_work,
        introducer=name,
        reason=row.get_reason_display(),
        changes=_changes(row, name),
        when=row.created_at,
    )


def _changes(row: SetAside, name: str) -> str:
    match row.reason:
        case SetAside.Reason.WORK:
            return _("It does not come back, and work like “%(line)s” stands lower.") % {"line": row.line_of_work}
        case SetAside.Reason.BY_WAY:
            return _("Nobody is suggested to you by way of %(name)s.") % {"name": name}
        case SetAside.Reason.FAR if row.miles is not None:
            return _("It does not come back, and people %(miles)d miles away or more stand lower.") % {
                "miles": row.miles
            }
        case _other:
            return _("It does not come back. Nothing else changes.")
