"""gunicorn's settings. The rest (address, threads) stands on the command line of whoever starts it."""

import os
import threading
from typing import Any

# One thread for the arithmetic of each request. Two finish a text in 6 ms instead of 8 but wait for one another: with
# other requests or a worker beside it, the slowest answers took twice as long, and all took twice the processor time.
ONE_THREAD = {"BACKR_TORCH_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
os.environ.update(ONE_THREAD)

wsgi_app = "backr.wsgi:application"
worker_class = "gthread"
preload_app = False  # torch and the graph's driver are made after the fork
timeout = 60
graceful_timeout = 8
keepalive = 5
control_socket_disable = True
accesslog = None  # addresses of consent pages and invitations are secrets
errorlog = "-"
loglevel = "info"

_warmed = threading.Event()


def post_request(worker: Any, req: Any, environ: dict[str, Any], resp: Any) -> None:
    """After the first answered page, load the model in the background: no page waits for it unless it needs it."""
    if _warmed.is_set() or environ["PATH_INFO"] in {"/healthz", "/readyz"}:
        return
    _warmed.set()
    threading.Thread(target=_warm_up, name="model", daemon=True).start()


def _warm_up() -> None:
    # These bring in Django's settings, which only a worker has.
    from matching.encoder import warm_up  # noqa: PLC0415
    from matching.index import lines  # noqa: PLC0415

    warm_up()
    lines()
