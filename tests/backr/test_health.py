"""What whoever watches over the machines is told."""

import socket
import threading
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from backr import health, heartbeat, parts
from backr.asking import Patience
from backr.parts import State
from network.graph.driver import GraphUnavailable
from network.models import Heartbeat, OutboxRow
from tests.graph_fixtures import GraphServer


@pytest.fixture
def workers_live(db: None) -> None:
    for queue in heartbeat.watched_queues():
        heartbeat.record_beat(queue)


@pytest.fixture(autouse=True)
def asked_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier test found out is not kept for the next."""
    afresh = {
        name: Patience(asked.check, keeps=asked.keeps, waits=asked.waits) for name, asked in health.SELDOM.items()
    }
    monkeypatch.setattr(health, "SELDOM", afresh)


@pytest.fixture
def graph_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.graph.driver.ping", lambda: None)


@pytest.fixture
def graph_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def ping() -> None:
        raise GraphUnavailable("nobody listens")

    monkeypatch.setattr("network.graph.driver.ping", ping)


@pytest.fixture
def database_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database whose every statement fails, as when its server is gone."""

    class Gone:
        display_name = "PostgreSQL"

        def cursor(self) -> Any:
            raise OperationalError("connection refused")

    def summary() -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr(parts, "connections", {"default": Gone()})
    monkeypatch.setattr("backr.parts.MigrationExecutor", lambda connection: connection.cursor())
    monkeypatch.setattr("backr.parts.silences", summary)
    monkeypatch.setattr("network.outbox.status.summary", summary)


def ask(path: str) -> Any:
    return Client().get(path)


def doctor(*names: str) -> str:
    out = StringIO()
    call_command("doctor", only=list(names) or None, stdout=out)
    return out.getvalue()


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
    assert [*parts.QUICK, *health.SELDOM] == [name for name in parts.EVERY if name not in {"model", "operator"}]


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
        assert time.monotonic() - began < 3 * health.WAITS_SECONDS + 2
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
    def check() -> parts.Part:
        raise RuntimeError("broken")

    assert Patience(check, keeps=1, waits=1).state() is State.POOR


def test_readyz_tells_states_and_no_details(workers_live: None, graph_down: None) -> None:
    assert b"nobody listens" not in ask("/readyz").content


def test_the_doctor_is_content_when_all_is_well(workers_live: None, graph_lives: None, settings: Any) -> None:
    settings.OPERATOR_NAME, settings.OPERATOR_CONTACT = "Whitby Library", "01632 960123"
    lines = doctor().splitlines()
    assert len(lines) == len(parts.EVERY)
    assert all(line.startswith("well ") for line in lines)


def test_the_doctor_says_what_to_do_and_fails(workers_live: None, graph_down: None) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match=r"Not well: graph, operator\."):
        call_command("doctor", stdout=out)
    assert "POOR  graph       does not answer: nobody listens  Start it" in out.getvalue()


