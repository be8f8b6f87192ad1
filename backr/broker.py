"""The embedded broker: kombu's filesystem transport with every file written aside and renamed into place.

kombu writes its files where readers look for them, so a reader can open one that is still empty; the JSON error then
ends the worker. Here a file is complete from the moment it has its name. A message that cannot be read all the same
(a full disk, a power cut) is thrown away with a warning: messages are hints, and the sweeper finds what they were of.
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


def write_whole(path: Path, text: str) -> None:
    """Write `text` to `path` so that a reader sees all of it or none."""
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


class Channel(filesystem.Channel):
    """Each message a file named `<nanoseconds>_<random>.<queue>.msg`: sorted by name, oldest first."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        write_whole(self._folder / name, dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        for path in self._next(queue):
            mine = path.with_name(f".{path.name}.taken-{os.getpid()}")
            try:
                path.rename(mine)
            except FileNotFoundError:
                continue  # another worker was quicker
            text = mine.read_bytes()
            mine.unlink()
            try:
                return loads(text)
            except ValueError:
                log.warning("threw away an unreadable message: %s (%d bytes)", path.name, len(text))
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        waiting = self._waiting(queue)
        for path in waiting:
            path.unlink(missing_ok=True)
        return len(waiting)

    def get_table(self, exchange: str) -> Bindings:  # type: ignore[override]
        """Return which queues are bound to `exchange`; none if it is unknown."""
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
        with self._alone():
            write_whole(path, json.dumps(change(self.get_table(exchange))))

    def _table(self, exchange: str) -> Path:
        path: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]  # refuses names that leave the folder
        return path

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the one lock over all tables; the kernel frees it when its holder dies."""
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "tables.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _next(self, queue: str) -> Iterator[Path]:
        """Yield what waits in `queue`, the folder being looked through once for many messages and not for each."""
        listed: deque[Path] = self.__dict__.setdefault("_listed", defaultdict(deque))[queue]
        if not listed:
            listed.extend(self._waiting(queue))
        while listed:
            yield listed.popleft()

    def _waiting(self, queue: str) -> list[Path]:
        ending = f".{queue}.msg"
        with os.scandir(self._folder) as entries:
            names = [e.name for e in entries if e.name[:1] != "." and e.name[e.name.find(".") :] == ending]
        return [self._folder / name for name in sorted(names)]

    @property
    def _folder(self) -> Path:
        folder = Path(self.data_folder_in)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


class Transport(filesystem.Transport):
    """Named by `CELERY_BROKER_TRANSPORT`; its one folder is `data_folder_in` of the transport options."""

    Channel = Channel
