"""Watches over an open house until it is asked to stop."""

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

from backr.serving.house import House

LOOK_EVERY_SECONDS = 1.0
TRY_AGAIN_SECONDS = 60.0


class AskedToStop(BaseException):
    """Ctrl-C, SIGTERM, or the terminal was closed. Like KeyboardInterrupt, no handler of errors may catch it."""


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Turn the first signal that asks for an end into `AskedToStop`; further ones do not disturb the tidy end."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise AskedToStop

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def keep(
    house: House,
    essential: str,
    say: Callable[[str], None],
    when_up: Mapping[str, Callable[[], bool]] | None = None,
) -> None:
    """Look after `house` for ever; `AskedToStop` ends it.

    supervisord itself starts again what dies. What it gave up on is told with its last lines: `essential` ends all
    (raises `CannotStart`), anything else is tried again a minute later. A supervisor that died is replaced. `when_up`
    has what is to be done once a program is up that was not when the others were; it says whether it could.
    """
    given_up: dict[str, float] = {}
    still_to_do = dict(when_up or {})
    while True:
        time.sleep(LOOK_EVERY_SECONDS)
        if not house.is_open():
            say("The supervisor died; starting everything again …")
            house.reopen()
            continue
        for name in [name for name in still_to_do if house.is_up(name)]:
            if still_to_do[name]():
                del still_to_do[name]
        for name in house.programs:
            if house.state(name) != "FATAL":
                given_up.pop(name, None)
            elif name == essential:
                raise house.cannot_start(name)
            elif name not in given_up:
                given_up[name] = time.monotonic()
                say(f"{house.cannot_start(name)}\nTrying again in a minute. The pages stay open.")
            elif time.monotonic() - given_up[name] > TRY_AGAIN_SECONDS:
                del given_up[name]
                house.start(name)
