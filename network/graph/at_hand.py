"""Have a graph for as long as a command needs one."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings

from network.graph import driver, embedded, schema
from network.graph.driver import GraphUnavailable

SECONDS_FOR_ANOTHERS_START = 20.0


@contextlib.contextmanager
def graph_at_hand(*, with_schema: bool = True) -> Iterator[None]:
    """Use the graph that answers; in embedded mode, start one for the duration if none does.

    A server that `manage.py serve` starts meanwhile waits for this one's folder and takes over when the context ends;
    till then it uses this one. `with_schema` makes the constraints and indexes that are missing. Raises
    `GraphUnavailable`.
    """
    with contextlib.ExitStack() as stack:
        if not _answers():
            if settings.GRAPH_URI or not settings.EMBEDDED:
                driver.ping()
            server = replace(embedded.configured(), short_lived=True)
            if embedded.is_held(server.folder):
                _wait_for_anothers_start()
            else:
                stack.enter_context(embedded.running(server))
                stack.callback(driver.forget_driver)
        if with_schema:
            schema.apply()
        yield


def _answers() -> bool:
    try:
        driver.ping()
    except GraphUnavailable:
        return False
    return True


def _wait_for_anothers_start() -> None:
    until = time.monotonic() + SECONDS_FOR_ANOTHERS_START
    while not _answers():
        if time.monotonic() > until:
            driver.ping()
        time.sleep(0.2)
