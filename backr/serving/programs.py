"""What `serve` runs, in the order in which it starts them. Sizes and reasons: decisions/2026-11-23-one-roof.md."""

import http.client
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import close_old_connections

from backr.serving.house import Program
from backr.serving.predecessors import listens, survivors
from network.graph import embedded
from network.models import Heartbeat

WEB_THREADS = 8
ERRAND_THREADS = 3  # so that a long import does not hold up e-mail or the graph
TEXTS_STOP_SECONDS = 3  # in the middle of an encode, which may be cut short at any point and is gone on with
ERRANDS = "default,outbox,graph,mail,imports"


def environment(*, home: Path, port: int, demo: bool) -> dict[str, str]:
    """Return the environment of every program: this process's own, and where the service lives."""
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
        "MALLOC_ARENA_MAX": "2",  # glibc keeps an arena a thread otherwise
    }
    given = embedded.configured().environment
    return {**{name: value for name, value in given.items() if name != "GUNICORN_CMD_ARGS"}, **ours}


def programs(*, home: Path, port: int, started: datetime) -> list[Program]:
    """Return the graph, the web server and two workers (one keeps the clock); `started` is when this `serve` began."""
    graph = embedded.configured()
    texts = _worker("vectors", "--pool=solo")
    threads = ["--pool=threads", f"--concurrency={ERRAND_THREADS}"]
    return [
        Program("graph", graph.command, 10, graph.is_ready, boot_seconds=5, patience_seconds=90),
        Program("web", _gunicorn(port), 50, lambda: web_is_ready(home, port), boot_seconds=5),
        Program("errands", _worker(ERRANDS, *threads), 30, _heard("outbox", started), boot_seconds=8),
        Program("texts", texts, 31, _heard("vectors", started), boot_seconds=8, stop_seconds=TEXTS_STOP_SECONDS),
    ]


def web_is_ready(home: Path, port: int) -> bool:
    """Say whether the health page on `port` answers, and is ours: another `serve` may have taken the port meanwhile."""
    return _answers(port) and any(listens(process, port) for process in survivors(str(home)))


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _gunicorn(port: int) -> list[str]:
    config = Path(__file__).with_name("gunicorn_config.py")
    size = ["--workers", "1", "--threads", str(WEB_THREADS)]
    return [sys.executable, "-m", "gunicorn", "-c", str(config), "--bind", f"127.0.0.1:{port}", *size]


def _worker(queues: str, *size: str) -> list[str]:
    celery = [sys.executable, "-m", "celery", "-A", "backr", "worker", "--loglevel=INFO"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [*celery, "-Q", queues, "-n", f"{queues.partition(',')[0]}@localhost", *size, *quiet]


def _heard(queue: str, since: datetime) -> Callable[[], bool]:
    def heard() -> bool:
        close_old_connections()
        return Heartbeat.objects.filter(worker=queue, beaten_at__gte=since).exists()

    return heard
