"""One `serve` per folder: its lock, the signals that stop it, and the processes that it runs or left behind.

Every process of a `serve` has the folder in the environment variable `HOME_VARIABLE`, its children included. That finds
the orphans of a killed one; noted process ids would not, since the system may have given them to other processes.
"""

import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import psutil

HOME_VARIABLE = "BACKR_SERVE_HOME"
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class AlreadyRunning(Exception):
    """Another `serve` runs in this folder. The message is the note in its lock file."""


class StopRequested(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal. Like KeyboardInterrupt, handlers of `Exception` must not catch it."""


@contextmanager
def single_instance(path: Path) -> Iterator[None]:
    """Hold the lock file `path` while the block runs. Raises `AlreadyRunning` if another process holds it.

    The lock is the kernel's (flock), which ends with its process however that ends, so a file left behind blocks
    nobody. The file's text, process id and address, is for people.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(path.read_text().strip()) from None
        write_note(path, f"process {os.getpid()}")
        yield
        write_note(path, "")


def write_note(path: Path, text: str) -> None:
    """Write `text` into the lock file, for the message of `AlreadyRunning`. Never replaces the locked file."""
    path.write_text(text)


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Raise `StopRequested` at the first stop signal; ignore further ones, so that the shutdown is not interrupted."""

    def stop(number: int, frame: FrameType | None) -> None:
        for stop_signal in previous:
            signal.signal(stop_signal, signal.SIG_IGN)
        raise StopRequested

    previous = {stop_signal: signal.signal(stop_signal, stop) for stop_signal in STOP_SIGNALS}
    try:
        yield
    finally:
        for stop_signal, handler in previous.items():
            signal.signal(stop_signal, handler)


def processes_of(home: str) -> list[psutil.Process]:
    """Return the live processes that a `serve` of the folder `home` started, without this one."""
    processes = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.environ().get(HOME_VARIABLE) == home:
                processes.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied, OSError):
            continue  # it has ended, or belongs to somebody else
    return [process for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def listens_on(process: psutil.Process, port: int) -> bool:
    """Say whether `process` listens on the TCP port `port`."""
    try:
        connections = process.net_connections(kind="tcp")
    except psutil.Error:
        return False
    return any(connection.status == psutil.CONN_LISTEN and connection.laddr.port == port for connection in connections)


def end_processes_of(home: str, *, timeout_seconds: float = 10.0) -> int:
    """Terminate `processes_of(home)`, kill those that do not end in time, and return how many there were.

    supervisord is killed first, because it would restart the others.
    """
    processes = processes_of(home)
    for process in processes:
        if _is_supervisord(process):
            _ignoring_ended(process.kill)
    for process in processes:
        _ignoring_ended(process.terminate)
    _, alive = psutil.wait_procs(processes, timeout=timeout_seconds)
    for process in alive:
        _ignoring_ended(process.kill)
    psutil.wait_procs(alive, timeout=timeout_seconds)
    return len(processes)


def _is_supervisord(process: psutil.Process) -> bool:
    try:
        return "supervisor.supervisord" in process.cmdline()
    except psutil.Error:
        return False


def _ignoring_ended(send_signal: Callable[[], None]) -> None:
    with suppress(psutil.NoSuchProcess):
        send_signal()
