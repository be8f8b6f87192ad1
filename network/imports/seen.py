"""By what a card that was imported before is known again: its whole contents, and the identifier of its program."""

import hmac
import json

from django.conf import settings

from network.imports.reading import Card

ROW, UID = "row:", "uid:"
SHORTEST_UID = 6
"""Characters of an identifier that no two programs give. Shorter ones count the cards of one file."""


def sources_of(card: Card) -> tuple[str, ...]:
    """Return the keyed hashes by which the card is known: "row:…" of all of it, "uid:…" if it has an identifier.

    They are kept as long as the contact, the card is not: they must not be of use to whoever gets hold of them.
    """
    contents = card.as_mapping()
    del contents["number"]
    sources = [ROW + digest(json.dumps(contents, sort_keys=True))]
    if len(card.uid) >= SHORTEST_UID:
        sources.append(UID + digest(card.uid.casefold()))
    return tuple(sources)


def digest(text: str) -> str:
    key = settings.FINGERPRINT_KEY.encode()
    return hmac.digest(key, f"imported:{text}".encode("utf-8", "replace"), "sha256").hex()[:32]
