"""Web, workers and graph under one roof: a supervisord of our own, told what to do over its socket.

supervisord starts the programs, starts again those that die, keeps and rotates their logs, and stops them in order.
`House` writes its configuration, starts it, asks it things, and ends it. See decisions/2026-11-supervisor.md.
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

from supervisor.xmlrpc import SupervisorTransport

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
startsecs=1
startretries=2
stopwaitsecs=10
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
    is_ready: Callable[[], bool]
    patience_seconds: float = 60.0


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
        """Ask for the program `name` to be started; do not wait for it."""
        with suppress(xmlrpc.client.Fault):  # it runs already, or is being started again
            self._ask().startProcess(name, False)  # noqa: FBT003 -- the remote call has no keywords

    def wait(self, name: str) -> None:
        """Return when the program `name` is ready; raise `CannotStart` when it has given up or takes too long."""
        program = self.programs[name]
        until = time.monotonic() + program.patience_seconds
        while not (self.state(name) in {"RUNNING", "STARTING"} and program.is_ready()):
            if self.state(name) == "FATAL" or time.monotonic() > until:
                raise self.cannot_start(name)
            time.sleep(0.1)

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
        """Stop every program, the last started first, then the supervisor; by force what does not go."""
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
            parts.append(PROGRAM.format(name=program.name, command=command, priority=program.priority, log=log))
        return "".join(parts)


def _plain(value: object) -> str:
    """Return `value` as supervisor's configuration reads it back: it expands `%`, and ` ;` and ` #` start a comment."""
    text = str(value)
    if any(mark in text for mark in (" ;", " #", "\n")):
        raise ValueError(f"Backr cannot run from a folder whose name holds ' ;' or ' #': {text}")
    return text.replace("%", "%%")


def _socket_path(wanted: Path) -> Path:
    """Return `wanted`, or a path in a fresh private folder where the kernel would find `wanted` too long."""
    if len(os.fsencode(wanted)) <= SOCKET_PATH_LIMIT:
        return wanted
    return Path(tempfile.mkdtemp(prefix="backr-")) / wanted.name
