"""The personal link by which somebody without an account answers. Only its hash is kept."""

import hashlib
import secrets
from datetime import datetime

from network.introductions.states import State
from network.introductions.visibility import still_asking
from network.models import Introduction


def make_token() -> tuple[str, str]:
    """Return a new token (256 random bits, URL-safe) and what is kept of it: its SHA-256 in hex."""
    token = secrets.token_urlsafe(32)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def behind_link(token: str, now: datetime) -> Introduction | None:
    """Return the introduction whose question may be read by this link, or None.

    A quiet no leaves the page as it was until the deadline: the introducer has the link too, and the
    no is not theirs to know. What was held back cannot be read at all: the reader may be who must not be asked.
    """
    return (
        Introduction.objects.select_related("requester", "introducer", "contact")
        .filter(still_asking(now), token_hash=hash_of(token), token_expires_at__gt=now, held_back=False)
        .exclude(state=State.ASKED)
        .first()
    )
