"""What whoever watches over the machines is told by /healthz and /readyz."""

import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from backr import health
from backr.health import CachedCheck, State


def ask(path: str) -> Any:
    return Client().get(path)


def test_healthz_answers_without_asking_the_database(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        answer = ask("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nothing_is_changed_by_asking_and_nothing_may_be_posted(path: str, db: None) -> None:
    assert Client().post(path).status_code == 405


def test_readyz_is_ready_when_all_is_well(workers_live: None, graph_lives: None) -> None:
    answer = ask("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "parts": dict.fromkeys(
            ["database", "migrations", "graph", "outbox", "worker", "cache", "e-mail", "disk"], "well"
        ),
    }


def test_readyz_tells_of_what_the_doctor_looks_at_but_for_what_takes_long_or_is_no_machines() -> None:
    assert [*health.QUICK_CHECKS, *health.CACHED_CHECKS] == [
        name for name in health.ALL_CHECKS if name not in {"ledger", "model", "operator", "local help"}
    ]


def test_without_the_graph_it_is_degraded_and_still_takes_visitors(workers_live: None, graph_down: None) -> None:
    answer = ask("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["parts"]["graph"] == "poor"


def test_without_workers_it_is_degraded(db: None, graph_lives: None) -> None:
    assert ask("/readyz").json()["status"] == "degraded"


def test_without_the_database_it_takes_no_visitors(database_down: None, graph_lives: None) -> None:
    answer = ask("/readyz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "down"


@pytest.fixture
def redis_down(settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }


@pytest.fixture
def mail_down(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens on port 1
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "postmaster", "hush"


@pytest.fixture
def disk_tight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 1024**3}))


@pytest.mark.parametrize(("broken", "part"), [("redis_down", "cache"), ("mail_down", "e-mail"), ("disk_tight", "disk")])
def test_with_one_part_poor_it_is_degraded_says_which_and_no_more(
    broken: str, part: str, workers_live: None, graph_lives: None, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(broken)
    answer = ask("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert [name for name, state in answer.json()["parts"].items() if state != "well"] == [part]
    assert all(word not in answer.content for word in (b"127.0.0.1", b"hush", b"postmaster", b"refused", b"GB"))


@pytest.mark.parametrize("free", [1024**2, None])
def test_with_no_room_or_no_folder_for_what_people_write_it_takes_no_visitors(
    free: int | None, workers_live: None, graph_lives: None, settings: Any, monkeypatch: Any, tmp_path: Path
) -> None:
    settings.BACKR_HOME = tmp_path / "gone"
    if free:
        monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": free}))
    answer = ask("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")
    assert answer.json()["parts"]["disk"] == "down"


def test_a_mail_server_that_says_nothing_holds_the_page_up_for_a_second_and_one_thread(
    workers_live: None, graph_lives: None, mail_down: None, settings: Any
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        before, began = threading.active_count(), time.monotonic()
        assert [ask("/readyz").json()["parts"]["e-mail"] for _time in range(3)] == ["poor"] * 3
        assert time.monotonic() - began < 3 * health.TIMEOUT_SECONDS + 2
        assert threading.active_count() <= before + 1


def test_however_often_readyz_is_asked_the_mail_server_is_rung_up_once_a_minute(
    workers_live: None, graph_lives: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[str] = []
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", lambda self: rung.append("ring"))
    for _time in range(5):
        ask("/readyz")
    assert rung == ["ring"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_check_that_breaks_is_a_part_that_is_poor() -> None:
    def check() -> health.Result:
        raise RuntimeError("broken")

    assert CachedCheck(check, keep_seconds=1, timeout_seconds=1).state() is State.POOR


def test_readyz_tells_states_and_no_details(workers_live: None, graph_down: None) -> None:
    assert b"nobody listens" not in ask("/readyz").content
