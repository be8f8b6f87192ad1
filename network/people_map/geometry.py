"""The geometry of the drawing: boxes, and parts of rings. Plain functions.

Lengths are the drawing's own units. The centre is (0, 0); x goes right and y goes down, as in SVG. Angles are radians,
clockwise from twelve o'clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import asin, atan2, ceil, cos, floor, hypot, pi, sin, sqrt


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap by more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Wedge:
    """The part of a ring between two radii and two angles, `start` < `end` ≤ `start` + 2π."""

    inner: float
    outer: float
    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def area(self) -> float:
        return (self.outer**2 - self.inner**2) / 2 * (self.end - self.start)

    def holds(self, x: float, y: float, radius: float = 0.0) -> bool:
        """Whether the whole disc of that radius around the point lies in the wedge."""
        far = hypot(x, y)
        if not self.inner + radius <= far <= self.outer - radius:
            return False
        turn = (atan2(x, -y) - self.start) % (2 * pi)
        room = asin(min(1.0, radius / far)) if far else 0.0
        return room <= turn <= self.end - self.start - room

    def scattered(self, count: int, radius: float) -> Iterator[tuple[float, float]]:
        """Yield up to `count` centres of discs of `radius` in the wedge, spread evenly, the middle one first.

        By the additive recurrence of Roberts (2018), "The unreasonable effectiveness of quasirandom sequences": each
        point falls into the largest gap of those before, or nearly so. Even by area, not by radius.
        """
        inner, outer = self.inner + radius, self.outer - radius
        if inner > outer:
            return
        for number in range(count):
            far = sqrt(inner**2 + (0.5 + number * 0.7548776662466927) % 1.0 * (outer**2 - inner**2))
            room = asin(min(1.0, radius / far)) if far else pi
            turn = self.end - self.start - 2 * room
            if turn >= 0:
                yield at(far, self.start + room + (0.5 + number * 0.5698402909980532) % 1.0 * turn)


def at(radius: float, angle: float) -> tuple[float, float]:
    """Return the point at that distance from the centre in that direction."""
    return radius * sin(angle), -radius * cos(angle)


FINE = 3.0
"""Side of a plot, in units of the drawing. A row of plots is the bits of one number."""


class Ground:
    """An occupancy grid, `half` units to either side of the centre.

    A box occupies every plot that it touches, so two accepted boxes never overlap.
    """

    def __init__(self, half: float, hub: float, rim: float) -> None:
        """Start with everything occupied outside the circle `rim`, and all that touches the circle `hub`."""
        self.plots = ceil(half / FINE)
        self.rows = list(_ring_of_plots(self.plots, hub, rim))

    def is_free(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether the box lies in the square and is free."""
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
        """Occupy the part of the box that lies in the square."""
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
