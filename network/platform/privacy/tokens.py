"""Secrets in addresses and pages: tokens of personal links, stored only as hashes, and sealed values.

A sealed value goes to a member in a page and comes back; nobody else can read it. It is encrypted and not only signed,
and sealing twice gives two values, so nobody can tell from two pages whether they are about the same person.
"""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def make_token() -> str:
    """Return a new token: 256 random bits, URL-safe, 43 characters. It is not stored, so it can be shown only once."""
    return secrets.token_urlsafe(32)


def derived_tokens(handle: str) -> list[str]:
    """Return the token for `handle` by each secret key in force, the newest key first.

    HMAC-SHA-256 (RFC 2104), URL-safe, 43 characters. Such a link can be shown again although it is stored nowhere.
    """
    digests = [hmac.new(key.encode(), handle.encode(), hashlib.sha256).digest() for key in keys_in_force()]
    return [base64.urlsafe_b64encode(digest).decode().rstrip("=") for digest in digests]


def hash_of_token(token: str) -> str:
    """Return the hash of a token that is stored: SHA-256, 64 hex digits. Unsalted, since nobody can guess 256 bits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def keys_in_force() -> list[str]:
    """Return the secret key, then the earlier keys that the operator still accepts. The first makes all new values."""
    return [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


class SealBrokenError(Exception):
    """The value was not sealed here, was sealed for another purpose, or is too old."""


def seal(purpose: str, content: list[Any]) -> str:
    """Return `content` (numbers, texts, None) as one opaque value, safe in an address."""
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
