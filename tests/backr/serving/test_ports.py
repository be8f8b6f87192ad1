import socket

import pytest

from backr.serving.ports import free_port, is_free, is_loopback


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1"])
def test_these_are_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "0.0.0.0", "::", "10.0.0.1", "fe80::1", "localhost.evil.example", "127.0.0.1.nip.io"]
)
def test_these_are_not(host: str) -> None:
    assert not is_loopback(host)


def listener(family: socket.AddressFamily, address: str) -> socket.socket:
    server = socket.socket(family)
    server.bind((address, 0))
    server.listen()
    return server


def test_a_port_in_use_is_passed_over() -> None:
    with listener(socket.AF_INET, "127.0.0.1") as server:
        taken = server.getsockname()[1]
        assert not is_free(taken)
        chosen = free_port(taken)
        assert chosen != taken
        assert is_free(chosen)


def test_a_port_that_somebody_has_on_the_other_loopback_is_passed_over() -> None:
    try:
        server = listener(socket.AF_INET6, "::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    with server:
        taken = server.getsockname()[1]
        assert free_port(taken) != taken


def test_when_none_of_the_wanted_is_free_any_will_do() -> None:
    with listener(socket.AF_INET, "127.0.0.1") as server:
        taken = server.getsockname()[1]
        assert free_port(taken, tries=1) not in {0, taken}


def test_zero_is_any_free_port() -> None:
    assert is_free(free_port(0))
    assert free_port(0) >= 1024
