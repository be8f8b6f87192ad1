"""One `serve` a folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyServing(Exception):
    """Another `serve` lives in this folder; its note is the message."""


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock file `path` while the block runs; raise `AlreadyServing` if another process does.

    The kernel's lock, not the file's being there, is what counts: it ends with its holder, however that one ends, so a
    file left by a killed predecessor is in nobody's way. What the file says is for people: process id and address.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyServing(path.read_text().strip()) from None
        note(path, f"process {os.getpid()}")
        yield
        note(path, "")


def note(path: Path, words: str) -> None:
    """Write into the lock file what the next one to ask is told. Never replaces the file: the lock lies on it."""
    path.write_text(words)
