"""How the ledger is kept, for `manage.py doctor`: what a glance shows. `verify_ledger` reads all of it."""

from datetime import timedelta

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from network.platform.ledger import triggers
from network.platform.ledger.heads import last_head, oldest_without_head
from network.platform.ledger.roles import powers
from network.platform.ledger.signing import is_signed

LATE = timedelta(hours=26)  # a head is written each day


def of_ledger(connection: BaseDatabaseWrapper) -> tuple[str, str]:
    """Return how it is and what to do about it; nothing is to be done when it is well. Raises `DatabaseError`."""
    if absent := triggers.missing(connection):
        return (
            f"the database does not guard it: {', '.join(sorted(absent))}",
            "Run: manage.py verify_ledger. Somebody switched the triggers off, or a migration lost them.",
        )
    if not settings.EMBEDDED and (excess := powers(connection)):
        return (
            f"this service's database account can get round its guards: {excess[0]}",
            "Let the service connect as another than the owner of the tables: see docs/deploying.md.",
        )
    head, waiting = last_head(), oldest_without_head()
    if waiting is not None and timezone.now() - waiting > LATE:
        return (
            f"no head covers what was written since {waiting:%-d %B %Y}",
            "Beat has one written each day; see the line about the worker. Or run: manage.py ledger_head --now",
        )
    if head is not None and not is_signed(head.hash, head.signature):
        return (
            f"its last head, {head.number}, is not signed with this service's key",
            "After an update to a version that signs, one follows within the day. Else: manage.py verify_ledger",
        )
    return (f"is guarded; head {head.number} is signed" if head else "is guarded; no head is due yet"), ""
