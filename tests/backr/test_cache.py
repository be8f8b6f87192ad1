"""The cache holds JSON on both backends, counts exactly between processes, and runs nothing of what it holds."""

import multiprocessing
import os
import pickle
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import BaseCache, CacheHandler
from hypothesis import given
from hypothesis import strategies as st

from backr.cache import JsonFileCache, JsonSerializer, encode
from backr.settings import embedded

REDIS = os.environ.get("BACKR_TEST_REDIS_URL", "").strip()
BACKENDS = ["files", pytest.param("redis", marks=[] if REDIS else pytest.mark.services)]


@pytest.fixture(params=BACKENDS)
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BaseCache]:
    if request.param == "files":
        yield in_files(tmp_path)
        return
    options = {"serializer": "backr.cache.JsonSerializer"}
    backend = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS, "KEY_PREFIX": uuid4().hex}
    yield CacheHandler({"default": backend | {"OPTIONS": options}})["default"]


def in_files(folder: Path) -> JsonFileCache:
    return JsonFileCache(str(folder), {"OPTIONS": {"MAX_ENTRIES": 50}})


def test_what_goes_in_comes_out(cache: BaseCache) -> None:
    for value in (0, 1, -3, 1.5, "", "Siân", True, False, [1764362161.25, 3.0], {"a": [None, True]}):
        cache.set("key", value)
        back = cache.get("key")
        assert (back, type(back)) == (value, type(value))
    assert cache.get("nothing", "else") == "else"


@pytest.mark.parametrize(
    "value",
    [(1, 2), {1: 2}, {"a": (1,)}, float("nan"), float("inf"), b"bytes", {1}, object(), Path("/")],
    ids=lambda value: type(value).__name__,
)
def test_what_json_would_change_is_refused_at_once(cache: BaseCache, value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        cache.set("key", value)
    assert cache.get("key") is None


def test_a_value_expires(cache: BaseCache) -> None:
    cache.set("key", 1, timeout=0)
    assert cache.get("key") is None
    assert cache.add("key", 2, timeout=100)
    assert not cache.add("key", 3)
    assert cache.touch("key", timeout=50)
    assert cache.incr("key", 5) == 7
    assert cache.has_key("key")
    cache.delete("key")
    assert not cache.touch("key")
    with pytest.raises(ValueError, match="key"):
        cache.incr("key")


def test_adding_to_a_number_does_not_make_it_live_longer(tmp_path: Path) -> None:
    cache = in_files(tmp_path)
    cache.set("key", 1, timeout=20)
    before = cache._read("key", None)[0]
    cache.incr("key")
    after = cache._read("key", None)[0]
    assert before is not None
    assert after is not None
    assert abs(after - before) < 1


def test_of_many_at_once_one_adds_and_all_are_counted(cache: BaseCache) -> None:
    cache.set("count", 0)
    added: list[bool] = []

    def race() -> None:
        for number in range(20):
            if cache.add(f"first-{number}", 1):
                added.append(True)
            cache.incr("count")

    threads = [threading.Thread(target=race) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(added), cache.get("count")) == (20, 120)


def _count_in(folder: str) -> None:
    cache = in_files(Path(folder))
    for _ in range(50):
        cache.incr("count")


def test_processes_count_together(tmp_path: Path) -> None:
    in_files(tmp_path).set("count", 0)
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_count_in, args=(str(tmp_path),)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert in_files(tmp_path).get("count") == 150


class Bomb:
    """Whoever unpickles this makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (Path.touch, (self.path,))


def test_nothing_that_somebody_wrote_into_the_cache_is_run(tmp_path: Path) -> None:
    cache, proof = in_files(tmp_path / "cache"), tmp_path / "proof"
    cache.set("key", 1)
    [file] = (tmp_path / "cache").glob("*.json")
    for spoilt in (pickle.dumps(Bomb(proof)), b"null\n" + pickle.dumps(Bomb(proof)), b"", b"null\n", b"\xff", b"1e9"):
        file.write_bytes(spoilt)
        assert cache.get("key") is None
        cache.has_key("key")
    with pytest.raises(ValueError):  # noqa: PT011 -- JSON's own words
        JsonSerializer().loads(pickle.dumps(Bomb(proof)))
    assert not proof.exists()


def test_what_is_still_counted_is_not_pushed_out_by_what_is_over(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("backr.cache.TIDIED", 1)
    cache = in_files(tmp_path)
    cache.set("kept", 1, timeout=10_000)
    for number in range(60):
        cache.set(f"over-{number}", 1, timeout=0)
    for number in range(60):
        cache.set(f"short-{number}", 1, timeout=100)
    assert cache.get("kept") == 1
    assert len(list(tmp_path.glob("*.json"))) <= 51


@given(
    st.lists(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.binary(), max_size=4)
)
def test_a_value_is_either_kept_exactly_or_refused(value: Any) -> None:
    try:
        text = encode(value)
    except (TypeError, ValueError):
        return
    assert JsonSerializer().loads(text) == value


def test_neither_kind_of_deployment_uses_pickle() -> None:
    assert embedded.CACHES["default"]["BACKEND"] == "backr.cache.JsonFileCache"
    production = Path(embedded.__file__).with_name("production.py").read_text()
    assert '"serializer": "backr.cache.JsonSerializer"' in production
