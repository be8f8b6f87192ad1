"""The proxy that is deployed in front: nginx with deploy/nginx.conf, before our web server and before production."""

import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from backr.request_bounds import MOST_AROUND_FILES
from backr.serving.healthcheck import answers
from backr.serving.proxies import BehindProxies
from backr.serving.web import make_server
from backr.settings.environment import PROJECT
from network.imports import feature as imports
from tests.backr.deployment import Deployment
from tests.backr.serving.clients import BODY, HEADER, answer, connect, get, held, is_open
from tests.backr.serving.nginx import BINARY, CONFIG, Proxy, nginx_before

needs_nginx = pytest.mark.skipif(BINARY is None, reason="nginx is not installed")
UPLOAD = "/" + imports.FEATURE.urls[0].prefix
PARTS_OF_A_BYTE = {"": 1, "k": 1024, "m": 1024**2}


def told(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Say what is seen of the client, and how much it sent."""
    seen = {
        "address": environ["REMOTE_ADDR"],
        "scheme": environ["wsgi.url_scheme"],
        "host": environ["HTTP_HOST"],
        "headers": sorted(name for name in environ if "FORWARDED" in name or "REAL" in name),
        "length": len(environ["wsgi.input"].read()),
    }
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(seen).encode()]


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """nginx before our web server with two threads, which believes it."""
    behind = BehindProxies(told, ["127.0.0.0/8"], count=1)
    largest = settings.IMPORT_MAX_BYTES + MOST_AROUND_FILES
    server = make_server(behind, host="127.0.0.1", port=0, threads=2, max_body_bytes=largest)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    with nginx_before(int(server.effective_port), tmp_path_factory.mktemp("proxy")) as proxy:
        yield proxy
    server.task_dispatcher.shutdown(timeout=1)
    server.asyncore.close_all(server._map)
    thread.join(5)


@needs_nginx
@pytest.mark.parametrize("beginning", [BODY, HEADER], ids=["bodies", "headers"])
def test_a_page_is_answered_while_eighty_clients_do_not_go_on(proxy: Proxy, beginning: bytes) -> None:
    with held(80, beginning, proxy.https, tls=True) as connections:
        assert get(proxy.https, tls=True)[0] == 200
        assert is_open(connections[-1]), "the first of them may have had their time"


@needs_nginx
def test_more_from_one_address_are_asked_to_wait(proxy: Proxy) -> None:
    with held(100, BODY, proxy.https, tls=True):
        for _ in range(50):  # until it has taken all that are held
            status, said = get(proxy.https, tls=True)
            if status == 429:
                break
            time.sleep(0.1)
    assert status == 429
    assert "Wait a few seconds" in said


@needs_nginx
def test_what_a_client_says_of_itself_is_not_believed(proxy: Proxy) -> None:
    made_up = {
        "X_Forwarded_For": "1.2.3.4",
        "X_Forwarded_Proto": "http",
        "X_Forwarded_Host": "evil.example",
        "X_Real_IP": "1.2.3.4",
        "Forwarded": "for=1.2.3.4;proto=http",
    }
    status, said = get(proxy.https, tls=True, **made_up)
    assert status == 200
    assert json.loads(said) == {
        "address": "127.0.0.1",
        "scheme": "https",
        "host": "localhost",
        "headers": [],
        "length": 0,
    }


@needs_nginx
def test_without_tls_one_is_sent_on(proxy: Proxy) -> None:
    assert get(proxy.http, "/somewhere?a=b")[0] == 301


@needs_nginx
@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/", 256 * 1024, 200),
        ("/", 256 * 1024 + 1, 413),
        (UPLOAD + "7/choose/", 256 * 1024 + 1, 413),
        (UPLOAD, 25 * 1024**2 + 64 * 1024, 200),
        (UPLOAD, 25 * 1024**2 + 64 * 1024 + 1, 413),
    ],
)
def test_only_address_books_may_be_large(proxy: Proxy, path: str, length: int, status: int) -> None:
    with connect(proxy.https, tls=True) as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
        connection.sendall(head.encode())
        if status == 200:
            connection.sendall(b"a" * length)
        code, said = answer(connection)
    assert code == status
    assert json.loads(said)["length"] == length if status == 200 else "Nothing was saved" in said


def test_its_limits_are_those_of_the_settings() -> None:
    sizes = [
        int(number) * PARTS_OF_A_BYTE[unit]
        for number, unit in re.findall(r"client_max_body_size (\d+)(\w?);", CONFIG.read_text(encoding="utf-8"))
    ]
    assert sizes == [settings.FORM_MAX_BYTES, settings.IMPORT_MAX_BYTES + MOST_AROUND_FILES]
    buffers = re.search(r"large_client_header_buffers \d+ (\d+)(\w);", CONFIG.read_text(encoding="utf-8"))
    assert buffers
    assert int(buffers[1]) * PARTS_OF_A_BYTE[buffers[2]] > settings.LONGEST_QUERY
    assert f"location = {UPLOAD} " in CONFIG.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def production(prepared: Deployment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The web server of docker-compose.yml, with its command and settings, and nginx before it."""
    port = int(prepared.here("8000"))
    environment = {**prepared.environment("web"), "BACKR_TRUSTED_PROXIES": "127.0.0.1/32"}
    log = prepared.folder / "web.log"
    with log.open("wb") as output:
        web = subprocess.Popen(prepared.command("web"), cwd=PROJECT, env=environment, stdout=output, stderr=output)
    try:
        until = time.monotonic() + 90
        while not answers(port, host="localhost", timeout_seconds=5):
            assert web.poll() is None, log.read_text(errors="replace")
            assert time.monotonic() < until, log.read_text(errors="replace")
            time.sleep(0.3)
        with nginx_before(port, tmp_path_factory.mktemp("production")) as proxy:
            yield proxy
    finally:
        web.terminate()
        assert web.wait(20) == 0


@needs_nginx
@pytest.mark.services
@pytest.mark.parametrize("count", [8, 80])
@pytest.mark.parametrize("beginning", [BODY, HEADER], ids=["bodies", "headers"])
def test_production_answers_while_clients_do_not_go_on(production: Proxy, beginning: bytes, count: int) -> None:
    get(production.https, reverse("account_login"), tls=True)
    with held(count, beginning, production.https, tls=True) as connections:
        began = time.monotonic()
        assert get(production.https, reverse("account_login"), tls=True)[0] == 200
        print(f"{count} held: a page in {time.monotonic() - began:.3f} s")
        assert is_open(connections[-1])


@needs_nginx
@pytest.mark.services
def test_production_without_the_proxy_answers_too_and_believes_only_the_proxy(
    production: Proxy, prepared: Deployment
) -> None:
    direct = ("127.0.0.1", int(prepared.here("8000")))
    with held(80, BODY, direct) as connections:
        assert get(direct, "/healthz")[0] == 200
        assert all(map(is_open, connections))
    assert get(direct, reverse("account_login"))[0] == 301, "it is plain HTTP"
    assert get(production.https, reverse("account_login"), tls=True)[0] == 200, "the proxy says that it is HTTPS"
