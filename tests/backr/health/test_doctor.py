"""What whoever watches over the machines is told by the doctor."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from backr import health, workers
from backr.health import State
from network.models import Heartbeat, OutboxRow
from network.platform.graph.driver import GraphUnavailable
from tests.graph_fixtures import GraphServer


def doctor(*names: str) -> str:
    out = StringIO()
    call_command("doctor", only=list(names) or None, stdout=out)
    return out.getvalue()


def test_the_doctor_is_content_when_all_is_well(workers_live: None, graph_lives: None, settings: Any) -> None:
    settings.OPERATOR_NAME, settings.OPERATOR_CONTACT = "Whitby Library", "01632 960123"
    settings.LOCAL_HELP = "Whitby Library, weekdays from ten to four"
    lines = doctor().splitlines()
    assert len(lines) == len(health.ALL_CHECKS)
    assert all(line.startswith("well ") for line in lines)


def test_the_doctor_says_what_to_do_and_fails(workers_live: None, graph_down: None) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match=r"Not well: graph, operator, local help\."):
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

    monkeypatch.setattr("network.platform.graph.driver.ping", ping)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", stdout=out)
    assert len(out.getvalue().splitlines()) == len(health.ALL_CHECKS)


def test_the_doctor_looks_at_everything_even_without_a_database(database_down: None, graph_down: None) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="database, migrations, graph, outbox, worker"):
        call_command("doctor", stdout=out)
    assert len(out.getvalue().splitlines()) == len(health.ALL_CHECKS)
    assert "DOWN  database    does not answer: connection refused" in out.getvalue()


def test_a_worker_that_was_heard_long_ago_is_missed(workers_live: None) -> None:
    assert health.worker().state is State.WELL
    Heartbeat.objects.update(beaten_at=timezone.now() - timedelta(seconds=90))
    result = health.worker()
    assert result.state is State.POOR
    assert "outbox: last heard from 90 s ago" in result.summary


def test_a_worker_that_encodes_for_minutes_is_not_missed_but_one_that_never_ends_is(workers_live: None) -> None:
    texts = Heartbeat.objects.filter(worker="vectors")
    texts.update(beaten_at=timezone.now() - timedelta(minutes=5))
    assert health.worker().state is State.WELL
    texts.update(beaten_at=timezone.now() - timedelta(minutes=11))
    assert health.worker().state is State.POOR


def test_a_worker_that_was_never_heard_is_missed(db: None) -> None:
    assert "outbox: never heard from" in health.worker().summary


def row(**fields: Any) -> OutboxRow:
    now = timezone.now()
    defaults = {"consumer": "graph", "subject": "1", "marked_at": now, "due_at": now}
    return OutboxRow.objects.create(**{**defaults, **fields})


def test_an_outbox_that_has_just_been_marked_is_well(db: None) -> None:
    row()
    result = health.outbox()
    assert result.state is State.WELL
    assert "graph: 1 due" in result.summary


def test_an_outbox_that_is_late_is_not_well(db: None) -> None:
    row(marked_at=timezone.now() - timedelta(seconds=100))
    result = health.outbox()
    assert result.state is State.POOR
    assert "oldest 100 s" in result.summary


def test_texts_may_take_minutes_to_encode_but_not_for_ever(db: None) -> None:
    late = row(consumer="vectors", marked_at=timezone.now() - timedelta(minutes=5))
    assert health.outbox().state is State.WELL
    late.marked_at = timezone.now() - timedelta(minutes=11)
    late.save()
    assert health.outbox().state is State.POOR


def test_a_parked_row_is_told_with_how_to_try_it_again(db: None) -> None:
    row(due_at=None, parked_at=timezone.now())
    result = health.outbox()
    assert result.state is State.POOR
    assert "1 parked" in result.summary
    assert "outbox_retry" in result.advice


def test_a_disk_that_is_nearly_full_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for free, state in ((10 * 1024**3, State.WELL), (1024**3, State.POOR), (1024**2, State.DOWN)):
        monkeypatch.setattr("shutil.disk_usage", lambda path, free=free: type("Usage", (), {"free": free}))
        assert health.disk().state is state


def test_e_mail_that_cannot_leave_is_told(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens on port 1
    result = health.email()
    assert result.state is State.POOR
    assert "refused" in result.summary


def test_a_model_that_is_not_there_is_told(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from matching import encoder

    settings.MATCHING_ENCODER = "tests.backr.health.test_doctor.MissingModel"
    encoder.reset()
    try:
        result = health.model()
    finally:
        encoder.reset()
    assert result.state is State.POOR
    assert "no such model" in result.summary


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
    workers.record_first_heartbeat(sender=type("Consumer", (), {"app": app}))
    assert list(Heartbeat.objects.values_list("worker", flat=True)) == ["outbox"]


def test_the_doctor_says_that_the_folder_is_gone(settings: Any, tmp_path: Path) -> None:
    settings.BACKR_HOME = tmp_path / "gone"
    result = health.disk()
    assert result.state is State.DOWN
    assert "BACKR_HOME" in result.advice


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
    result = health.operator()
    assert (result.state, result.advice) == (health.State.POOR, advice)
    assert ("there is nobody to tell" in result.summary) == (not contact.strip())
    settings.DEMO = True
    assert health.operator().state == health.State.WELL


def test_the_doctor_says_when_nobody_is_named_whom_newcomers_could_ask(settings: Any) -> None:
    settings.LOCAL_HELP = ""
    result = health.local_help()
    assert (result.state, result.advice.partition(":")[0]) == (health.State.POOR, "Set BACKR_LOCAL_HELP")
    settings.LOCAL_HELP = "Whitby Library"
    assert health.local_help().state == health.State.WELL
