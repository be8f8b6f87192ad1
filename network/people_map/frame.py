"""The frame of the drawing: rings with their names, and sectors. Plain functions.

Lengths are in units of the drawing, which goes from -512 to 512 in both directions. Angles are as in `geometry`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, atan2, hypot, pi

from network.people_map.geometry import Box, Wedge
from network.people_map.text_width import Label, label_of, width_of

HALF = 512.0
"""From the centre to the edge of the drawing."""
RIM, HUB = 484.0, 56.0
"""Radii of the outermost ring, and of the disc at the centre that stands for the member."""
RING_SIZE, RIM_SIZE, COUNT_SIZE = 15.0, 21.0, 15.0
"""Heights of letters: of the rings' names, of the sectors' along the rim, and of counts."""
THINNEST, THINNEST_ASIDE = 72.0, 32.0
"""The least width of a ring, and the width of the others where one ring was asked for."""
BARE = 9000.0
"""The base weight of a ring, in square units of names, so that one person more or less moves little."""
CROWDING = 0.85
"""How far a sector's room follows its crowding: 1 would leave quiet sectors as thin as possible."""

INSIDE = 1.0
"""Inner rings are shorter round, so they are drawn thicker: the first as if it were this many rings further out."""

Cell = tuple[int, str]
"""A ring and a sector."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring. `lines` are its name on one or two lines, centred above the middle at `baselines`."""

    ring: int
    inner: float
    outer: float
    lines: tuple[str, ...]

    @property
    def baselines(self) -> tuple[float, ...]:
        thin = self.outer - self.inner < THINNEST
        first = -self.outer + RING_SIZE * (1.15 if thin else 1.4)
        return tuple(first + number * RING_SIZE * 1.1 for number in range(len(self.lines)))

    @property
    def box(self) -> Box:
        """Where the name stands."""
        half = max(map(width_of, self.lines)) * RING_SIZE / 2
        return Box(-half, self.baselines[0] - RING_SIZE, half, self.baselines[-1] + RING_SIZE * 0.3)

    @property
    def half_angle(self) -> float:
        """How far the name reaches to either side of twelve o'clock, with a margin."""
        return atan2(self.box.right + 4.0, max(-self.box.bottom, self.inner))


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector; its name is written along the rim."""

    sector: str
    start: float
    end: float
    label: Label


@dataclass(frozen=True)
class Frame:
    rings: list[Ring]
    sectors: list[Sector]

    def wedge(self, cell: Cell) -> Wedge:
        ring = next(ring for ring in self.rings if ring.ring == cell[0])
        sector = next(sector for sector in self.sectors if sector.sector == cell[1])
        return Wedge(ring.inner, ring.outer, sector.start, sector.end)


def framed(
    rings: Mapping[int, str],
    sectors: Mapping[str, str],
    people: Mapping[Cell, int],
    room: Mapping[Cell, float],
    only_ring: int | None,
) -> Frame:
    """Return rings and sectors for the number of `people` in each cell, whose names cover `room` (square units).

    `rings` are their names, the innermost first. `sectors` are clockwise; an empty one takes no room. `only_ring` is
    the ring that everybody is in, if one was asked for.
    """
    bounds = _bounds(list(rings), room, only_ring)
    named = _named(rings, bounds)
    half_gap = max((ring.half_angle for ring in named), default=0.0)
    used = {key: words for key, words in sectors.items() if any(sector == key for _, sector in people)}
    turns = _turns(used, people, room, bounds, 2 * (pi - half_gap))
    found, start = [], half_gap
    for key, words in used.items():
        label = label_of(words, turns[key] * RIM / RIM_SIZE - 0.6)
        found.append(Sector(key, start, start + turns[key], label))
        start += turns[key]
    return Frame(named, found)


def count_radius(count: int) -> float:
    """Return the radius of the disc that holds a count."""
    return max(13.0, hypot(width_of(str(count)) * COUNT_SIZE / 2, COUNT_SIZE * 0.5) + 2.0)


def _bounds(rings: Sequence[int], room: Mapping[Cell, float], only_ring: int | None) -> dict[int, tuple[float, float]]:
    """Return the inner and outer radius of each ring: each has some room, and more people get more."""
    least = THINNEST if only_ring is None else THINNEST_ASIDE
    spare = RIM - HUB - least * len(rings)
    shares = dict.fromkeys(rings, 0.0)
    for place, ring in enumerate(rings):
        if only_ring in (None, ring):
            need = BARE + sum(width for (of, _), width in room.items() if of == ring)
            shares[ring] = (need / (place + INSIDE)) ** 0.5
    bounds, inner = {}, HUB
    for ring in rings:
        outer = inner + least + spare * shares[ring] / sum(shares.values())
        bounds[ring] = (inner, outer)
        inner = outer
    return bounds


def _named(rings: Mapping[int, str], bounds: Mapping[int, tuple[float, float]]) -> list[Ring]:
    """Lay out the rings' names, on two lines where one line would reach further round than another name's two."""
    two = [Ring(ring, *bounds[ring], _on_two_lines(words)) for ring, words in rings.items()]
    one = [Ring(ring, *bounds[ring], (label_of(words, 6.5).text,)) for ring, words in rings.items()]
    thick = [ring.outer - ring.inner >= THINNEST for ring in one]
    reach = max((a.half_angle if tall else b.half_angle for a, b, tall in zip(two, one, thick, strict=True)), default=0)
    return [a if tall and b.half_angle > reach else b for a, b, tall in zip(two, one, thick, strict=True)]


def _on_two_lines(words: str) -> tuple[str, ...]:
    """Break `words` at the space that makes the longer line shortest; no line is wider than 6.5 em."""
    parts = words.split()
    breaks = [(" ".join(parts[:after]), " ".join(parts[after:])) for after in range(1, len(parts))]
    best = min(breaks, key=lambda lines: max(map(width_of, lines)), default=(words,))
    return tuple(label_of(line, 6.5).text for line in best)


def _turns(
    used: Mapping[str, str],
    people: Mapping[Cell, int],
    room: Mapping[Cell, float],
    bounds: Mapping[int, tuple[float, float]],
    whole: float,
) -> dict[str, float]:
    """Return the angle of each sector, adding up to `whole`.

    Each has room for its name on the rim and for a count in every ring; the rest is shared by crowding.
    """
    for_counts, crowd = dict.fromkeys(used, 0.0), dict.fromkeys(used, 0.0)
    for (ring, sector), count in people.items():
        inner, outer = bounds[ring]
        for_counts[sector] = max(for_counts[sector], _least_turn(count, outer))
        crowd[sector] = max(crowd[sector], room[ring, sector] / (outer**2 - inner**2))
    for_names = {key: (min(width_of(words), 9.0) + 1.4) * RIM_SIZE / RIM for key, words in used.items()}
    least = {key: max(for_counts[key], for_names[key]) for key in used}
    spare = whole - sum(least.values())
    if spare < 0:  # long names in many sectors: the names are cut, the counts are not
        part = max(0.0, whole - sum(for_counts.values())) / sum(least[key] - for_counts[key] for key in used)
        return {key: for_counts[key] + part * (least[key] - for_counts[key]) for key in used}
    total = sum(value**CROWDING for value in crowd.values()) or 1.0
    return {key: least[key] + spare * crowd[key] ** CROWDING / total for key in used}


def _least_turn(people: int, outer: float) -> float:
    """Return the angle of a sector in which the disc for that many people fits just inside the radius `outer`."""
    radius = count_radius(people) + 2.0
    return 2 * asin(min(1.0, radius / (outer - radius)))
