"""The embedded broker: kombu's filesystem transport, but with each file written under a temporary name and renamed.

kombu writes a message under its final name, so a reader can open it while it is still empty, and the JSON error ends
the worker. Here a file is complete as soon as it has its final name. A message that still cannot be read (full disk,
power cut) is dropped with a warning: messages are only hints, and the sweeper finds the work again.
"""

import fcntl
import json
import logging
import os
import time
import uuid
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.transport.filesystem import exchange_queue_t
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)

Bindings = list[exchange_queue_t]


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to `path` so that a reader sees all of it or none."""
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


class Channel(filesystem.Channel):
    """Stores each message in a file `<nanoseconds>_<random>.<queue>.msg`, so that the oldest sorts first."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        write_atomically(self._folder / name, dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        for path in self._next(queue):
            taken = path.with_name(f".{path.name}.taken-{os.getpid()}")
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # another worker took it first
            text = taken.read_bytes()
            taken.unlink()
            try:
                return loads(text)
            except ValueError:
                log.warning("dropped an unreadable message: %s (%d bytes)", path.name, len(text))
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        waiting = self._waiting(queue)
        for path in waiting:
            path.unlink(missing_ok=True)
        return len(waiting)

    def get_table(self, exchange: str) -> Bindings:  # type: ignore[override]
        """Return the queues that are bound to `exchange`; an empty list if it is unknown."""
        try:
            rows = json.loads(self._table(exchange).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        return [exchange_queue_t(*row) for row in rows]

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str) -> None:
        bound = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        if bound not in self.get_table(exchange):
            self._change_table(exchange, lambda table: table if bound in table else [bound, *table])

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str, *args: Any, **kwargs: Any) -> None:
        self._purge(queue)
        gone = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda table: [row for row in table if row != gone])

    def _change_table(self, exchange: str, change: Callable[[Bindings], Bindings]) -> None:
        path = self._table(exchange)
        with self._tables_lock():
            write_atomically(path, json.dumps(change(self.get_table(exchange))))

    def _table(self, exchange: str) -> Path:
        path: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]  # refuses names that leave the folder
        return path

    @contextmanager
    def _tables_lock(self) -> Iterator[None]:
        """Hold the lock on all binding tables. The kernel releases it if the process dies."""
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "tables.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _next(self, queue: str) -> Iterator[Path]:
        """Yield the waiting files of `queue`. The folder is listed once for many messages, not once for each."""
        listed: deque[Path] = self.__dict__.setdefault("_listed", defaultdict(deque))[queue]
        if not listed:
            listed.extend(self._waiting(queue))
        while listed:
            yield listed.popleft()

    def _waiting(self, queue: str) -> list[Path]:
        suffix = f".{queue}.msg"
        with os.scandir(self._folder) as entries:
            names = [e.name for e in entries if e.name[:1] != "." and e.name[e.name.find(".") :] == suffix]
        return [self._folder / name for name in sorted(names)]

    @property
    def _folder(self) -> Path:
        folder = Path(self.data_folder_in)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


class Transport(filesystem.Transport):
    """The transport that `CELERY_BROKER_TRANSPORT` names. It uses only the folder `data_folder_in` of its options."""

    Channel = Channel
