"""Who the client is, and whether it came by HTTPS, is what the proxy says, and never what the client says."""

import re
from pathlib import Path
from typing import Any

import pytest

from backr.serving.proxies import BehindProxies

PROJECT = Path(__file__).resolve().parents[3]

PROXY, STRANGER = "172.30.83.2", "198.51.100.9"


def seen(peer: str, *, count: int = 1, **headers: str) -> tuple[str, str, list[str]]:
    """Return address, scheme and the headers left over, as the application sees them."""
    environ: dict[str, Any] = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", **headers}
    kept: dict[str, Any] = {}
    BehindProxies(lambda given, _start: kept.update(given) or [], ["172.30.83.0/24", "::1/128"], count=count)(
        environ, None
    )
    return kept["REMOTE_ADDR"], kept["wsgi.url_scheme"], [name for name in kept if name.startswith("HTTP_")]


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("1.2.3.4, 203.0.113.5", "203.0.113.5"),
        ("203.0.113.5:4711", "203.0.113.5"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("", PROXY),
        ("unknown", PROXY),
        ("1.2.3.4, nobody<script>", PROXY),
    ],
)
def test_the_proxy_is_believed(said: str, address: str) -> None:
    headers = {"HTTP_X_FORWARDED_FOR": said, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_REAL_IP": "6.6.6.6"}
    assert seen(PROXY, **headers) == (address, "https", [])


@pytest.mark.parametrize("peer", [STRANGER, "127.0.0.1", "172.30.84.2", "", "unix"])
def test_nobody_else_is(peer: str) -> None:
    headers = {"HTTP_X_FORWARDED_FOR": "1.2.3.4", "HTTP_X_FORWARDED_PROTO": "https", "HTTP_FORWARDED": "for=1.2.3.4"}
    assert seen(peer, **headers) == (peer, "http", [])


def test_of_two_proxies_the_first_says_who_it_is_and_what_comes_before_is_made_up() -> None:
    assert seen(PROXY, count=2, HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.5, 10.0.0.1")[0] == "203.0.113.5"
    assert seen(PROXY, count=2, HTTP_X_FORWARDED_FOR="203.0.113.5")[0] == PROXY
    assert seen(PROXY, count=0, HTTP_X_FORWARDED_FOR="203.0.113.5", HTTP_X_FORWARDED_PROTO="https")[:2] == (
        PROXY,
        "http",
    )


@pytest.mark.parametrize("scheme", ["ftp", "https:", "", "https, http"])
def test_no_other_scheme_makes_it_secure(scheme: str) -> None:
    assert seen(PROXY, HTTP_X_FORWARDED_PROTO=scheme)[1] == "http"


def test_whoever_is_ignored_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    application = BehindProxies(lambda _environ, _start: [], [], count=1)
    for _time in range(3):
        application({"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}, None)
    assert caplog.text.count("10.1.2.3") == 1
    assert "BACKR_TRUSTED_PROXIES" in caplog.text


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        BehindProxies(lambda _environ, _start: [], ["nonsense"], count=1)


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:"),
        ("2001:db8:1:2::6", "2001:db8:1:2:"),
        ("2001:db8:1::6", "2001:db8:1::"),
        ("2001:db8::6", "2001:db8::"),
        ("::1", ":"),
    ],
)
def test_nginx_counts_a_visitor_by_64_bits_of_ipv6(address: str, visitor: str) -> None:
    """In nginx's words: `map $remote_addr $visitor`. The first pattern that matches counts."""
    text = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    (block,) = re.findall(r"map \$remote_addr \$visitor \{(.*?)\n    \}", text, re.DOTALL)
    for pattern, name, more in re.findall(r'"~(\S+)" "?\$(\w+)(:?)"?;', block):
        if found := re.match(pattern.replace("(?<", "(?P<"), address):
            assert found[name] + more == visitor
            return
    assert visitor == address
    assert "limit_conn_zone $visitor " in text
