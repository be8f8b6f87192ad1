"""Lays pages before a browser as the server answered them, with the stylesheets, scripts and fonts that it has.

A small server of its own gives them, so that the browser keeps the files from page to page, as it does in use.
"""

import mimetypes
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Page

from tests.quality.pages import Page as Answer

KEEP_STILL = "() => { for (let id = setTimeout(() => {}); id > 0; id--) clearTimeout(id) }"


NO_SCRIPTS: Mapping[str, str] = {}


class Server(ThreadingHTTPServer):
    """Answers every navigation with the page `now`."""

    daemon_threads = True
    now: Answer
    scripts: Mapping[str, str]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if self.headers.get("Sec-Fetch-Dest") == "document":
            headers = {name: value for name, value in self.server.now.headers.items() if name != "Content-Length"}
            self._answer(self.server.now.status, headers, self.server.now.html.encode())
        elif path in self.server.scripts:
            self._give("text/javascript", self.server.scripts[path].encode())
        elif path.startswith(settings.STATIC_URL) and (file := static_file(path)):
            self._give(mimetypes.guess_type(path)[0] or "application/octet-stream", file.read_bytes())
        else:
            self._answer(404, {}, b"")

    def _give(self, kind: str, body: bytes) -> None:
        self._answer(200, {"Content-Type": kind, "Cache-Control": "max-age=36000, immutable"}, body)

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing of each request."""


def lay_out(page: Page, answers: Sequence[Answer], scripts: Mapping[str, str] = NO_SCRIPTS) -> Iterator[Answer]:
    """Open each answer in turn, as if the server had just given it. Pages that load themselves again are kept still.

    `scripts` are served at their addresses too, for tests to put into the pages.
    """
    with Server(("127.0.0.1", 0), Handler) as server:
        server.scripts = scripts
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for server.now in answers:
            page.goto(f"http://localhost:{server.server_port}{server.now.path}")
            page.evaluate(KEEP_STILL)
            yield server.now
        server.shutdown()


@cache
def static_file(path: str) -> Path | None:
    """The file that the server has at the static address."""
    file = finders.find(path.removeprefix(settings.STATIC_URL))
    return Path(file) if isinstance(file, str) else None
