"""The programs that `serve` runs. Their sizes, and the reasons: decisions/2026-11-23-one-roof.md."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import close_old_connections

from backr.serving.healthcheck import answers
from backr.serving.instance import listens_on, processes_of
from backr.serving.supervisor import Program
from network.models import Heartbeat
from network.platform.graph import embedded

ERRANDS_THREADS = 3  # so that a slow graph does not hold up e-mail
TEXTS_STOP_SECONDS = 3  # encoding can be cut short at any point and is resumed later
IMPORTS_STOP_SECONDS = 3  # what an import has committed stays, and the next worker goes on from there
ERRANDS_QUEUES = "default,outbox,graph,mail"
TEXTS_QUEUE = "vectors"
IMPORTS_QUEUE = "imports"


def environment(*, home: Path, port: int, demo: bool) -> dict[str, str]:
    """Return the environment of every program: this process's own, with the settings of this service."""
    cores = str(os.cpu_count() or 1)
    ours = {
        "BACKR_HOME": str(home),
        "BACKR_PUBLIC_ADDRESS": f"http://localhost:{port}",
        "BACKR_DEMO": "1" if demo else "0",
        "DJANGO_SETTINGS_MODULE": "backr.settings.embedded",
        "PYTHONUNBUFFERED": "1",
        "OMP_NUM_THREADS": cores,
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_OFFLINE": "1",
        "MALLOC_ARENA_MAX": "2",  # glibc would keep an arena for each thread
    }
    inherited = embedded.configured().environment
    return {**inherited, **ours}


def programs(*, home: Path, port: int, started: datetime) -> list[Program]:
    """Return the graph, the web server and the three workers; `started` is when this `serve` began.

    The worker "errands" also runs the beat scheduler. The worker "imports" takes one address book at a time, apart from
    the others, so that a long one holds up neither e-mail nor the graph. It never loads the model.
    """
    graph = embedded.configured()
    errands = _worker(ERRANDS_QUEUES, "--pool=threads", f"--concurrency={ERRANDS_THREADS}")
    texts = _worker(TEXTS_QUEUE, "--pool=solo")
    return [
        Program("graph", graph.command, 10, graph.is_ready, start_seconds=5, ready_timeout_seconds=90),
        Program("web", _web(port), 50, lambda: web_is_ready(home, port), start_seconds=5),
        Program("errands", errands, 30, _has_beaten("outbox", started), start_seconds=8),
        Program(
            "texts",
            texts,
            31,
            _has_beaten("vectors", started),
            start_seconds=8,
            stop_seconds=TEXTS_STOP_SECONDS,
        ),
        Program(
            "imports",
            _worker(IMPORTS_QUEUE, "--pool=solo"),
            32,
            _has_beaten("imports", started),
            start_seconds=8,
            stop_seconds=IMPORTS_STOP_SECONDS,
        ),
    ]


def web_is_ready(home: Path, port: int) -> bool:
    """Say whether the web server on `port` answers and is ours: another program may have taken the port meanwhile."""
    if not answers(port, host="localhost", timeout_seconds=2):
        return False
    return any(listens_on(process, port) for process in processes_of(str(home)))


def _web(port: int) -> list[str]:
    return [sys.executable, "-m", "backr.serving.web", "--bind", f"127.0.0.1:{port}"]


def _worker(queues: str, *size: str) -> list[str]:
    celery = [sys.executable, "-m", "celery", "-A", "backr", "worker", "--loglevel=INFO"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [*celery, "-Q", queues, "-n", f"{queues.partition(',')[0]}@localhost", *size, *quiet]


def _has_beaten(queue: str, since: datetime) -> Callable[[], bool]:
    def has_beaten() -> bool:
        close_old_connections()
        return Heartbeat.objects.filter(worker=queue, beaten_at__gte=since).exists()

    return has_beaten
