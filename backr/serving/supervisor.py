"""A supervisord that runs the web server, the workers and the graph, controlled over its socket.

supervisord starts the programs, restarts those that die, rotates their logs and stops them in order. `Supervisor`
writes its configuration, starts it, queries it and ends it. See decisions/2026-11-23-one-roof.md.
"""

import http.client
import os
import shlex
import subprocess
import sys
import tempfile
import time
import xmlrpc.client
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supervisor.xmlrpc import Faults, SupervisorTransport

from backr.serving.instance import HOME_VARIABLE, end_processes_of

SOCKET_PATH_LIMIT = 100  # the kernel's is 108 bytes, some systems' 104
STOP_SECONDS = 40
POLL_SECONDS = 1.0
RETRY_SECONDS = 60.0  # between attempts to start a program that supervisord gave up
CONFIG = """\
[supervisord]
nodaemon=true
silent=true
directory={directory}
logfile={run}/supervisord.log
logfile_maxbytes=1MB
logfile_backups=1
pidfile={run}/supervisord.pid
childlogdir={run}
umask=077

[unix_http_server]
file={socket}
chmod=0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""
PROGRAM = """
[program:{name}]
command={command}
priority={priority}
autostart=false
autorestart=true
startsecs={start_seconds}
startretries={retries}
stopwaitsecs={stop_seconds}
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile={log}
stdout_logfile_maxbytes=5MB
stdout_logfile_backups=2
"""


class CannotStart(Exception):
    """A program did not start. The message has the last lines of its log, and the path of the log."""


@dataclass(frozen=True)
class Program:
    """A program to run, and how to tell that it is ready. The one with the lowest priority stops last.

    Everybody on the machine can read its command line, so it must hold no secret.
    """

    name: str
    command: Sequence[str]
    priority: int
    is_ready: Callable[[], bool] | None  # None: it is ready once it has run for `start_seconds`
    start_seconds: int = 1  # if it ends sooner it has failed to start
    ready_timeout_seconds: float = 60.0
    stop_seconds: int = 10  # from being asked to stop to being killed
    retries: int = 10  # with pauses that grow by a second; then supervisord gives it up


class Supervisor:
    """A supervisord and its programs. `home` has configuration, socket and logs; `env` is the programs' environment."""

    def __init__(self, home: Path, directory: Path, programs: Sequence[Program], env: Mapping[str, str]) -> None:
        self.home = home
        self.directory = directory
        self.programs = {program.name: program for program in programs}
        self.env = {**env, HOME_VARIABLE: str(home)}
        self.run = home / "run"
        self.logs = home / "logs"
        self.socket = _socket_path(self.run / "supervisor.sock")
        self._process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        """Start supervisord, without any program. Raises `CannotStart` if it does not answer."""
        for folder in (self.run, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.socket.unlink(missing_ok=True)
        config = self.run / "supervisord.conf"
        config.write_text(self._config())
        with (self.logs / "supervisord.log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and configuration
                [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(config)],
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that Ctrl-C reaches `serve` alone, which stops all in order
            )
        deadline = time.monotonic() + 20
        while not self.is_running():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise self.cannot_start("supervisord")
            time.sleep(0.05)

    def is_running(self) -> bool:
        """Say whether supervisord runs and answers."""
        if self._process is None or self._process.poll() is not None:
            return False
        try:
            self._rpc().getState()
        except (OSError, http.client.HTTPException, xmlrpc.client.Error):
            return False
        return True

    def start(self, name: str) -> None:
        """Start the program `name` without waiting for it. Raises `CannotStart` if it cannot be run at all."""
        try:
            self._rpc().startProcess(name, False)  # noqa: FBT003 -- the remote call has no keywords
        except xmlrpc.client.Fault as fault:
            if fault.faultCode != Faults.ALREADY_STARTED:
                raise CannotStart(f"{name} cannot be started: {fault.faultString}") from None

    def wait_until_ready(self, name: str) -> None:
        """Wait for the program `name`. Raises `CannotStart` if it fails twice or is not ready in time."""
        deadline = time.monotonic() + self.programs[name].ready_timeout_seconds
        previous, failures = "", 0
        while not self.is_ready(name):
            state = self.state(name)
            failures += state == "BACKOFF" != previous
            previous = state
            # One failure may be a port that another process took just then; a second one is the program's own.
            if failures == 2 or state == "FATAL" or time.monotonic() > deadline:
                raise self.cannot_start(name)
            time.sleep(0.1)

    def is_ready(self, name: str) -> bool:
        """Say whether the program `name` runs and is ready."""
        state, is_ready = self.state(name), self.programs[name].is_ready
        if is_ready is None:
            return state == "RUNNING"
        return state in {"STARTING", "RUNNING"} and is_ready()

    def state(self, name: str) -> str:
        """Return supervisord's state: STARTING, RUNNING, BACKOFF, EXITED, FATAL, STOPPED …"""
        return str(self._rpc().getProcessInfo(name)["statename"])

    def process_id(self, name: str) -> int:
        """Return the program's process id; 0 if it does not run."""
        return int(self._rpc().getProcessInfo(name)["pid"])

    def log_tail(self, name: str, count: int = 15) -> list[str]:
        """Return the last lines of the program's log, oldest first."""
        try:
            with (self.logs / f"{name}.log").open(encoding="utf-8", errors="replace") as log:
                return [line.rstrip("\n") for line in deque(log, maxlen=count)]
        except FileNotFoundError:
            return []

    def cannot_start(self, name: str) -> CannotStart:
        """Return the exception that says why the program `name` did not start."""
        lines = "\n".join(f"    {line}" for line in self.log_tail(name)) or "    (it wrote nothing)"
        return CannotStart(f"{name} did not start. The last it wrote, in {self.logs / name}.log:\n{lines}")

    def relaunch(self) -> None:
        """Start everything again after supervisord died."""
        end_processes_of(str(self.home))
        self.launch()
        for name in self.programs:
            self.start(name)

    def shut_down(self) -> None:
        """Stop every program, the one of lowest priority last because the others need it; kill what does not stop."""
        if self.is_running():
            for name in sorted(self.programs, key=lambda name: self.programs[name].priority)[1:]:
                with suppress(xmlrpc.client.Fault):  # not running
                    self._rpc().stopProcess(name, False)  # noqa: FBT003 -- False: do not wait for it
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_SECONDS)
        end_processes_of(str(self.home))
        self.socket.unlink(missing_ok=True)

    def _rpc(self) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self.socket}")
        return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport).supervisor

    def _config(self) -> str:
        parts = [
            CONFIG.format(
                directory=_config_value(self.directory), run=_config_value(self.run), socket=_config_value(self.socket)
            )
        ]
        for program in self.programs.values():
            command = _config_value(shlex.join(program.command))
            log = _config_value(self.logs / f"{program.name}.log")
            parts.append(PROGRAM.format(**vars(program) | {"command": command, "log": log}))
        return "".join(parts)