def test_the_doctor_says_so_when_redis_is_away(settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    out = StringIO()
    with pytest.raises(CommandError, match=r"Not well: cache\."):
        call_command("doctor", only=["cache"], stdout=out)
    assert "POOR  cache       does not answer" in out.getvalue()
    assert "Start Redis, and check REDIS_URL." in out.getvalue()


def test_an_error_of_several_lines_is_told_in_one(workers_live: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def ping() -> None:
        raise GraphUnavailable("Couldn't connect to 127.0.0.1:7687:\nConnection refused")

    monkeypatch.setattr("network.graph.driver.ping", ping)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", stdout=out)
    assert len(out.getvalue().splitlines()) == len(parts.EVERY)


def test_the_doctor_looks_at_everything_even_without_a_database(database_down: None, graph_down: None) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="database, migrations, graph, outbox, worker"):
        call_command("doctor", stdout=out)
    assert len(out.getvalue().splitlines()) == len(parts.EVERY)
    assert "DOWN  database    does not answer: connection refused" in out.getvalue()


def test_a_worker_that_was_heard_long_ago_is_missed(workers_live: None) -> None:
    assert parts.worker().state is State.WELL
    Heartbeat.objects.update(beaten_at=timezone.now() - timedelta(seconds=90))
    found = parts.worker()
    assert found.state is State.POOR
    assert "outbox: heard 90 s ago" in found.words


def test_a_worker_that_encodes_for_minutes_is_not_missed_but_one_that_never_ends_is(workers_live: None) -> None:
    texts = Heartbeat.objects.filter(worker="vectors")
    texts.update(beaten_at=timezone.now() - timedelta(minutes=5))
    assert parts.worker().state is State.WELL
    texts.update(beaten_at=timezone.now() - timedelta(minutes=11))
    assert parts.worker().state is State.POOR


def test_a_worker_that_was_never_heard_is_missed(db: None) -> None:
    assert "outbox: never heard" in parts.worker().words


def row(**fields: Any) -> OutboxRow:
    now = timezone.now()
    defaults = {"consumer": "graph", "subject": "1", "marked_at": now, "due_at": now}
    return OutboxRow.objects.create(**{**defaults, **fields})


def test_an_outbox_that_has_just_been_marked_is_well(db: None) -> None:
    row()
    found = parts.outbox()
    assert found.state is State.WELL
    assert "graph: 1 due" in found.words


def test_an_outbox_that_is_late_is_not_well(db: None) -> None:
    row(marked_at=timezone.now() - timedelta(seconds=100))
    found = parts.outbox()
    assert found.state is State.POOR
    assert "oldest 100 s" in found.words


def test_texts_may_take_minutes_to_encode_but_not_for_ever(db: None) -> None:
    late = row(consumer="vectors", marked_at=timezone.now() - timedelta(minutes=5))
    assert parts.outbox().state is State.WELL
    late.marked_at = timezone.now() - timedelta(minutes=11)
    late.save()
    assert parts.outbox().state is State.POOR


def test_a_parked_row_is_told_with_how_to_try_it_again(db: None) -> None:
    row(due_at=None, parked_at=timezone.now())
    found = parts.outbox()
    assert found.state is State.POOR
    assert "1 parked" in found.words
    assert "outbox_retry" in found.advice


def test_a_disk_that_is_nearly_full_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for free, state in ((10 * 1024**3, State.WELL), (1024**3, State.POOR), (1024**2, State.DOWN)):
        monkeypatch.setattr("shutil.disk_usage", lambda path, free=free: type("Usage", (), {"free": free}))
        assert parts.disk().state is state


def test_e_mail_that_cannot_leave_is_told(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens on port 1
    found = parts.email()
    assert found.state is State.POOR
    assert "refused" in found.words


def test_a_model_that_is_not_there_is_told(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from matching import encoder

    settings.MATCHING_ENCODER = "tests.backr.test_health.MissingModel"
    encoder.start_afresh()
    try:
        found = parts.model()
    finally:
        encoder.start_afresh()
    assert found.state is State.POOR
    assert "no such model" in found.words


class MissingModel:
    def __init__(self) -> None:
        raise OSError("no such model")


@pytest.mark.graph
def test_the_doctor_finds_a_real_graph(graph: GraphServer) -> None:
    assert doctor("graph").startswith("well  graph")


def test_the_first_beat_is_of_the_queues_that_the_worker_takes(db: None) -> None:
    taken = {"outbox": None, "mail": None}
    queues = type("Queues", (), {"consume_from": taken})
    app = type("App", (), {"amqp": type("Amqp", (), {"queues": queues})})
    heartbeat.first_beat(sender=type("Consumer", (), {"app": app}))
    assert list(Heartbeat.objects.values_list("worker", flat=True)) == ["outbox"]


def test_the_doctor_says_that_the_folder_is_gone(settings: Any, tmp_path: Path) -> None:
    settings.BACKR_HOME = tmp_path / "gone"
    found = parts.disk()
    assert found.state is State.DOWN
    assert "BACKR_HOME" in found.advice


@pytest.mark.parametrize(
    ("name", "contact", "advice"),
    [
        ("", "", "Set BACKR_OPERATOR_NAME and BACKR_OPERATOR_CONTACT."),
        ("Whitby Library", " ", "Set BACKR_OPERATOR_CONTACT."),
        ("", "01632 960123", "Set BACKR_OPERATOR_NAME."),
    ],
)
def test_the_doctor_says_when_members_cannot_reach_anybody(settings: Any, name: str, contact: str, advice: str) -> None:
    settings.OPERATOR_NAME, settings.OPERATOR_CONTACT = name, contact
    found = parts.operator()
    assert (found.state, found.advice) == (parts.State.POOR, advice)
    settings.DEMO = True
    assert parts.operator().state == parts.State.WELL
