"""The cache as JSON: whoever can write to it can change what is counted, but can run nothing here, as with pickle.

Both backends refuse a value that would not come back from JSON as it went in (a tuple, a key that is no text, NaN).
"""

import fcntl
import json
import math
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from zlib import crc32

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

LOCKS = 16  # files that keys share, so that two keys seldom wait for each other
TIDIED = 0.01  # the share of writes after which old files are looked for


def encode(value: Any) -> bytes:
    """Return `value` as JSON. Raises TypeError or ValueError for what JSON cannot hold or would change."""
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    if not _same(json.loads(text), value):
        raise TypeError(f"JSON would change this value in the cache: {type(value).__name__}")
    return text.encode()


def _same(back: Any, value: Any) -> bool:
    if isinstance(back, list):
        return type(value) is list and all(map(_same, back, value))
    if isinstance(back, dict):
        return type(value) is dict and all(key in back and _same(back[key], each) for key, each in value.items())
    return type(back) is type(value) and back == value


class JsonSerializer:
    """For Django's Redis cache. Integers stay as they are, so that Redis itself can add to them."""

    def dumps(self, value: Any) -> bytes | int:
        return value if type(value) is int else encode(value)

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


class JsonFileCache(FileBasedCache):
    """Django's cache in files, as JSON; `add` and `incr` are atomic between processes, which Django's are not.

    A file has the time at which it expires in seconds since 1970 ("null": never), a line end, and the value.
    """

    cache_suffix = ".json"
    _dir: str
    _createdir: Callable[[], None]
    _delete: Callable[[str], bool]
    _key_to_file: Callable[[str, Any], str]
    _list_cache_files: Callable[[], list[str]]

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        with self._locked(key, version):
            return bool(super().add(key, value, timeout, version))

    def incr(self, key: str, delta: int = 1, version: Any = None) -> int:
        """Add `delta` to the number at `key`, which expires when it would have; return it. Raises ValueError."""
        with self._locked(key, version):
            expires, value = self._read(key, version)
            if value is None:
                raise ValueError(f"Key '{key}' not found")
            left = None if expires is None else max(expires - time.time(), 0)
            self.set(key, value + delta, left, version)
            return int(value + delta)

    def get(self, key: str, default: Any = None, version: Any = None) -> Any:
        value = self._read(key, version)[1]
        return default if value is None else value

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        with self._locked(key, version):
            value = self._read(key, version)[1]
            if value is None:
                return False
            self.set(key, value, timeout, version)
            return True

    def _read(self, key: str, version: Any) -> tuple[float | None, Any]:
        """Return when the value at `key` expires, and the value; twice None if there is none, or it is unreadable."""
        try:
            expires, _end, text = Path(self._key_to_file(key, version)).read_bytes().partition(b"\n")
            at = json.loads(expires)
            return (at, json.loads(text)) if at is None or at > time.time() else (None, None)
        except (FileNotFoundError, ValueError):
            return None, None

    def _write_content(self, file: IO[bytes], timeout: Any, value: Any) -> None:
        file.write(json.dumps(self.get_backend_timeout(timeout)).encode() + b"\n" + encode(value))

    def _is_expired(self, file: IO[bytes]) -> bool:
        at = _expiry(file.readline())
        return at is not None and at < time.time()

    def _cull(self) -> None:
        """Now and then delete what has expired, and if there is still too much, what expires first."""
        if random.random() >= TIDIED:  # noqa: S311 -- no secret
            return
        expiring: list[tuple[float, str]] = []
        for name in self._list_cache_files():
            try:
                with Path(name).open("rb") as file:
                    at = _expiry(file.readline())
            except FileNotFoundError:
                continue
            expiring.append((math.inf if at is None else at, name))
        expiring.sort()
        over = len(expiring) - self._max_entries
        for place, (at, name) in enumerate(expiring):
            if at < time.time() or place < over:
                self._delete(name)

    @contextmanager
    def _locked(self, key: str, version: Any) -> Iterator[None]:
        """Let one process and thread at a time change `key`."""
        self._createdir()
        number = crc32(self.make_and_validate_key(key, version=version).encode()) % LOCKS
        with (Path(self._dir) / f"lock-{number}").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _expiry(line: bytes) -> float | None:
    try:
        at = json.loads(line)
    except ValueError:
        return 0.0  # empty or spoilt, so of no use
    return None if at is None else float(at)
