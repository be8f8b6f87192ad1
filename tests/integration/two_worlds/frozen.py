"""A clock that stands still until it is put forward, and a list of all that is drawn at random."""

import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from cryptography.fernet import MultiFernet
from django.utils import timezone

from network.introductions import guests, links
from network.people.adapter import AccountAdapter
from network.platform.notices import compose

START = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
CSRF_FIELD = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+')
WORD = re.compile(r"[A-Za-z0-9_=-]{6,}")
QUOTED_SLASH = "2F"
"""What stands before a token in a link that is quoted in another: its percent sign is no part of a `WORD`."""

PADDING = "="
"""What a sealed value may end with. In a link it is quoted, so no part of a `WORD`: a secret is known without it."""


class Clock:
    def __init__(self) -> None:
        self.now = START

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


class Drawn:
    """Replaces what was drawn at random, and nothing else, by its number in the order in which it is first seen.

    So two texts are equal if they show equal secrets in the same places. A text that only looks like a secret stays.
    """

    def __init__(self) -> None:
        self._drawn: set[str] = set()
        self._numbers: dict[str, str] = {}

    def note(self, value: Any) -> None:
        self._drawn.add((value.decode() if isinstance(value, bytes) else value).rstrip(PADDING))

    def plain(self, text: str) -> str:
        return WORD.sub(lambda match: self._number(match[0]), CSRF_FIELD.sub("…", text))

    def _number(self, word: str) -> str:
        for start in ("", QUOTED_SLASH):
            secret = word.removeprefix(start).rstrip(PADDING)
            if word.startswith(start) and secret in self._drawn:
                return start + self._numbers.setdefault(secret, f"<secret {len(self._numbers) + 1}>")
        return word


@contextmanager
def frozen() -> Iterator[tuple[Clock, Drawn]]:
    """Stop the clock at `START`, and note every token, code and sealed value that is made."""
    clock, drawn = Clock(), Drawn()

    def noted(real: Callable[..., Any]) -> Callable[..., Any]:
        def draw(*args: Any, **kwargs: Any) -> Any:
            value = real(*args, **kwargs)
            for each in value if isinstance(value, list) else [value]:
                drawn.note(each)
            return value

        return draw

    with ExitStack() as stack:
        stack.enter_context(patch.object(timezone, "now", lambda: clock.now))
        stack.enter_context(patch.object(time, "time", lambda: clock.now.timestamp()))
        for owner, name in (
            (secrets, "token_urlsafe"),
            (secrets, "token_hex"),
            (MultiFernet, "encrypt"),
            (guests, "code_for"),
            (links, "derived_tokens"),
            (compose, "number_hidden"),
            (AccountAdapter, "generate_login_code"),
        ):
            stack.enter_context(patch.object(owner, name, noted(getattr(owner, name))))
        yield clock, drawn
