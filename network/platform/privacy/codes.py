"""Codes that are sent by e-mail, and stored nowhere: a hash could be broken by trying all codes.

A code follows from a random handle, which is no secret, and the service's secret key: once when the letter is written,
and again when the code is typed. Sessions and tables hold only handles. Tries are counted before the code is compared.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from network.platform.privacy.rate_limits import RateLimit, take
from network.platform.privacy.tokens import keys_in_force

ACCOUNT = "backr account code"  # a label: for codes of members and of those who join
LIFE = timedelta(minutes=15)
TRIES = RateLimit("tries of a code", 5, LIFE)
USES = RateLimit("uses of a code", 1, LIFE)
DIGITS = 8  # with 5 tries of 10^8 values, and the letters that `mail_allowed` lets out, one guess in 10^6 a day


class TriesUsedUpError(Exception):
    """The code was tried too often, or has been used: a new one is needed."""


def make_handle() -> str:
    """Return a new handle: 128 random bits, URL-safe, 22 characters."""
    return secrets.token_urlsafe(16)


def code_for(label: str, handle: str, digits: int = DIGITS) -> str:
    """Return the code of `digits` digits that belongs to `handle`. `label` keeps codes for one purpose from another."""
    return _code_by(keys_in_force()[0], label, handle, digits)


def is_code(typed: str, label: str, handle: str, digits: int = DIGITS) -> bool:
    """Tell whether this is the code under any key in force. The key may have changed since the code was sent."""
    given = "".join(letter for letter in typed if letter.isalnum()).encode(errors="replace")
    matches = [hmac.compare_digest(_code_by(key, label, handle, digits).encode(), given) for key in keys_in_force()]
    return handle != "" and any(matches)


def check(typed: str, label: str, handle: str, *about: object) -> bool:
    """Count a try of the code `handle` by `about`, and tell whether it is right. A code is right once.

    `about` names who asked for the code and when, so that a session written back later gives no new tries. An empty
    `handle` stands for a code that was never sent: nothing is right, and all else is the same.

    Raises `TriesUsedUpError`.
    """
    if not take(TRIES, label, *about):
        raise TriesUsedUpError
    if not is_code(typed, label, handle):
        return False
    if not take(USES, label, *about, handle):
        raise TriesUsedUpError
    return True


def _code_by(key: str, label: str, handle: str, digits: int) -> str:
    digest = hmac.new(key.encode(), f"{label} {handle}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**digits:0{digits}d}"
