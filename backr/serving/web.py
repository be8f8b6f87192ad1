"""The web server: `python -m backr.serving.web --bind 127.0.0.1:8000`.

It is waitress. One thread reads requests and writes answers, and waits for nobody; a whole request goes to one of the
threads that answer. So a client that sends slowly, or does not read its answer, costs a socket and no thread, also
without a proxy in front. See decisions/2026-11-28-slow-clients.md.
"""

import argparse
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

# One arithmetic thread per request. Two encode a text in 6 ms instead of 8, but wait for one another: beside other
# requests or a worker, the slowest answers took twice as long.
ONE_THREAD = {"BACKR_TORCH_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

HEALTH_CHECKS = {"/healthz", "/readyz"}
CONNECTIONS = 1000
IDLE_SECONDS = 30  # without a byte in either direction; also how long a connection is kept for another request
HEADER_SECONDS = 20.0
REQUEST_SECONDS = 300.0  # the largest address book on a line of 0.7 megabits a second
LOOK_SECONDS = 5
MAX_HEADER_BYTES = 96 * 1024  # the longest address that is taken (settings.LONGEST_QUERY), and all else before a body
IN_MEMORY_BYTES = 64 * 1024  # of a request; the rest is kept in a temporary file

WSGI = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection, which knows when the request that is coming in began."""

    began = 0.0

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began = time.time()
        return bool(super().received(data))

    def is_overdue(self, now: float) -> bool:
        """Say whether a request has been coming in for too long. Each byte alone may have come in time."""
        request = self.request
        if request is None:
            return False
        return now - self.began > (REQUEST_SECONDS if request.headers_finished else HEADER_SECONDS)

    def is_waiting(self) -> bool:
        """Say whether the server waits for the client: nothing is being answered and nothing is left to be sent."""
        return not self.requests and not self.total_outbufs_len


class WebServer(TcpWSGIServer):  # type: ignore[misc]
    """Closes connections that take too long. When there are too many, those that wait longest make room."""

    channel_class = Channel

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.is_overdue(now):
                channel.will_close = True

    def readable(self) -> bool:
        if len(self._map) >= self.adj.connection_limit:
            waiting = sorted(
                (channel for channel in self.active_channels.values() if channel.is_waiting()),
                key=lambda channel: channel.began or channel.creation_time,
            )
            for channel in waiting[: self.adj.connection_limit // 10]:
                channel.will_close = True
        return bool(super().readable())


class WarmingUp:
    """A WSGI application that has the model loaded in the background after the first page.

    So only pages that need the model wait for it.
    """

    def __init__(self, application: WSGI, load: Callable[[], None]) -> None:
        self.application = application
        self.load = load
        self._lock = threading.Lock()
        self._is_done = False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = self.application(environ, start_response)
        if environ["PATH_INFO"] not in HEALTH_CHECKS:
            with self._lock:
                first, self._is_done = not self._is_done, True
            if first:
                threading.Thread(target=self.load, name="model", daemon=True).start()
        return answer


def make_server(application: WSGI, *, host: str, port: int, threads: int, max_body_bytes: int) -> WebServer:
    """Return a server that listens; `run` serves until the process is asked to stop. Raises `OSError` if it cannot."""
    return WebServer(
        application,
        listen=f"{host}:{port}",
        threads=threads,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=LOOK_SECONDS,
        max_request_header_size=MAX_HEADER_BYTES,
        max_request_body_size=max_body_bytes + 1,  # waitress refuses as many
        inbuf_overflow=IN_MEMORY_BYTES,
        asyncore_use_poll=True,  # select() takes no descriptor above 1023
        clear_untrusted_proxy_headers=False,  # backr.serving.proxies does it, and the internal pages look at them
        ident="",
    )


def allow_many_files() -> None:
    """Raise this process's limit of open files, since a connection may take three."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS * 3 + 256
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT")
    parser.add_argument("--threads", type=int, default=os.environ.get("BACKR_WEB_THREADS") or "8")
    options = parser.parse_args()
    host, _colon, port = options.bind.rpartition(":")
    os.environ.update(ONE_THREAD)  # before anything loads an arithmetic library

    from backr.wsgi import application  # noqa: PLC0415 -- nothing of the service may be imported before that

    allow_many_files()

    from django.conf import settings  # noqa: PLC0415 -- nor anything that has models before the application is set up

    from backr.request_bounds import MOST_AROUND_FILES  # noqa: PLC0415 -- the same
    from backr.serving.proxies import BehindProxies  # noqa: PLC0415 -- the same
    from matching.encoder import warm_up  # noqa: PLC0415 -- the same
    from matching.index import line_index  # noqa: PLC0415 -- the same

    served: WSGI = WarmingUp(application, warm_up)
    if not settings.EMBEDDED:
        served = BehindProxies(served, settings.TRUSTED_PROXIES, count=settings.PROXIES)
    largest = settings.IMPORT_MAX_BYTES + MOST_AROUND_FILES
    server = make_server(served, host=host, port=int(port), threads=options.threads, max_body_bytes=largest)
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))  # `run` then lets the answers be finished
    # The first suggestion would else wait some seconds for the lines of work to be indexed.
    threading.Thread(target=line_index, name="lines", daemon=True).start()
    server.run()


if __name__ == "__main__":
    main()
