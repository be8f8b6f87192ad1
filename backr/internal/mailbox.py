"""E-mail of the embedded service: stored on disk, one file a message, and read at /dev/mail/."""

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

MAX_MESSAGES = 1000


class EmailBackend(BaseEmailBackend):
    """Stores the newest messages. Each is written to a temporary file and renamed, so no reader sees half of one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = folder()

    def open(self) -> bool:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return True

    def send_messages(self, email_messages: Iterable[Outgoing]) -> int:
        """Store `email_messages`; return how many there were."""
        self.open()
        sent = 0
        for message in email_messages:
            name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
            temporary = self.folder / f".{name}"
            temporary.write_bytes(message.message().as_bytes())
            temporary.replace(self.folder / f"{name}.eml")
            sent += 1
        for old in _files(self.folder)[MAX_MESSAGES:]:
            old.unlink(missing_ok=True)
        return sent


@dataclass(frozen=True)
class StoredMessage:
    """A message that was sent. `name` is its file name without the suffix."""

    name: str
    to: str
    subject: str
    sent_at: datetime | None
    text: str


def stored_messages(limit: int = 100) -> list[StoredMessage]:
    """Return the newest messages, newest first."""
    return [_read(path) for path in _files(folder())[:limit]]


def stored_message(name: str) -> StoredMessage | None:
    """Return the message `name`, or None. Only names that the folder lists are opened."""
    return next((_read(path) for path in _files(folder()) if path.stem == name), None)


def folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _files(directory: Path) -> list[Path]:
    return sorted(directory.glob("[0-9]*.eml"), reverse=True)


def _read(path: Path) -> StoredMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    sent = message["Date"].datetime if message["Date"] else None
    return StoredMessage(
        path.stem, str(message["To"]), str(message["Subject"]), sent, body.get_content() if body else ""
    )
