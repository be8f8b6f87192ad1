"""What a deployment does before its pages open."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.utils import timezone

from backr.management.commands.serve import Command
from backr.serving import prepare
from backr.serving.supervisor import CannotStart
from network.demo.cast import cast
from network.models import Introduction
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.queries import frontier
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_member


class SlowGraph:
    """Answers nobody the first times it is asked, as a server that has only just come up."""

    def __init__(self, silent: int) -> None:
        self.silent = silent

    def apply(self) -> None:
        self.silent -= 1
        if self.silent >= 0:
            raise GraphUnavailable("The graph cannot be reached.")


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.EMBEDDED = False
    settings.GRAPH_URI = "bolt://127.0.0.1:1"
    monkeypatch.setattr("network.platform.graph.driver.ping", lambda: None)
    monkeypatch.setattr("network.platform.graph.rebuild.fill_if_empty", lambda: 0)
    monkeypatch.setattr(prepare, "RETRY_SECONDS", 0.01)


def test_a_graph_that_is_slow_to_come_up_is_waited_for(at_hand: None, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = SlowGraph(silent=2)
    monkeypatch.setattr("network.platform.graph.driver.apply_schema", slow.apply)
    said: list[str] = []
    prepare.graph(said.append)
    assert slow.silent == -1
    assert said == ["The graph cannot be reached. Asking again …"] * 2


def test_a_graph_that_never_answers_is_given_up(at_hand: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.platform.graph.driver.apply_schema", SlowGraph(silent=10**9).apply)
    monkeypatch.setattr(prepare, "GRAPH_TIMEOUT_SECONDS", 0.05)
    with pytest.raises(CommandError, match="cannot be reached"):
        prepare.graph(lambda words: None)


@pytest.mark.django_db(transaction=True)
def test_the_graph_holds_the_demo_town_before_anybody_is_asked_in(
    graph: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(prepare, "DEMO_MEMBERS", 40)
    town = prepare.DemoTown(tmp_path)
    town.seed_if_missing(lambda words: None)
    assert town.is_seeded
    assert all(frontier(member.pk) for _label, member in cast()[:2])


@pytest.mark.django_db(transaction=True)
def test_a_graph_whose_filling_was_cut_short_is_filled_at_the_next_start_and_never_again(
    graph: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(prepare, "DEMO_MEMBERS", 40)
    with monkeypatch.context() as killed:
        killed.setattr("network.management.commands.rebuild_graph.rebuild", cut_short)
        with pytest.raises(KeyboardInterrupt):
            prepare.DemoTown(tmp_path).seed_if_missing(lambda words: None)
    assert prepare.DemoTown(tmp_path).is_seeded
    assert not frontier(cast()[0][1].pk)
    prepare.DemoTown(tmp_path).seed_if_missing(lambda words: None)
    assert all(frontier(member.pk) for _label, member in cast()[:2])
    monkeypatch.setattr("network.management.commands.rebuild_graph.rebuild", cut_short)
    prepare.DemoTown(tmp_path).seed_if_missing(lambda words: None)


def cut_short() -> tuple[int, int]:
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_a_demo_town_stands_without_a_graph_too(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(prepare, "DEMO_MEMBERS", 40)
    settings.EMBEDDED, settings.GRAPH_URI = False, "bolt://127.0.0.1:1"
    said: list[str] = []
    town = prepare.DemoTown(tmp_path)
    town.seed_if_missing(said.append)
    assert town.is_seeded
    assert "The workers will fill the graph" in said[-1]


class WatchingSupervisor:
    """Stands in for the programs of `serve`; notes, as each starts, what has run out by then."""

    def __init__(self, broken: str = "") -> None:
        self.broken = broken
        self.run_out_before: dict[str, int] = {}

    def start(self, name: str) -> None:
        self.run_out_before[name] = Introduction.objects.filter(deadline__lte=timezone.now()).count()

    def wait_until_ready(self, name: str) -> None:
        if name == self.broken:
            raise CannotStart(f"{name} did not start.")


@pytest.mark.django_db
@pytest.mark.parametrize(("demo", "run_out"), [(True, 0), (False, 1)])
def test_what_is_open_in_the_demo_town_is_kept_so_before_a_worker_can_end_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, demo: bool, run_out: int
) -> None:
    monkeypatch.setattr(prepare, "graph", lambda say: None)
    monkeypatch.setattr(prepare, "places", lambda say: None)
    callum, amina = make_member("Callum", invented=True), make_member("Amina", invented=True)
    make_introduction(callum, make_contact(amina, "Kwame"), at=timezone.now() - timedelta(days=40))
    town = prepare.DemoTown(tmp_path)
    town.seeded_marker.touch()
    town.graph_marker.touch()
    supervisor = WatchingSupervisor()
    Command().start_programs(supervisor, town if demo else None)  # type: ignore[arg-type]
    assert supervisor.run_out_before == dict.fromkeys(["web", "errands", "texts", "imports"], run_out)


@pytest.mark.django_db
def test_without_a_graph_the_rest_starts_all_the_same_and_without_the_pages_nothing_is_said_to_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepare, "places", lambda say: None)
    supervisor = WatchingSupervisor("graph")
    assert not Command().start_programs(supervisor, None)  # type: ignore[arg-type]
    assert [*supervisor.run_out_before] == ["web", "errands", "texts", "imports"]
    assert "graph did not start.\nThe pages open without the graph" in "".join(capsys.readouterr())
    monkeypatch.setattr(prepare, "graph", lambda say: None)
    with pytest.raises(CannotStart, match="web did not start"):
        Command().start_programs(WatchingSupervisor("web"), None)  # type: ignore[arg-type]
