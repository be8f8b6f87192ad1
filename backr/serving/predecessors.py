"""What a `serve` that was killed left running, found by a mark in the environment of each of its processes."""

import os

import psutil

MARK = "BACKR_SERVE_HOME"


def survivors(home: str) -> list[psutil.Process]:
    """Return the living processes that a `serve` of the folder `home` started, this process apart.

    By the mark and not by noted process ids: an id may have gone to somebody else since.
    """
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and process.environ().get(MARK) == home:
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied, OSError):
            continue  # gone meanwhile, or somebody else's
    return [process for process in found if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def listens(process: psutil.Process, port: int) -> bool:
    """Say whether `process` listens on the TCP port `port`."""
    try:
        open_now = process.net_connections(kind="tcp")
    except psutil.Error:
        return False
    return any(each.status == psutil.CONN_LISTEN and each.laddr.port == port for each in open_now)


def end_survivors(home: str, *, patience: float = 10.0) -> int:
    """End what `survivors` finds, kindly and then by force; return how many there were.

    The supervisor goes first and by force: it would start again what ends.
    """
    found = survivors(home)
    for process in found:
        if _is_supervisor(process):
            _quietly(process.kill)
    for process in found:
        _quietly(process.terminate)
    _, alive = psutil.wait_procs(found, timeout=patience)
    for process in alive:
        _quietly(process.kill)
    psutil.wait_procs(alive, timeout=patience)
    return len(found)


def _is_supervisor(process: psutil.Process) -> bool:
    try:
        return "supervisor.supervisord" in process.cmdline()
    except psutil.Error:
        return False


def _quietly(act: object) -> None:
    try:
        act()  # type: ignore[operator]
    except psutil.NoSuchProcess:
        return
