"""Become the embedded graph server: `python -m network.graph.launch FOLDER --password-file FILE`.

A process of its own that ends as the Java of the `arcadedb-embedded` wheel (by `exec`, so a supervisor's signals and
exit codes are the server's own). Needs no Django. What it sees to first:

- one server a folder: an inherited file lock that dies with its holder, so a lock can never be stale. A server whose
  own supervisor was killed is ended; one that somebody still looks after is waited for;
- two free ports on loopback, the Bolt one noted in FOLDER/port;
- the password goes by file, and is the one in the file also when an earlier start had another.
"""

import argparse
import contextlib
import ctypes
import fcntl
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path

import arcadedb_embedded
import psutil

LOOPBACK = "127.0.0.1"
EVENT_LOGS_KEPT = 5
PR_SET_PDEATHSIG = 1


def main() -> None:
    """Take the folder, choose the ports, and become the server."""
    args = _arguments()
    folder: Path = args.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _end_with_the_parent()
    _take(folder)
    port, http_port = _free_ports(args.port)
    _sweep(folder)
    _note(folder, "port", str(port))
    command = java_command(folder, args.password_file.absolute(), args.database, args.heap, port, http_port)
    if args.short_lived:
        command.insert(1, "-XX:TieredStopAtLevel=1")  # 2.1 s of processor time to be ready instead of 3.8 s
    os.chdir(folder)
    os.execv(command[0], command)  # noqa: S606


def java_command(folder: Path, password_file: Path, database: str, heap: str, port: int, http_port: int) -> list[str]:
    """The server's command line. Holds no secret: it stands in the process list."""
    wheel = Path(arcadedb_embedded.__file__).parent
    server = {
        "server.rootPath": folder,
        "server.configDirectory": folder / "conf",
        "server.databaseDirectory": folder / "databases",
        "server.logsDirectory": folder / "log",
        "server.rootPasswordPath": password_file,
        "server.mode": "production",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": f"{database}[root]",
        "bolt.host": LOOPBACK,
        "bolt.port": port,
        "server.httpIncomingHost": LOOPBACK,  # comes up whether wanted or not
        "server.httpIncomingPort": http_port,
        "support.autoRegister": "false",
    }
    return [
        str(wheel / "jre" / "bin" / "java"),
        f"-Xmx{heap}",
        "-XX:+ExitOnOutOfMemoryError",  # a supervisor can restart it; a server that limps on cannot be helped
        "-XX:-UsePerfData",
        "-Djava.awt.headless=true",
        "-Djava.net.preferIPv4Stack=true",
        "--enable-native-access=ALL-UNNAMED",
        "--add-modules",
        "jdk.incubator.vector",
        *(f"-Darcadedb.{name}={value}" for name, value in server.items()),
        "-cp",
        str(wheel / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run the embedded graph server.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--password-file", type=Path, required=True)
    parser.add_argument("--database", default="backr")
    parser.add_argument("--heap", default="1g")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--short-lived", action="store_true", help="start with less work, at some cost to long runs")
    return parser.parse_args()


def _end_with_the_parent() -> None:
    """On Linux, have the kernel end this process when its parent dies, however it dies."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _take(folder: Path) -> None:
    """Hold the folder's lock, for as long as this process and the server that it becomes live."""
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    os.set_inheritable(lock, True)  # noqa: FBT003
    told = False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not _end_an_orphan(folder) and not told:
                print(f"Waiting for the graph server that already uses {folder}.", file=sys.stderr, flush=True)  # noqa: T201
                told = True
            time.sleep(0.2)
        else:
            _note(folder, "holder", json.dumps({"server": _identity(os.getpid()), "parent": _identity(os.getppid())}))
            return


def _end_an_orphan(folder: Path) -> bool:
    """End the server that holds the folder if whoever started it is gone; tell whether that was so."""
    try:
        holder = json.loads((folder / "holder").read_text())
    except (OSError, ValueError):
        return False
    if _lives(holder["parent"]) or not _lives(holder["server"]):
        return False
    with contextlib.suppress(psutil.NoSuchProcess):
        orphan = psutil.Process(holder["server"][0])
        orphan.terminate()
        try:
            orphan.wait(10)
        except psutil.TimeoutExpired:
            orphan.kill()
    return True


def _identity(pid: int) -> tuple[int, float]:
    """A process beyond doubt: numbers are used again, a number with its time of birth is not."""
    return pid, psutil.Process(pid).create_time()


def _lives(identity: tuple[int, float]) -> bool:
    pid, born = identity
    try:
        process = psutil.Process(pid)
        return bool(abs(process.create_time() - born) < 1 and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _free_ports(wanted: int) -> tuple[int, int]:
    """The Bolt port (`wanted`, or a free one if 0) and another free one, both on loopback."""
    with socket.socket() as bolt, socket.socket() as http:
        bolt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bolt.bind((LOOPBACK, wanted))
        http.bind((LOOPBACK, 0))
        return int(bolt.getsockname()[1]), int(http.getsockname()[1])


def _sweep(folder: Path) -> None:
    """Forget the users of an earlier start, whose password may have been another, and old event logs."""
    (folder / "conf" / "server-users.jsonl").unlink(missing_ok=True)
    logs = sorted((folder / "log").glob("server-event-log-*.jsonl"))
    for old in logs[:-EVENT_LOGS_KEPT]:
        old.unlink(missing_ok=True)


def _note(folder: Path, name: str, text: str) -> None:
    aside = folder / f".{name}.{os.getpid()}"
    aside.touch(mode=0o600)
    aside.write_text(text)
    aside.replace(folder / name)


if __name__ == "__main__":
    main()
