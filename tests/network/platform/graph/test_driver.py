"""The driver finds the graph, finds it again, and says plainly when it cannot."""

import socket
import threading
import time
from dataclasses import replace

import pytest
from neo4j.exceptions import ConstraintError, DriverError

from network.platform.graph import driver
from network.platform.graph.driver import GraphUnavailable, RetryTransaction


def test_it_answers(graph):
    assert driver.read("ping") == [{"one": 1}]


def test_a_graph_that_is_not_there_is_unavailable_at_once(settings):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.GRAPH_URI = f"bolt://127.0.0.1:{unused.getsockname()[1]}"
    started = time.monotonic()
    with pytest.raises(GraphUnavailable, match="cannot be reached"):
        driver.ping()
    assert time.monotonic() - started < 2


def test_a_server_that_takes_the_call_and_says_nothing_is_unavailable(settings):
    settings.GRAPH_TIMEOUT_SECONDS = 1
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)
        settings.GRAPH_URI = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(GraphUnavailable):
            driver.ping()


def test_a_wrong_password_is_unavailable_and_said(graph, settings):
    settings.GRAPH_PASSWORD = "not the password"
    with pytest.raises(GraphUnavailable, match="user or the password"):
        driver.ping()


def test_a_graph_that_was_never_started_is_unavailable(settings, tmp_path):
    settings.GRAPH_URI, settings.BACKR_HOME = "", tmp_path
    with pytest.raises(GraphUnavailable, match="has not been started"):
        driver.ping()


def test_the_address_is_read_from_the_servers_own_note(graph, settings, tmp_path):
    if not graph.uri.startswith("bolt://127.0.0.1:"):
        pytest.skip("the note holds a port on loopback")
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "port").write_text(graph.uri.rpartition(":")[2])
    settings.GRAPH_URI, settings.BACKR_HOME = "", tmp_path
    driver.ping()


def test_work_that_asks_for_another_try_gets_it_from_its_start(graph):
    tries = []

    def work(tx):
        tries.append(driver.rows(tx, "make_people", ids=[1]))
        if len(tries) < 3:
            raise RetryTransaction
        return len(tries)

    assert driver.transact(work) == 3
    assert len(driver.read("people_between", first=1, last=10)) == 1


def test_work_that_never_succeeds_is_given_up_and_leaves_nothing(graph, monkeypatch):
    monkeypatch.setattr(driver, "WRITE_ATTEMPTS", 3)

    def work(tx):
        driver.rows(tx, "make_people", ids=[1])
        raise RetryTransaction

    with pytest.raises(RetryTransaction):
        driver.transact(work)
    assert driver.read("people_between", first=1, last=10) == []


def test_an_error_of_the_work_itself_is_not_tried_again(graph):
    tries = []

    def work(tx):
        tries.append(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        driver.transact(work)
    assert len(tries) == 1


def test_a_person_cannot_be_there_twice(graph, monkeypatch):
    monkeypatch.setattr(driver, "WRITE_ATTEMPTS", 2)
    driver.write("make_people", ids=[1])
    with pytest.raises(ConstraintError):
        driver.transact(lambda tx: tx.run("CREATE (:Person {id: 1})").consume())


def test_many_threads_share_one_driver(graph):
    seen, errors = set(), []

    def ask():
        try:
            driver.ping()
            seen.add(id(driver._state.driver))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a failure
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(seen) == 1


def test_a_change_of_settings_makes_another_driver(graph, settings):
    driver.ping()
    first = driver._state.driver
    settings.GRAPH_URI = replace(graph, uri=graph.uri.replace("127.0.0.1", "localhost")).uri
    driver.ping()
    assert driver._state.driver is not first


def test_a_driver_that_is_given_up_is_closed_only_when_nobody_is_at_work_with_it(graph):
    had = []

    def work(tx):
        had.append(driver._state.driver)
        driver.forget_driver()  # as another thread does whose connection broke
        return driver.rows(tx, "ping")

    assert driver.transact(work) == [{"one": 1}]
    [first] = had
    with pytest.raises(DriverError, match="closed"):
        first.session()
    driver.ping()
