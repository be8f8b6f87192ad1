"""Who is placed where in the drawing, and who is only counted. Plain functions; units and angles as in `frame`."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import repeat
from math import pi

from network.people_map.frame import HALF, HUB, RIM, Cell, Frame, count_radius
from network.people_map.geometry import Box, Ground, Wedge, at
from network.people_map.text_width import Label, label_of, width_of


@dataclass(frozen=True, slots=True)
class Style:
    """Letter height, the greatest width of a name in em, and the number of attempts."""

    size: float
    longest: float
    tries: int

    @property
    def mark(self) -> float:
        """Radius of a mark."""
        return MARK * self.size / 2


MARK, MARK_GAP, TAIL = 1.5, 0.3, 0.2
"""In letter heights: a mark's diameter, the gap to the name, and the margin after the name."""
NAME_HEIGHT = 1.5  # of the box of a name; letters with accents and tails are 1.3 high at most
STYLES = (Style(22, 9.0, 20), Style(20, 8.5, 20), Style(18, 7.5, 20), Style(16.5, 6.0, 20), Style(15.5, 4.7, 16))
"""The first in which everybody fits is used, else the last."""
RETRIES = 4
"""Attempts at one letter size, each starting with those who did not fit, before a smaller size."""
CROWD = 250
"""More people than this in one part have no room, so that their names need no measuring."""
FULL = 0.5
"""Names never cover more than this part of the disc, so larger letters need not be tried."""


@dataclass(frozen=True)
class Someone:
    """A person to draw. Earlier people in a list have priority where not everybody fits."""

    key: int
    name: str
    ring: int
    sector: str

    @cached_property
    def width(self) -> float:
        """Of the whole name, in em."""
        return width_of(self.name)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody is placed. (`x`, `y`) is the centre of the mark. `side` is the name's: -1 left, 1 right, 0
    below."""

    who: int
    label: Label
    box: Box
    x: float
    y: float
    side: int


@dataclass(frozen=True, slots=True)
class Count:
    """A disc with how many more are in a cell. `who` are their keys."""

    ring: int
    sector: str
    who: tuple[int, ...]
    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True)
class Standing:
    style: Style
    spots: dict[int, Spot]
    counts: list[Count]


Cells = Mapping[Cell, Sequence[Someone]]
Labelling = Callable[[str, float], Label]


def about(them: Sequence[Someone], style: Style) -> float:
    """Return roughly the area that their names cover, without shortening any; of a crowd, by its first."""
    bare, first = MARK + MARK_GAP + TAIL, them[:CROWD]
    area = sum(bare + min(person.width, style.longest) for person in first) * NAME_HEIGHT * style.size**2
    return area * len(them) / len(first) if first else 0.0


def stood(cells: Cells, frame: Frame) -> Standing:
    """Place everybody in the largest letters in which they fit; else count those who do not."""
    wedges = {cell: frame.wedge(cell) for cell in cells}
    label = cache(label_of)  # local, so that names do not stay in the memory of the process
    for style in STYLES:
        if sum(about(them, style) for them in cells.values()) <= FULL * pi * RIM**2:
            first = set[Cell]()
            for _ in range(RETRIES):
                spots, full = _tried(cells, wedges, _bare_ground(frame), style, label, first)
                if not full:
                    return Standing(style, spots, [])
                first |= full
    style = STYLES[-1]
    discs = {cell: _disc(cell, len(cells[cell]), wedges[cell]) for cell in cells}
    counted = {cell for cell, them in cells.items() if about(them, style) > wedges[cell].area}
    while True:  # a disc takes room, so more people may have to be counted
        ground = _bare_ground(frame)
        for cell in counted:
            ground.take(discs[cell].box)
        spots, full = _tried(cells, wedges, ground, style, label)
        if full <= counted:
            break
        counted |= full
    left = {cell: tuple(person.key for person in cells[cell] if person.key not in spots) for cell in full}
    return Standing(style, spots, [replace(discs[cell], who=left[cell]) for cell in sorted(full)])


def _bare_ground(frame: Frame) -> Ground:
    ground = Ground(HALF, HUB, RIM)
    for ring in frame.rings:
        ground.take(ring.box)
    return ground


def _tried(
    cells: Cells,
    wedges: Mapping[Cell, Wedge],
    ground: Ground,
    style: Style,
    label: Labelling,
    first: Collection[Cell] = (),
) -> tuple[dict[int, Spot], set[Cell]]:
    """Place everybody; return the places, and the cells in which not all fitted.

    People are taken from each cell in turn, the smallest cell first, but the cells in `first` before all others.
    """
    order = sorted(cells, key=lambda cell: (cell not in first, wedges[cell].area))
    places = {cell: _places(wedges[cell], len(cells[cell]), style) for cell in cells}
    spots: dict[int, Spot] = {}
    full: set[Cell] = set()
    gone = dict.fromkeys(cells, 0)
    for cell in _in_turn({cell: len(cells[cell]) for cell in order}, first):
        if cell not in full:
            someone = cells[cell][gone[cell]]
            gone[cell] += 1
            if spot := _stand(someone, label(someone.name, style.longest), places[cell], ground, style):
                ground.take(spot.box)
                spots[someone.key] = spot
            else:
                full.add(cell)
    return spots, full


def _in_turn(people: Mapping[Cell, int], first: Collection[Cell]) -> Iterator[Cell]:
    """Yield each cell once for each of its people: the cells in `first` at once, the others once a round."""
    for cell in people:
        if cell in first:
            yield from repeat(cell, people[cell])
    rest = {cell: count for cell, count in people.items() if cell not in first}
    for turn in range(max(rest.values(), default=0)):
        yield from (cell for cell, count in rest.items() if turn < count)


def _places(wedge: Wedge, people: int, style: Style) -> Iterator[tuple[float, float]]:
    small = NAME_HEIGHT * style.size * 4 * style.size
    most = style.tries * max(6, min(people, round(wedge.area / small)))
    return wedge.scattered(most, style.mark + 1.0)


def _stand(
    someone: Someone, label: Label, places: Iterator[tuple[float, float]], ground: Ground, style: Style
) -> Spot | None:
    """Take the next free place, with the name outwards from the mark, else inwards, else below it."""
    half, high = style.mark, NAME_HEIGHT * style.size / 2
    wide = half + (MARK_GAP + label.width + TAIL) * style.size
    across = max(half, label.width * style.size / 2 + 1.0)
    for x, y in places:
        if not ground.is_free(x - half, y - half, x + half, y + half):
            continue
        out = 1 if x >= 0 else -1
        for side in (out, -out, 0):
            if side:
                box = (x - half, y - high, x + wide, y + high) if side > 0 else (x - wide, y - high, x + half, y + high)
            else:
                box = (x - across, y - half - 1.0, x + across, y + half + 2 * high)
            if ground.is_free(*box):
                return Spot(someone.key, label, Box(*box), x, y, side)
    return None


def _disc(cell: Cell, people: int, wedge: Wedge) -> Count:
    radius = count_radius(people)
    x, y = at(wedge.outer - radius - 2.0, wedge.middle)
    return Count(*cell, (), x, y, radius)
