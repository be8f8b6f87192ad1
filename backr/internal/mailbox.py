"""E-mail of the embedded service: kept on disk, one file a message, and read at /dev/mail/."""

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage as Outgoing
from django.core.mail.backends.base import BaseEmailBackend

KEPT = 1000


class EmailBackend(BaseEmailBackend):
    """Writes each message aside and renames it, so that a reader never sees half of one; keeps the newest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = folder()

    def open(self) -> bool:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return True

    def send_messages(self, email_messages: Iterable[Outgoing]) -> int:
        """Keep `email_messages`; return how many they were."""
        self.open()
        sent = 0
        for message in email_messages:
            name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
            aside = self.folder / f".{name}"
            aside.write_bytes(message.message().as_bytes())
            aside.replace(self.folder / f"{name}.eml")
            sent += 1
        for old in _files(self.folder)[KEPT:]:
            old.unlink(missing_ok=True)
        return sent


@dataclass(frozen=True)
class Letter:
    """A message that was sent. `name` finds it again."""

    name: str
    to: str
    subject: str
    sent_at: datetime | None
    text: str


def letters(limit: int = 100) -> list[Letter]:
    """Return the newest messages, newest first."""
    return [_read(path) for path in _files(folder())[:limit]]


def letter(name: str) -> Letter | None:
    """Return the message `name`, or None: only names that the folder lists are opened."""
    return next((_read(path) for path in _files(folder()) if path.stem == name), None)


def folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _files(place: Path) -> list[Path]:
    return sorted(place.glob("[0-9]*.eml"), reverse=True)


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    sent = message["Date"].datetime if message["Date"] else None
    return Letter(path.stem, str(message["To"]), str(message["Subject"]), sent, body.get_content() if body else "")
