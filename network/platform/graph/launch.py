"""Run the embedded graph server: `python -m network.platform.graph.launch FOLDER --password-file FILE`.

The process replaces itself by `exec` with the Java of the `arcadedb-embedded` wheel, so a supervisor's signals and exit
codes are the server's own. It does without Django. Before that it makes sure of three things:

- Only one server runs in a folder. The file lock is inherited and ends with the process, so it is never stale. A server
  whose supervisor was killed is stopped; a server that is still supervised is waited for.
- Two free ports on loopback are chosen. The Bolt port is written to FOLDER/port.
- The server takes the password from the file, even if an earlier start used another one.
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
    """Lock the folder, choose the ports, and start the server in place of this process."""
    args = _arguments()
    folder: Path = args.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _stop_with_parent()
    _lock(folder)
    port, http_port = _free_ports(args.port)
    _remove_leftovers(folder)
    _write_atomically(folder, "port", str(port))
    command = java_command(folder, args.password_file.absolute(), args.database, args.heap, port, http_port)
    if args.short_lived:
        command.insert(1, "-XX:TieredStopAtLevel=1")  # a quicker start: backr/decisions/2026-11-paths.md
    os.chdir(folder)
    os.execv(command[0], command)  # noqa: S606


def java_command(folder: Path, password_file: Path, database: str, heap: str, port: int, http_port: int) -> list[str]:
    """Return the command line of the server. It holds no secret, because anybody can read it in the process list."""
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
        "server.httpIncomingHost": LOOPBACK,  # the server always opens this port
        "server.httpIncomingPort": http_port,
        "support.autoRegister": "false",
    }
    return [
        str(wheel / "jre" / "bin" / "java"),
        f"-Xmx{heap}",
        "-XX:+ExitOnOutOfMemoryError",  # a supervisor restarts it; otherwise it would stay up and answer nothing
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


def _stop_with_parent() -> None:
    """On Linux, have the kernel stop this process when its parent dies for any reason."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _lock(folder: Path) -> None:
    """Take the lock of the folder, and hold it until this process or the server in its place ends."""
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    os.set_inheritable(lock, True)  # noqa: FBT003
    announced = False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not _stop_orphan(folder) and not announced:
                print(f"Waiting for the graph server that already uses {folder}.", file=sys.stderr, flush=True)  # noqa: T201
                announced = True
            time.sleep(0.2)
        else:
            _write_atomically(
                folder, "holder", json.dumps({"server": _identity(os.getpid()), "parent": _identity(os.getppid())})
            )
            return


def _stop_orphan(folder: Path) -> bool:
    """Stop the server that holds the folder if its parent is gone; tell whether it was stopped."""
    try:
        holder = json.loads((folder / "holder").read_text())
    except (OSError, ValueError):
        return False
    if _is_running(holder["parent"]) or not _is_running(holder["server"]):
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
    """Identify a process by its id and start time, since the system reuses ids."""
    return pid, psutil.Process(pid).create_time()


def _is_running(identity: tuple[int, float]) -> bool:
    pid, started = identity
    try:
        process = psutil.Process(pid)
        return bool(abs(process.create_time() - started) < 1 and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _free_ports(wanted: int) -> tuple[int, int]:
    """Return the Bolt port (`wanted`, or a free one if 0) and another free port, both on loopback."""
    with socket.socket() as bolt, socket.socket() as http:
        bolt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bolt.bind((LOOPBACK, wanted))
        http.bind((LOOPBACK, 0))
        return int(bolt.getsockname()[1]), int(http.getsockname()[1])


def _remove_leftovers(folder: Path) -> None:
    """Remove the users of an earlier start, who may have another password, and old event logs."""
    (folder / "conf" / "server-users.jsonl").unlink(missing_ok=True)
    logs = sorted((folder / "log").glob("server-event-log-*.jsonl"))
    for old in logs[:-EVENT_LOGS_KEPT]:
        old.unlink(missing_ok=True)


def _write_atomically(folder: Path, name: str, text: str) -> None:
    aside = folder / f".{name}.{os.getpid()}"
    aside.touch(mode=0o600)
    aside.write_text(text)
    aside.replace(folder / name)


if __name__ == "__main__":
    main()
