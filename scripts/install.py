"""Make .venv and install the locked dependencies. Needs Python 3.11 or newer and nothing else.

usage: python3 scripts/install.py [LOCK]     (default: requirements.lock)

Does nothing if the lock is installed already. On Linux, torch from the public index includes CUDA, which Backr does
not use. PyTorch's own index has a build without it; this is tried once, for at most three seconds.
"""

from __future__ import annotations  # so that an older Python gets as far as the error message

import hashlib
import os
import subprocess
import sys
import threading
import urllib.request
import venv
from pathlib import Path

OLDEST = (3, 11)
PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CPU_INDEX_SECONDS = 3.0

# Megabytes of wheels, measured with `pip download` on Linux x86-64, Python 3.11, 2026-11-23.
SIZES = {"requirements.lock": 490, "requirements-dev.lock": 575}
CUDA_MORE = 2400


def main() -> int:
    lock = PROJECT / (sys.argv[1] if len(sys.argv) > 1 else "requirements.lock")
    if sys.version_info < OLDEST:
        return refuse(
            f"Backr needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}. "
            "Name another: make PYTHON=python3.12 run"
        )
    mark = VENV / f".installed-{lock.name}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == wanted and python().exists():
        return 0
    if not python().exists() and not make_venv():
        return 1
    options = index_options(first=not any(VENV.glob(".installed-*")), lock=lock.name)
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    command = [str(python()), "-m", "pip", "install", *quiet, "--disable-pip-version-check"]
    if subprocess.run([*command, *options, "-r", str(lock)], check=False).returncode:
        return refuse(
            "The installation did not finish; what pip says above tells why. Nothing else was changed. "
            "Running the same command again goes on from here."
        )
    for name in {lock.name, "requirements.lock"}:  # the dev lock includes the other
        digest = hashlib.sha256((PROJECT / name).read_bytes()).hexdigest()
        (VENV / f".installed-{name}").write_text(digest)
    return 0


def make_venv() -> bool:
    try:
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    except (subprocess.CalledProcessError, ImportError):
        refuse("Python's venv module is incomplete here. On Debian or Ubuntu: apt install python3-venv")
        return False
    return True


def index_options(*, first: bool, lock: str) -> list[str]:
    """Return pip's index options; on the `first` installation print how much will be downloaded."""
    small = sys.platform != "linux" or answers_in_time(CPU_INDEX)
    if first:
        more = (
            ""
            if small
            else (f" PyTorch's index of CPU builds does not answer: pip's own may add up to {CUDA_MORE} MB for CUDA.")
        )
        print(f"Installing. The first time this fetches about {SIZES[lock]} MB.{more}", file=sys.stderr, flush=True)
    return ["--extra-index-url", CPU_INDEX] if sys.platform == "linux" and small else []


def answers_in_time(address: str) -> bool:
    """Say whether `address` answers within the limit. This includes the DNS lookup, which has no timeout of its own."""
    answered = threading.Event()

    def ask() -> None:
        try:
            with urllib.request.urlopen(f"{address}/torch/", timeout=CPU_INDEX_SECONDS):
                answered.set()
        except (OSError, ValueError):
            return

    threading.Thread(target=ask, daemon=True).start()
    return answered.wait(CPU_INDEX_SECONDS)


def python() -> Path:
    return VENV / "bin" / "python"


def refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # do not wait for a DNS lookup that hangs in its thread
