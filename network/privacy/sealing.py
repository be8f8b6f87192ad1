"""Values that a page hands to a member and gets back, of which nobody else can make anything.

Encrypted and not only signed, and no two alike: from two pages laid side by side nobody can tell whether they are about
the same person.
"""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from network.privacy.keys import keys_in_force


class SealBrokenError(Exception):
    """The value was not made here, was made for another purpose, or is too old."""


def seal(purpose: str, content: list[Any]) -> str:
    """Return `content` (numbers, texts, None) as one opaque value, good in an address."""
    return _sealer(purpose).encrypt(json.dumps(content, separators=(",", ":")).encode()).decode()


def unseal(purpose: str, value: str, *, life: timedelta) -> list[Any]:
    """Return what `value` holds, if sealed for `purpose` and younger than `life`. Raises `SealBrokenError`."""
    try:
        content: list[Any] = json.loads(_sealer(purpose).decrypt(value.encode(), ttl=int(life.total_seconds())))
    except (InvalidToken, ValueError) as error:
        raise SealBrokenError from error
    return content


def _sealer(purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(f"backr {purpose} {key}"))) for key in keys_in_force()])


def _key(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
