"""The web server answers others while clients are slow, and gives up those that never come to an end."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from backr.serving import web
from backr.serving.web import WebServer, make_server
from tests.backr.serving.clients import BODY, HEADER, Address, answer, connect, get, held, is_open

LARGE = 4 * 1024 * 1024
MAX_BODY = 200_000


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    if environ["PATH_INFO"] == "/large":
        said = b"x" * LARGE
    else:
        said = f"{environ['REQUEST_METHOD']} {len(environ['wsgi.input'].read())}".encode()
    start_response("200 OK", [("Content-Length", str(len(said)))])
    return [said]


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A server with two threads that answer."""
    server = make_server(application, host="127.0.0.1", port=0, threads=2, max_body_bytes=MAX_BODY)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server
    server.task_dispatcher.shutdown(timeout=1)
    server.asyncore.close_all(server._map)
    thread.join(5)


@pytest.fixture
def address(server: WebServer) -> Address:
    return "127.0.0.1", int(server.effective_port)


@pytest.mark.parametrize("beginning", [BODY, HEADER, b""], ids=["bodies", "headers", "nothing"])
def test_a_page_is_answered_while_eighty_clients_do_not_go_on(address: Address, beginning: bytes) -> None:
    with held(80, beginning, address) as connections:
        assert get(address) == (200, "GET 0")
        assert all(map(is_open, connections))


def test_a_page_is_answered_while_nobody_reads_large_answers(address: Address) -> None:
    with held(8, b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n", address):
        assert get(address) == (200, "GET 0")


def test_a_body_that_comes_slowly_is_answered_once_it_is_whole(address: Address) -> None:
    with connect(address) as connection:
        for part in (
            b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 6\r\n",
            b"\r\nab",
            b"cd",
            b"ef",
        ):
            connection.sendall(part)
            assert get(address) == (200, "GET 0")
        assert answer(connection) == (200, "POST 6")


def test_the_longest_address_that_is_taken_arrives(address: Address) -> None:
    query = b"a" * settings.LONGEST_QUERY
    with connect(address) as connection:
        connection.sendall(b"GET /?" + query + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert answer(connection) == (200, "GET 0")


@pytest.mark.parametrize("length", [MAX_BODY, MAX_BODY + 1])
def test_a_body_may_be_as_long_as_that_and_no_longer(address: Address, length: int) -> None:
    question = f"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n".encode()
    with connect(address) as connection:
        connection.sendall(question)
        if length <= MAX_BODY:
            connection.sendall(b"a" * length)
        assert answer(connection)[0] == (200 if length <= MAX_BODY else 413)


def test_chunks_are_counted_too(address: Address) -> None:
    with connect(address) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n")
        connection.sendall(b"%x\r\n%s\r\n" % (MAX_BODY + 1, b"a" * (MAX_BODY + 1)))
        assert answer(connection)[0] == 413


@pytest.mark.parametrize(
    ("beginning", "seconds"), [(HEADER, web.HEADER_SECONDS), (BODY, web.REQUEST_SECONDS), (b"", web.IDLE_SECONDS)]
)
def test_a_request_has_its_time_however_often_a_byte_comes(
    server: WebServer, address: Address, beginning: bytes, seconds: float
) -> None:
    with held(1, beginning, address) as (connection,):
        until_there_is_one(server, begun=bool(beginning))
        (channel,) = server.active_channels.values()
        if beginning:
            channel.last_activity = time.time() + 2 * seconds  # as if bytes went on coming
        server.maintenance(time.time() + seconds - 5)
        assert not channel.will_close
        server.maintenance(time.time() + seconds + 1)
        assert channel.will_close
        server.pull_trigger()
        connection.settimeout(20)
        assert connection.recv(1) == b""


def until_there_is_one(server: WebServer, *, begun: bool) -> None:
    for _time in range(500):
        if any(channel.request is not None or not begun for channel in list(server.active_channels.values())):
            return
        time.sleep(0.01)
    raise AssertionError("no connection was taken")


def test_too_many_connections_make_room_for_others(server: WebServer, address: Address) -> None:
    server.adj.connection_limit = 40
    with held(120, BODY, address):
        assert get(address) == (200, "GET 0")


def test_it_does_not_say_what_it_is(address: Address) -> None:
    with connect(address) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        head = b"".join(iter(lambda: connection.recv(65536), b"")).lower()
    assert b"server:" not in head
    assert b"waitress" not in head
