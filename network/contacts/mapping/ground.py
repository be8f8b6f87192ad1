"""Which of the drawing's ground is taken, so that nothing is put on top of something else. Plain functions."""

from functools import lru_cache
from math import ceil, floor, sqrt

from network.contacts.mapping.shapes import Box

FINE = 3.0
"""Side of a plot, in units of the drawing. The ground is a square of plots; a row of them is the bits of one number."""


class Ground:
    """A square of `half` units to either side of the centre, of which each plot is taken or free.

    A box takes, and asks for, every plot that it touches, so two boxes that were let in never meet.
    """

    def __init__(self, half: float, hub: float, rim: float) -> None:
        """Begin with all taken that lies outside the circle `rim`, or at least partly inside the circle `hub`."""
        self.plots = ceil(half / FINE)
        self.rows = list(_ring_of_plots(self.plots, hub, rim))

    def is_free(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether the box lies in the square and nothing of it is taken."""
        first, last = floor(top / FINE) + self.plots, floor(bottom / FINE) + self.plots
        start, end = floor(left / FINE) + self.plots, floor(right / FINE) + self.plots
        if first < 0 or start < 0 or last >= len(self.rows) or end >= len(self.rows):
            return False
        mask = ((1 << (end - start + 1)) - 1) << start
        for row in self.rows[first : last + 1]:  # noqa: SIM110 -- all(…) takes three times as long
            if row & mask:
                return False
        return True

    def take(self, box: Box) -> None:
        """Take what of the box lies in the square."""
        most = len(self.rows) - 1
        first, last = floor(box.top / FINE) + self.plots, floor(box.bottom / FINE) + self.plots
        start, end = floor(box.left / FINE) + self.plots, floor(box.right / FINE) + self.plots
        start, end = max(start, 0), min(end, most)
        mask = ((1 << max(end - start + 1, 0)) - 1) << start
        for number in range(max(first, 0), min(last, most) + 1):
            self.rows[number] |= mask


@lru_cache(maxsize=8)
def _ring_of_plots(plots: int, hub: float, rim: float) -> tuple[int, ...]:
    """Return the rows of a square in which only what lies wholly between the two circles is free."""
    rows = []
    for number in range(-plots, plots):
        near, far = sorted((abs(number * FINE), abs((number + 1) * FINE)))
        taken = (1 << (2 * plots)) - 1
        if far < rim:
            reach = floor(sqrt(rim**2 - far**2) / FINE)
            hole = ceil(sqrt(hub**2 - near**2) / FINE) if near < hub else 0
            free = ((1 << (2 * reach)) - 1) << (plots - reach)
            free &= ~(((1 << (2 * hole)) - 1) << (plots - hole))
            taken &= ~free
        rows.append(taken)
    return tuple(rows)
