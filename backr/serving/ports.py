"""Loopback addresses and free ports."""

import ipaddress
import socket

LOOPBACKS = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def is_loopback(host: str) -> bool:
    """Say whether `host` names this machine only: `localhost`, or an address of the loopback range."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_free(port: int) -> bool:
    """Say whether `port` is free on both loopback addresses: browsers try both for `localhost`."""
    return all(_can_bind(family, address, port) for family, address in LOOPBACKS)


def free_port(wanted: int, *, tries: int = 100) -> int:
    """Return `wanted` or the next free port after it; if none of `tries` is free, or for 0, any free one.

    Raises OSError if the machine has no free port.
    """
    for port in range(wanted, min(wanted + tries, 65536)) if wanted else ():
        if is_free(port):
            return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _can_bind(family: socket.AddressFamily, address: str, port: int) -> bool:
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web server binds
            probe.bind((address, port))
    except OSError as error:
        # Without IPv6 nobody can bind that address, so the port is free on it.
        return family == socket.AF_INET6 and not isinstance(error, PermissionError) and not _has_ipv6()
    return True


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
