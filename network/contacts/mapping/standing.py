"""Who stands where in the drawing, and who is only counted. Plain functions; units and angles as in `frame`."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import repeat
from math import pi

from network.contacts.mapping.frame import HALF, HUB, RIM, Cell, Frame, count_radius
from network.contacts.mapping.ground import Ground
from network.contacts.mapping.measures import Label, label_of, width_of
from network.contacts.mapping.shapes import Box, Wedge, at


@dataclass(frozen=True, slots=True)
class Style:
    """Height of letters, how many em a name may be wide, and how often places are tried."""

    size: float
    longest: float
    tries: int

    @property
    def mark(self) -> float:
        """Radius of a mark."""
        return MARK * self.size / 2


MARK, MARK_GAP, TAIL = 1.5, 0.3, 0.2
"""In heights of letters: a mark's diameter, from it to the name, and what is kept free after the name."""
NAME_HEIGHT = 1.5  # of the box of a name; letters with accents and tails are 1.3 high at most
STYLES = (Style(22, 9.0, 20), Style(20, 8.5, 20), Style(18, 7.5, 20), Style(16.5, 6.0, 20), Style(15.5, 4.7, 16))
"""The first in which everybody finds a place is taken, else the last."""
RETRIES = 4
"""How often letters of one size are tried, those for whom there was no room first, before smaller ones are."""
FULL = 0.5
"""More than this part of the disc names never came to cover, so that no larger letters are tried."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person to draw. Who comes first in a list is drawn first, where not everybody can be."""

    key: int
    name: str
    ring: int
    sector: str
    width: float = field(init=False)
    """Of the whole name, in em."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", width_of(self.name))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody stands. (`x`, `y`) is the middle of the mark. `side` is the name's: -1 left, 1 right, 0 below."""

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
    """Return about how much ground their names cover, without looking for shorter forms of any."""
    bare = MARK + MARK_GAP + TAIL
    return sum(bare + min(one.width, style.longest) for one in them) * NAME_HEIGHT * style.size**2


def stood(cells: Cells, frame: Frame) -> Standing:
    """Find a place for everybody: in the largest letters in which that can be done, else count those left over."""
    wedges = {cell: frame.wedge(cell) for cell in cells}
    label = cache(label_of)  # for as long as this takes: names are not to stay in the memory of the process
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
    while True:  # a disc takes room, so that more may have to be counted; never more than all
        ground = _bare_ground(frame)
        for cell in counted:
            ground.take(discs[cell].box)
        spots, full = _tried(cells, wedges, ground, style, label)
        if full <= counted:
            break
        counted |= full
    left = {cell: tuple(one.key for one in cells[cell] if one.key not in spots) for cell in full}
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
    """Let everybody stand; return where they do, and the cells in which there was no room for all.

    One from each cell in turn, the smallest cell first; but those of the cells in `first` before everybody else.
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
    """Yield each cell as often as it has people: those in `first` at once, the others once in each round."""
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
    """Take the next place with room: for the name outwards from the mark, else inwards, else below it."""
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
