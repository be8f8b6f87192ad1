"""The embedded graph server: its command, its address, whether it is ready, and how a command runs one for a while."""

import contextlib
import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from network.platform.graph import driver
from network.platform.graph.driver import GraphUnavailable

PROJECT = Path(__file__).resolve().parents[3]
LONGEST_START = 60.0


@dataclass(frozen=True)
class EmbeddedGraph:
    """The folder and settings of a server. `password_file` holds the password alone; only its owner may read it."""

    folder: Path
    password_file: Path
    database: str = "backr"
    heap: str = "1g"
    port: int = 0
    short_lived: bool = False  # starts with half the work, but is somewhat slower in a long run

    @property
    def command(self) -> list[str]:
        """The command to run, in `environment`. It chooses free ports and then replaces itself with Java by `exec`."""
        options = ["--database", self.database, "--heap", self.heap, "--port", str(self.port)]
        options += ["--short-lived"] if self.short_lived else []
        launch = [sys.executable, "-m", "network.platform.graph.launch", str(self.folder)]
        return [*launch, "--password-file", str(self.password_file), *options]

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the command: our own, without the variables that Java reads by itself."""
        unwanted = {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"}
        return {
            **{name: value for name, value in os.environ.items() if name not in unwanted},
            "PYTHONPATH": str(PROJECT),
        }

    @property
    def uri(self) -> str:
        """The Bolt address that the server noted at its last start; empty if none ever started."""
        return noted_uri(self.folder)

    def is_ready(self) -> bool:
        """Tell whether the server answers a query on its database over Bolt, with this password."""
        return bool(self.uri) and driver.answers(
            self.uri, "root", self.password_file.read_text().strip(), self.database
        )


def noted_uri(folder: Path) -> str:
    """Return the Bolt address that the server in `folder` noted when it started, or an empty string."""
    try:
        return f"bolt://127.0.0.1:{int((folder / 'port').read_text())}"
    except (OSError, ValueError):
        return ""


def is_held(folder: Path) -> bool:
    """Tell whether a running server holds the lock of `folder`, ready or not."""
    try:
        with (folder / "lock").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except BlockingIOError:
        return True
    return False


def configured() -> EmbeddedGraph:
    """Return the server that the settings describe: everything is below `BACKR_HOME`."""
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
            start_new_session=True,  # Ctrl-C stops the command that uses the graph first, then the graph
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


LONGEST_WAIT_FOR_ANOTHER_START = 20.0


@contextlib.contextmanager
def available_graph(*, with_schema: bool = True) -> Iterator[None]:
    """Use the running graph. In embedded mode, start one for as long as the context lasts if none runs.

    If `manage.py serve` starts meanwhile, it uses this server, and starts its own when the context ends.
    `with_schema` makes the constraints and indexes that are missing. Raises `GraphUnavailable`.
    """
    with contextlib.ExitStack() as stack:
        if not _answers():
            if settings.GRAPH_URI or not settings.EMBEDDED:
                driver.ping()
            server = replace(configured(), short_lived=True)
            if is_held(server.folder):
                _wait_for_another_start()
            else:
                stack.enter_context(running(server))
                stack.callback(driver.forget_driver)
        if with_schema:
            driver.apply_schema()
        yield


def _answers() -> bool:
    try:
        driver.ping()
    except GraphUnavailable:
        return False
    return True


def _wait_for_another_start() -> None:
    until = time.monotonic() + LONGEST_WAIT_FOR_ANOTHER_START
    while not _answers():
        if time.monotonic() > until:
            driver.ping()
        time.sleep(0.2)
