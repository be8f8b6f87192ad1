"""The personal link by which somebody without an account answers. Only its hash is kept."""

import hashlib
import secrets
from datetime import datetime

from django.db.models import Q

from network.introductions.states import State
from network.introductions.visibility import still_asking
from network.models import Introduction


def make_token() -> tuple[str, str]:
    """Return a new token (256 random bits, URL-safe) and what is kept of it: its SHA-256 in hex."""
    token = secrets.token_urlsafe(32)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def behind_link(token: str, now: datetime, *, reader_id: int | None = None) -> Introduction | None:
    """Return the introduction whose question may be read by this link, or None. `reader_id`: a member who looks.

    A quiet no leaves the page as it was until the deadline: the introducer has the link too, and the
    no is not theirs to know. What was held back cannot be read: the reader may be who must not be asked. But the
    introducer, who is shown the page before they send it, must not see from it that something was held back.
    """
    return (
        Introduction.objects.select_related("requester", "introducer", "contact")
        .filter(still_asking(now), token_hash=hash_of(token), token_expires_at__gt=now)
        .filter(Q(held_back=False) | Q(introducer=reader_id))
        .exclude(state=State.ASKED)
        .first()
    )
