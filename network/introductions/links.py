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
    """Return the introduction whose question may be read and answered by this link, or None.

    A quiet no leaves everything as it was until the deadline, and so does it that something was held back: the
    introducer has the link too, and neither is theirs to know. Nobody is told anything by it whom the introducer has
    not told already, by sending it.
    """
    return (
        Introduction.objects.select_related("requester", "introducer", "contact")
        .filter(still_asking(now), token_hash=hash_of(token), token_expires_at__gt=now)
        .exclude(state=State.ASKED)
        .first()
    )
