"""Web, workers and graph under one roof: a supervisord of our own, told what to do over its socket.

supervisord starts the programs, starts again those that die, keeps and rotates their logs, and stops them in order.
`House` writes its configuration, starts it, asks it things, and ends it. See decisions/2026-11-23-one-roof.md.
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

from backr.serving.predecessors import MARK, end_survivors

SOCKET_PATH_LIMIT = 100  # the kernel's is 108 bytes, some systems' 104
STOP_SECONDS = 40
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
startsecs={boot_seconds}
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
    """A program did not come up; the message holds the last lines of its log, and where the rest is."""


@dataclass(frozen=True)
class Program:
    """One child: what is run, and how one knows that it is ready. The lower priority starts first and stops last.

    The command line is readable by everybody on the machine: it holds no secret.
    """

    name: str
    command: Sequence[str]
    priority: int
    is_ready: Callable[[], bool] | None  # None: when it has lived for `boot_seconds`
    boot_seconds: int = 1  # who ends sooner has failed to start; longer than it takes to fail
    patience_seconds: float = 60.0
    stop_seconds: int = 10  # after which what was asked to stop is killed
    retries: int = 10  # each waits a second longer than the one before; then it is given up


class House:
    """A supervisord and its programs. `home` holds configuration, socket and logs; `env` is what the programs get."""

    def __init__(self, home: Path, directory: Path, programs: Sequence[Program], env: Mapping[str, str]) -> None:
        self.home = home
        self.directory = directory
        self.programs = {program.name: program for program in programs}
        self.env = {**env, MARK: str(home)}
        self.run = home / "run"
        self.logs = home / "logs"
        self.socket = _socket_path(self.run / "supervisor.sock")
        self._supervisor: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        """Start the supervisor, with no program running yet. Raises `CannotStart` if it does not answer."""
        for folder in (self.run, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.socket.unlink(missing_ok=True)
        config = self.run / "supervisord.conf"
        config.write_text(self._config())
        with (self.logs / "supervisord.log").open("wb") as log:
            self._supervisor = subprocess.Popen(  # noqa: S603 -- our own interpreter and configuration
                [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(config)],
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for `serve`, which stops all in order
            )
        until = time.monotonic() + 20
        while not self.is_open():
            if self._supervisor.poll() is not None or time.monotonic() > until:
                raise self.cannot_start("supervisord")
            time.sleep(0.05)

    def is_open(self) -> bool:
        """Say whether the supervisor lives and answers."""
        if self._supervisor is None or self._supervisor.poll() is not None:
            return False
        try:
            self._ask().getState()
        except (OSError, http.client.HTTPException, xmlrpc.client.Error):
            return False
        return True

    def start(self, name: str) -> None:
        """Ask for the program `name` to be started; do not wait for it. Raises `CannotStart` if there is none such."""
        try:
            self._ask().startProcess(name, False)  # noqa: FBT003 -- the remote call has no keywords
        except xmlrpc.client.Fault as fault:
            if fault.faultCode != Faults.ALREADY_STARTED:
                raise CannotStart(f"{name} cannot be started: {fault.faultString}") from None

    def wait(self, name: str) -> None:
        """Return when the program `name` is ready; raise `CannotStart` when it has given up or takes too long."""
        until = time.monotonic() + self.programs[name].patience_seconds
        before, falls = "", 0
        while not self.is_up(name):
            state = self.state(name)
            falls += state == "BACKOFF" != before
            before = state
            # One fall may be a port that somebody else took in that moment; the second is its own.
            if falls == 2 or state == "FATAL" or time.monotonic() > until:
                raise self.cannot_start(name)
            time.sleep(0.1)

    def is_up(self, name: str) -> bool:
        """Say whether the program `name` runs and is ready."""
        state, is_ready = self.state(name), self.programs[name].is_ready
        if is_ready is None:
            return state == "RUNNING"
        return state in {"STARTING", "RUNNING"} and is_ready()

    def state(self, name: str) -> str:
        """Return supervisor's word: STARTING, RUNNING, BACKOFF, EXITED, FATAL, STOPPED …"""
        return str(self._ask().getProcessInfo(name)["statename"])

    def process_id(self, name: str) -> int:
        """Return the id of the running program's process; 0 if it does not run."""
        return int(self._ask().getProcessInfo(name)["pid"])

    def last_lines(self, name: str, count: int = 15) -> list[str]:
        """Return the last lines that the program `name` wrote, oldest first."""
        try:
            with (self.logs / f"{name}.log").open(encoding="utf-8", errors="replace") as log:
                return [line.rstrip("\n") for line in deque(log, maxlen=count)]
        except FileNotFoundError:
            return []

    def cannot_start(self, name: str) -> CannotStart:
        """Return the exception that tells why the program `name` is not up."""
        lines = "\n".join(f"    {line}" for line in self.last_lines(name)) or "    (it wrote nothing)"
        return CannotStart(f"{name} did not start. The last it wrote, in {self.logs / name}.log:\n{lines}")

    def reopen(self) -> None:
        """Start everything again after the supervisor died under us."""
        end_survivors(str(self.home))
        self.open()
        for name in self.programs:
            self.start(name)

    def close(self) -> None:
        """Stop every program, the first one last, for the others may need it; by force what does not go."""
        if self.is_open():
            for name in sorted(self.programs, key=lambda name: self.programs[name].priority)[1:]:
                with suppress(xmlrpc.client.Fault):  # it does not run
                    self._ask().stopProcess(name, False)  # noqa: FBT003 -- all at once, without waiting for each
        if self._supervisor is not None:
            self._supervisor.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._supervisor.wait(STOP_SECONDS)
        end_survivors(str(self.home))
        self.socket.unlink(missing_ok=True)

    def _ask(self) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self.socket}")
        return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport).supervisor

    def _config(self) -> str:
        parts = [CONFIG.format(directory=_plain(self.directory), run=_plain(self.run), socket=_plain(self.socket))]
        for program in self.programs.values():
            command = _plain(shlex.join(program.command))
            log = _plain(self.logs / f"{program.name}.log")
            parts.append(PROGRAM.format(**vars(program) | {"command": command, "log": log}))
        return "".join(parts)


def _plain(value: object) -> str:
    """Return `value` as text; raise `CannotStart` if supervisor's configuration would read back something else.

    It expands `%`, in some places twice, and ` ;` and ` #` start a comment.
    """
    text = str(value)
    if any(mark in text for mark in ("%", " ;", " #", "\n")):
        raise CannotStart(f"Backr cannot run from a folder whose name holds '%', ' ;' or ' #': {text}")
    return text


def _socket_path(wanted: Path) -> Path:
    """Return `wanted`, or a path in a fresh private folder where the kernel would find `wanted` too long."""
    if len(os.fsencode(wanted)) <= SOCKET_PATH_LIMIT:
        return wanted
    return Path(tempfile.mkdtemp(prefix="backr-")) / wanted.name
