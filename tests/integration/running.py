"""The whole service, run as an operator runs it, for tests that look at it from outside."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

PROJECT = Path(__file__).resolve().parent.parent.parent
ADDRESS = re.compile(r"Backr is at (http://\S+)")


class Running:
    """`manage.py serve` in a folder of its own; `with Running(home) as service:` waits until it says its address."""

    def __init__(self, home: Path, *words: str, patience: float = 180) -> None:
        self.home = home
        self.words = words
        self.patience = patience
        self.address = ""
        self.said = ""
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("BACKR_", "DJANGO_"))},
            "BACKR_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "backr.settings.embedded",
            "PYTHONUNBUFFERED": "1",
        }

    def __enter__(self) -> "Running":
        self.output = self.home / "serve-output.txt"
        self.home.mkdir(parents=True, exist_ok=True)
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", "8300", *self.words],
                cwd=PROJECT,
                env=self.environment,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
            )
        until = time.monotonic() + self.patience
        while not (found := ADDRESS.search(self.output.read_text(errors="replace"))):
            if self.process.poll() is not None or time.monotonic() > until:
                self.__exit__(None, None, None)
                raise AssertionError(f"serve did not come up:\n{self.output.read_text(errors='replace')}")
            time.sleep(0.1)
        self.address = found.group(1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(60)
        if self.process.poll() is None:
            self.process.kill()
        self.said = self.output.read_text(errors="replace")

    def manage(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run another management command beside the service, on the same folder."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=check,
            timeout=300,
        )

    def python(self, code: str) -> Any:
        """Run `code` with Django set up on the same folder; return what it printed last, as JSON."""
        done = self.manage("shell", "--no-imports", "-v", "0", "-c", code, check=False)
        if done.returncode:
            raise AssertionError(done.stderr)
        return json.loads(done.stdout.strip().splitlines()[-1])

    def processes(self, program: str) -> list[psutil.Process]:
        """The living processes of `program`: 'web', 'worker' or 'graph'; the leaders first."""
        marks: Mapping[str, tuple[str, ...]] = {
            "web": ("backr.serving.web",),
            "worker": ("celery", "worker"),
            "graph": ("ArcadeDBServer",),
        }
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                line = " ".join(process.cmdline())
                if process.environ().get("BACKR_HOME") == str(self.home) and all(
                    mark in line for mark in marks[program]
                ):
                    found.append(process)
        return found

    def mail(self) -> list[str]:
        """Every message kept on disk, oldest first, as text."""
        files = sorted((self.home / "mail").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        return [path.read_text(errors="replace") for path in files]


@contextlib.contextmanager
def running(*words: str, patience: float = 180) -> Iterator[Running]:
    """The service in a temporary folder, gone afterwards. `patience`: seconds until it must have said its address."""
    with (
        tempfile.TemporaryDirectory(prefix="backr-", ignore_cleanup_errors=True) as folder,
        Running(Path(folder) / "home", *words, patience=patience) as service,
    ):
        yield service
