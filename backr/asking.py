"""Ask a part how it is without waiting long for it, however often one is asked."""

import threading
import time
from collections.abc import Callable

from backr.parts import Part, State


class Patience:
    """A check whose answer is kept for `keeps` seconds, and which holds nobody up for longer than `waits` seconds.

    One check at a time, in a thread of its own: a part that hangs holds that one thread, and is not asked again before
    it has let go of it. Until then it is poor. An answer is of the process that asked, and so is the thread.
    """

    def __init__(self, check: Callable[[], Part], *, keeps: float, waits: float) -> None:
        self.check = check
        self.keeps = keeps
        self.waits = waits
        self._lock = threading.Lock()
        self._answered: threading.Event | None = None
        self._state = State.POOR
        self._fresh_until = 0.0

    def state(self) -> State:
        """Return how the part is, or was a moment ago; poor when it does not say in time."""
        with self._lock:
            if self._answered is None and time.monotonic() < self._fresh_until:
                return self._state
            if self._answered is None:
                self._answered = threading.Event()
                threading.Thread(target=self._ask, args=[self._answered], daemon=True).start()
            answered = self._answered
        return self._state if answered.wait(self.waits) else State.POOR

    def _ask(self, answered: threading.Event) -> None:
        state = State.POOR  # also when the check itself breaks, which the thread's traceback in the log tells of
        try:
            state = self.check().state
        finally:
            with self._lock:
                self._state, self._fresh_until, self._answered = state, time.monotonic() + self.keeps, None
            answered.set()
