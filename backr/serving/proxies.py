"""Takes the client's address and the scheme from the proxy in front, and from nobody else.

All that comes after this sees them where they belong, in `REMOTE_ADDR` and `wsgi.url_scheme`, and no header that could
have been made up.
"""

import ipaddress
import logging
from collections.abc import Callable, Iterable
from typing import Any

logger = logging.getLogger(__name__)

FORWARDED = "HTTP_X_FORWARDED_"
OTHERS = ("HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
WSGI = Callable[[dict[str, Any], Any], Iterable[bytes]]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class BehindProxies:
    """A WSGI application behind `count` proxies, each of which adds an address to X-Forwarded-For.

    `trusted` are the networks of the last of them, the one that connects to us, as "127.0.0.1/32". Raises `ValueError`
    for one that is no network.
    """

    def __init__(self, application: WSGI, trusted: Iterable[str], *, count: int) -> None:
        self.application = application
        self.trusted: list[Network] = [ipaddress.ip_network(network, strict=False) for network in trusted]
        self.count = count
        self._has_told = False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        names = [name for name in environ if name.startswith(FORWARDED) or name in OTHERS]
        headers = {name: str(environ.pop(name)) for name in names}
        if self._is_trusted(str(environ.get("REMOTE_ADDR", ""))):
            addresses = [part.strip() for part in headers.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            if self.count and len(addresses) >= self.count and (client := _address(addresses[-self.count])):
                environ["REMOTE_ADDR"] = environ["REMOTE_HOST"] = client
            scheme = headers.get("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip().lower()
            if scheme in ("http", "https"):
                environ["wsgi.url_scheme"] = scheme
        elif headers and not self._has_told:
            self._has_told = True
            logger.warning(
                "Ignored X-Forwarded headers from %s. If it is your proxy, name its network in BACKR_TRUSTED_PROXIES.",
                environ.get("REMOTE_ADDR"),
            )
        return self.application(environ, start_response)

    def _is_trusted(self, peer: str) -> bool:
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:  # a socket in the file system
            return False
        return self.count > 0 and any(address in network for network in self.trusted)


def _address(text: str) -> str:
    """Return an address without port and brackets; empty if it is none."""
    host = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    if host.count(":") == 1:  # IPv4 with a port
        host = host.partition(":")[0]
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return ""
