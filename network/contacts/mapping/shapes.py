"""The geometry of the drawing: boxes, and parts of rings. Plain functions.

Lengths are the drawing's own units. The centre is (0, 0); x goes right and y goes down, as in SVG. Angles are radians,
clockwise from twelve o'clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, atan2, cos, hypot, pi, sin, sqrt


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
        """Whether the two share more than an edge."""
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
        """Yield up to `count` middles of discs of `radius` in the wedge, spread evenly over it, the middle one first.

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
    """Return the point so far from the centre in that direction."""
    return radius * sin(angle), -radius * cos(angle)
