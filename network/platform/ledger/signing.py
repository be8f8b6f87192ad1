"""Signatures on entries of the ledger, with a key that is not in the database (Ed25519, RFC 8032).

Whoever can write to the database can drop its triggers and make hashes that fit; without the key they cannot sign.
"""

import base64
import binascii
from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"backr ledger entry\n"


def sign(entry_hash: str) -> str:
    """Return the signature of an entry's hash: 64 bytes as 86 characters of base64url."""
    return _text(_private_key(settings.LEDGER_KEY).sign(PURPOSE + entry_hash.encode()))


def is_signed(entry_hash: str, signature: str | None) -> bool:
    """Say whether `signature` is one of `entry_hash` by the service's key or by one of its earlier keys."""
    try:
        raw = _bytes(signature or "")
    except (ValueError, binascii.Error):
        return False
    return any(_verifies(key, raw, entry_hash) for key in _public_keys(settings.LEDGER_KEY, *settings.OLD_LEDGER_KEYS))


def public_key() -> str:
    """Return the public half of the service's key, 43 characters of base64url, by which others check signatures."""
    return _text(_private_key(settings.LEDGER_KEY).public_key().public_bytes_raw())


@cache
def _private_key(secret: str) -> Ed25519PrivateKey:
    """Derive the key from the setting, which is a text of any length (HKDF, RFC 5869)."""
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"backr ledger key").derive(secret.encode())
    return Ed25519PrivateKey.from_private_bytes(seed)


@cache
def _public_keys(secret: str, *earlier: str) -> tuple[Ed25519PublicKey, ...]:
    """Return the keys that are believed. Raises `ValueError` if an earlier one is not a public key."""
    return (
        _private_key(secret).public_key(),
        *(Ed25519PublicKey.from_public_bytes(_bytes(key)) for key in earlier),
    )


def _verifies(key: Ed25519PublicKey, signature: bytes, entry_hash: str) -> bool:
    try:
        key.verify(signature, PURPOSE + entry_hash.encode())
    except InvalidSignature:
        return False
    return True


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
