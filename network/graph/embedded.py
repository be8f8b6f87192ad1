"""The embedded graph server: what to run, where it listens, when it is ready, and how to have one for a while."""

import contextlib
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from network.graph import driver
from network.graph.driver import GraphUnavailable

PROJECT = Path(__file__).resolve().parent.parent.parent
LONGEST_START = 60.0


@dataclass(frozen=True)
class EmbeddedGraph:
    """One server's folder and settings. `password_file` holds the password alone and is readable by its owner only."""

    folder: Path
    password_file: Path
    database: str = "backr"
    heap: str = "1g"
    port: int = 0
    short_lived: bool = False  # up with half the work, and somewhat slower when long at it

    @property
    def command(self) -> list[str]:
        """What to run, with `environment`. It chooses free ports at each start and `exec`s Java: one process."""
        options = ["--database", self.database, "--heap", self.heap, "--port", str(self.port)]
        options += ["--short-lived"] if self.short_lived else []
        launch = [sys.executable, "-m", "network.graph.launch", str(self.folder)]
        return [*launch, "--password-file", str(self.password_file), *options]

    @property
    def environment(self) -> dict[str, str]:
        """The environment to run it in: ours, so that it is found, without what Java reads by itself."""
        unwanted = {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"}
        return {
            **{name: value for name, value in os.environ.items() if name not in unwanted},
            "PYTHONPATH": str(PROJECT),
        }

    @property
    def uri(self) -> str:
        """Where the server last started listens, as it noted itself; empty when none ever did."""
        return noted_uri(self.folder)

    def is_ready(self) -> bool:
        """Tell whether the server answers a query on its database over Bolt, with this password."""
        return bool(self.uri) and driver.answers(
            self.uri, "root", self.password_file.read_text().strip(), self.database
        )


def noted_uri(folder: Path) -> str:
    """The Bolt address that the server in `folder` noted when it started, or an empty string."""
    try:
        return f"bolt://127.0.0.1:{int((folder / 'port').read_text())}"
    except (OSError, ValueError):
        return ""


def is_held(folder: Path) -> bool:
    """Tell whether a live server, ready or not, holds `folder`."""
    try:
        with (folder / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except BlockingIOError:
        return True
    return False


def configured() -> EmbeddedGraph:
    """The server that the settings describe: everything below `BACKR_HOME`."""
    home = Path(settings.BACKR_HOME)
    return EmbeddedGraph(
        folder=home / "graph",
        password_file=home / "secrets" / "graph_password",
        database=settings.GRAPH_DATABASE,
        heap=getattr(settings, "GRAPH_HEAP", "1g"),
        port=getattr(settings, "GRAPH_PORT", 0),
    )


@contextlib.contextmanager
def running(server: EmbeddedGraph, *, longest_start: float = LONGEST_START) -> Iterator[subprocess.Popen[bytes]]:
    """Run `server` for as long as the context lasts. Its output goes to `server.log` in its folder.

    Raises `GraphUnavailable`, with the log's last lines, when it is not ready within `longest_start` seconds.
    """
    server.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = server.folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603
            server.command,
            env=server.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the command that uses the graph; the graph goes after it
        )
    try:
        _wait_until_ready(server, process, log, longest_start)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(server: EmbeddedGraph, process: subprocess.Popen[bytes], log: Path, longest: float) -> None:
    until = time.monotonic() + longest
    while not server.is_ready():
        if process.poll() is not None or time.monotonic() > until:
            last = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            raise GraphUnavailable(f"The embedded graph server did not start. Its last words:\n{last}")
        time.sleep(0.1)
