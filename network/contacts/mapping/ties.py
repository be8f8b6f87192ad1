"""The lines of the drawing: who knows whom, and who shares a firm. Plain functions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import atan2

from network.contacts.mapping.layout import Drawing

ALL_PAIRS = 6
"""In a firm of more people than that, each is joined to the next round the circle: twenty people would be 190 lines."""
BEND = 0.72
"""How far out a line's control point lies, as part of the way to its middle: lines bend towards the centre, where fewer
names stand, and two between the same parts run together."""

Pair = tuple[int, int]
Point = tuple[float, float]


@dataclass
class Lines:
    """One kind of line. `path` draws all; `near` says who is joined to whom, of those who have a mark of their own."""

    path: str = ""
    near: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    ends: dict[Pair, tuple[Point, Point]] = field(default_factory=dict)

    def of(self, who: int | None) -> str:
        """Return the path of the lines of one person."""
        return " ".join(_bent(*ends) for pair, ends in self.ends.items() if who in pair)


def lines_between(drawing: Drawing, pairs: Iterable[Pair]) -> Lines:
    """Return a line for each pair that is drawn. Somebody who is only counted has theirs from the disc.

    Lines between the same two places are drawn once, and none between two who are both only counted.
    """
    lines = Lines()
    drawn: dict[tuple[Point, Point], None] = {}
    for one, other in pairs:
        start, end = drawing.place_of(one), drawing.place_of(other)
        known = (one in drawing.spots, other in drawing.spots)
        if start is None or end is None or not any(known):
            continue
        lines.ends[one, other] = (start, end)
        drawn[min(start, end), max(start, end)] = None
        if all(known):
            lines.near[one].add(other)
            lines.near[other].add(one)
    lines.path = " ".join(_bent(*ends) for ends in drawn)
    return lines


def pairs_within(drawing: Drawing, firms: Iterable[Sequence[int]]) -> list[Pair]:
    """Return whom to join in each firm: everybody, or each with the next one round the circle."""
    pairs: list[Pair] = []
    for them in firms:
        there = [who for who in them if drawing.place_of(who)]
        if len(there) <= ALL_PAIRS:
            pairs += combinations(there, 2)
        else:
            there.sort(key=lambda who: atan2(*(drawing.place_of(who) or (0.0, 0.0))))
            pairs += zip(there, [*there[1:], there[0]], strict=True)
    return pairs


def _bent(start: Point, end: Point) -> str:
    middle = ((start[0] + end[0]) / 2 * BEND, (start[1] + end[1]) / 2 * BEND)
    (a, b), (c, d), (e, f) = start, middle, end
    return f"M{a:.0f} {b:.0f}Q{c:.0f} {d:.0f} {e:.0f} {f:.0f}"