def _config_value(value: object) -> str:
    """Return `value` as text. Raises `CannotStart` if supervisord's configuration file cannot hold it.

    supervisord expands `%`, in some places twice, and ` ;` and ` #` start a comment.
    """
    text = str(value)
    if any(mark in text for mark in ("%", " ;", " #", "\n")):
        raise CannotStart(f"Backr cannot run from a folder whose name holds '%', ' ;' or ' #': {text}")
    return text


def _socket_path(wanted: Path) -> Path:
    """Return `wanted`, or a path in a new private temporary folder if `wanted` is too long for a socket."""
    if len(os.fsencode(wanted)) <= SOCKET_PATH_LIMIT:
        return wanted
    return Path(tempfile.mkdtemp(prefix="backr-")) / wanted.name


def watch(
    supervisor: Supervisor,
    essential: str,
    say: Callable[[str], None],
    once_ready: Mapping[str, Callable[[], bool]] | None = None,
) -> None:
    """Watch the programs until an exception ends it (`StopRequested`).

    supervisord restarts what dies. When it gives up the program `essential`, this raises `CannotStart`; it reports any
    other and starts it again a minute later. A supervisord that died is replaced. `once_ready` has an action for each
    program that was late, to be run once it is ready; the action returns False to be run again.
    """
    failed_at: dict[str, float] = {}
    pending = dict(once_ready or {})
    while True:
        time.sleep(POLL_SECONDS)
        if not supervisor.is_running():
            say("The supervisor died; starting everything again …")
            supervisor.relaunch()
            continue
        for name in [name for name in pending if supervisor.is_ready(name)]:
            if pending[name]():
                del pending[name]
        for name in supervisor.programs:
            if supervisor.state(name) != "FATAL":
                failed_at.pop(name, None)
            elif name == essential:
                raise supervisor.cannot_start(name)
            elif name not in failed_at:
                failed_at[name] = time.monotonic()
                say(f"{supervisor.cannot_start(name)}\nTrying again in a minute. The pages stay open.")
            elif time.monotonic() - failed_at[name] > RETRY_SECONDS:
                del failed_at[name]
                supervisor.start(name)
