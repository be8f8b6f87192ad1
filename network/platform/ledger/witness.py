"""What this machine saw written to the ledger, kept in files outside of the database.

Hashes and signatures show that an entry was changed. They cannot show that the newest entries or the last head were
deleted, because an earlier ledger is a whole one too. The witness shows it: each entry leaves a line in a file once its
transaction has been committed. A line may be missing (the process was killed just then, or another machine wrote the
entry), but for each line there must be an entry.

Heads stay in the witness for ever. Other entries stay until a head covers the whole of their day.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from network.models import LedgerEntry

HEADS = "heads"
HASH_LINE = 65  # 64 hex digits and the end of the line


def remember(entry: LedgerEntry) -> None:
    """Note `entry` once its transaction has been committed. If that fails the act stands, and the log says why."""
    if folder := settings.LEDGER_WITNESS:
        transaction.on_commit(partial(_append, Path(folder), entry), robust=True)


def forget_days_before(moment: datetime) -> None:
    """Delete the files of the days that ended before `moment`, all of whose entries a head covers."""
    for path in _days():
        if path.name < moment.astimezone(UTC).date().isoformat():
            path.unlink(missing_ok=True)


def has_seen_heads() -> bool:
    """Say whether there is a witness on this machine that has seen a head."""
    folder = settings.LEDGER_WITNESS
    return folder is not None and (Path(folder) / HEADS).exists()


def lines() -> Iterator[tuple[str, int, str]]:
    """Yield chain, number and hash of each entry seen. A line that a full disk or a crash cut short is left out."""
    if not settings.LEDGER_WITNESS:
        return
    for path in filter(Path.exists, [Path(settings.LEDGER_WITNESS) / HEADS, *_days()]):
        with path.open(encoding="utf-8", errors="replace") as file:
            for parts in (line.split(" ") for line in file):
                if len(parts) == 3 and parts[1].isdecimal() and len(parts[2]) == HASH_LINE:
                    yield parts[0], int(parts[1]), parts[2].rstrip("\n")


def _append(folder: Path, entry: LedgerEntry) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / (HEADS if entry.chain == LedgerEntry.DAYS else entry.at.astimezone(UTC).date().isoformat())
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:  # one write, so that the lines of several processes do not mix
        os.write(file, f"{entry.chain} {entry.number} {entry.hash}\n".encode())
    finally:
        os.close(file)


def _days() -> list[Path]:
    return sorted(Path(settings.LEDGER_WITNESS).glob("20*-*-*")) if settings.LEDGER_WITNESS else []
