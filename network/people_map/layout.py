"""The layout of the whole drawing. Plain functions; units and angles as in `frame`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from network.people_map.frame import Cell, Frame, framed
from network.people_map.placement import STYLES, Count, Someone, Spot, Standing, about, stood


@dataclass(frozen=True)
class Drawing:
    frame: Frame
    standing: Standing

    @property
    def spots(self) -> dict[int, Spot]:
        return self.standing.spots

    @property
    def counts(self) -> list[Count]:
        return self.standing.counts

    def place_of(self, who: int) -> tuple[float, float] | None:
        """Return where somebody is placed, or the disc that counts them."""
        if spot := self.spots.get(who):
            return spot.x, spot.y
        return self._counted.get(who)

    @cached_property
    def _counted(self) -> dict[int, tuple[float, float]]:
        return {who: (count.x, count.y) for count in self.counts for who in count.who}


def drawn(
    people: Sequence[Someone],
    *,
    rings: Mapping[int, str],
    sectors: Mapping[str, str],
    only_ring: int | None = None,
) -> Drawing:
    """Return where everybody is placed; `rings`, `sectors` and `only_ring` are as for `framed`."""
    cells: dict[Cell, list[Someone]] = defaultdict(list)
    for someone in people:
        cells[someone.ring, someone.sector].append(someone)
    room = {cell: about(them, STYLES[-1]) for cell, them in cells.items()}
    counts = {cell: len(them) for cell, them in cells.items()}
    frame = framed(rings, sectors, counts, room, only_ring)
    return Drawing(frame, stood(cells, frame))
