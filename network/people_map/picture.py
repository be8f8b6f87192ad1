"""The drawing in the form that the template needs: finished words and numbers. No database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import pi

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.people_map.frame import HALF, HUB, RIM, RIM_SIZE, Sector
from network.people_map.geometry import at
from network.people_map.layout import Drawing, drawn
from network.people_map.lines import Lines, lines_between, pairs_within, shared_firms
from network.people_map.placement import MARK_GAP, NAME_HEIGHT, Someone
from network.people_map.queries import Known, People
from network.people_map.view_state import Look
from network.people_map.words import NO_WORK, RINGS, SECTORS, WORK

MANY_LINES = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """One person in the drawing. Positions are in its units."""

    pk: int
    url: str
    label: str
    name: str
    does: str
    described: str
    ring: int
    work: str
    handshake: bool
    private: bool
    opened: bool
    near: str
    x: str
    y: str
    area: tuple[str, str, str, str]
    """What can be pressed: left and top as seen from the mark, width and height."""
    side: int
    clip: str
    """How wide the name may be, where we are not sure of its width; else ""."""
    clip_x: str


@dataclass(frozen=True, slots=True)
class More:
    """A disc that counts the people without a mark of their own."""

    url: str
    count: int
    described: str
    x: str
    y: str
    radius: str


@dataclass(frozen=True, slots=True)
class Group:
    """One sector's people in one ring, as the list has them."""

    title: str
    marks: list[Mark]
    more: More | None
    count: int


@dataclass(frozen=True, slots=True)
class Band:
    """One ring: its place, its name, and its people by sector."""

    ring: int
    name: str
    inner: str
    outer: str
    lines: list[tuple[str, str]]
    groups: list[Group]
    count: int


@dataclass(frozen=True, slots=True)
class Slice:
    """One sector: its first side, and the arc along the rim that its name is written on."""

    key: str
    name: str
    whole: str
    side: tuple[str, str, str, str]
    arc: str


@dataclass(frozen=True)
class Picture:
    half: int
    hub: int
    rim: int
    size: str
    scale: str
    """How much larger a mark is than a disc of radius 11."""
    beside: str
    """From the middle of a mark to the name beside it."""
    under: str
    """From the middle of a mark to the middle of the name below it."""
    drop: str
    """From the middle of a mark to the top of the name below it."""
    high: str
    half_high: str
    bands: list[Band]
    slices: list[Slice]
    known: str
    firm: str
    known_here: str
    firm_here: str
    drawn: frozenset[int]
    left_out: frozenset[int]
    """Whom the drawing has no room for: they are counted, and in the list."""
    busy: bool
    """Whether the lines are so many that they have to stand back."""


def picture_of(people: People, look: Look) -> Picture:
    """Return the drawing of these people. When one part is open, its sectors are lines of work."""
    sectors = WORK if look.opened else SECTORS
    someones = [
        Someone(person.pk, person.name, person.ring, person.work if look.opened else person.sector)
        for person in people.shown
    ]
    drawing = drawn(
        someones,
        rings={ring: str(words) for ring, words in RINGS.items()},
        sectors={key: str(words) for key, words in sectors.items()},
        only_ring=look.ring,
    )
    known = lines_between(drawing, people.pairs)
    firms = shared_firms({person.pk: person.firm for person in people.shown if person.firm})
    firm = lines_between(drawing, pairs_within(drawing, firms))
    style, high = drawing.standing.style, NAME_HEIGHT * drawing.standing.style.size
    return Picture(
        half=round(HALF),
        hub=round(HUB),
        rim=round(RIM),
        size=_short(style.size),
        scale=f"{style.mark / 11:.3f}",
        beside=_short(style.mark + MARK_GAP * style.size),
        under=_short(style.mark + high / 2),
        drop=_short(style.mark),
        high=_short(high),
        half_high=_short(high / 2),
        bands=_bands(people, look, drawing, (known, firm)),
        slices=[_slice(sector, str(sectors[sector.sector])) for sector in drawing.frame.sectors],
        known=known.path,
        firm=firm.path,
        known_here=known.of(look.person),
        firm_here=firm.of(look.person),
        drawn=frozenset(drawing.spots),
        left_out=frozenset(key for count in drawing.counts for key in count.who),
        busy=len(known.ends) + len(firm.ends) > MANY_LINES,
    )


def _bands(people: People, look: Look, drawing: Drawing, lines: Sequence[Lines]) -> list[Band]:
    cells: dict[tuple[int, str], list[Known]] = defaultdict(list)
    for person in people.shown:
        cells[person.ring, person.work if look.opened else person.sector].append(person)
    mores = {(count.ring, count.sector): count for count in drawing.counts}
    bands = []
    for ring in drawing.frame.rings:
        groups = []
        for sector in drawing.frame.sectors:
            if them := cells.get((ring.ring, sector.sector)):
                title = str((WORK if look.opened else SECTORS)[sector.sector])
                count = mores.get((ring.ring, sector.sector))
                more = (
                    _more(count.who, (count.x, count.y, count.radius), ring.ring, sector.sector, look)
                    if count
                    else None
                )
                marks = [_mark(person, drawing, look, lines) for person in them if person.pk in drawing.spots]
                groups.append(Group(title, marks, more, len(them)))
        names = [(line, _short(height)) for line, height in zip(ring.lines, ring.baselines, strict=True)]
        total = sum(group.count for group in groups)
        name = str(RINGS[ring.ring])
        bands.append(Band(ring.ring, name, _short(ring.inner), _short(ring.outer), names, groups, total))
    return bands


def _mark(person: Known, drawing: Drawing, look: Look, lines: Sequence[Lines]) -> Mark:
    spot = drawing.spots[person.pk]
    style, box = drawing.standing.style, spot.box
    wide, beside = spot.label.width * style.size, style.mark + MARK_GAP * style.size
    near = sorted({other for kind in lines for other in kind.near.get(person.pk, ())})
    return Mark(
        pk=person.pk,
        url=f"{look.query(person=person.pk)}#person",
        label=spot.label.text,
        name=person.name,
        does=person.does,
        described=described(person),
        ring=person.ring,
        work=person.work,
        handshake=person.handshake,
        private=person.private,
        opened=person.pk == look.person,
        near=" ".join(map(str, near)),
        x=_short(spot.x),
        y=_short(spot.y),
        area=(_short(box.left - spot.x), _short(box.top - spot.y), _short(box.width), _short(box.height)),
        side=spot.side,
        clip="" if spot.label.sure else _short(wide),
        clip_x=_short({1: beside, -1: -beside - wide, 0: -wide / 2}[spot.side]),
    )


def described(person: Known) -> str:
    """Return in words what the drawing shows of somebody: "Ama Mensah, baker, well, family, handshake"."""
    said = [person.name, person.does, str(RINGS[person.ring]), str(SECTORS[person.sector])]
    if person.handshake:
        said.append(_("handshake"))
    if person.private:
        said.append(_("private"))
    return ", ".join(part for part in said if part)


def _more(who: Sequence[int], place: tuple[float, float, float], ring: int, sector: str, look: Look) -> More:
    if look.opened:
        url, where = f"{look.query(work=sector)}#list", str(WORK[sector])
    else:
        url, where = look.query(ring=ring, sector=sector), f"{RINGS[ring]}, {SECTORS[sector]}"
    words = ngettext("%(count)d more: %(where)s. See them.", "%(count)d more: %(where)s. See them.", len(who))
    x, y, radius = map(_short, place)
    return More(url, len(who), words % {"count": len(who), "where": where}, x, y, radius)


def _slice(sector: Sector, whole: str) -> Slice:
    """Return the sector's side and the arc for its name; below the middle the arc is reversed, so that it can be
    read."""
    x1, y1 = at(HUB, sector.start)
    x2, y2 = at(RIM, sector.start)
    turned = pi / 2 < (sector.start + sector.end) / 2 < 3 * pi / 2
    radius = RIM + RIM_SIZE * (0.98 if turned else 0.36)
    first, last = (sector.end, sector.start) if turned else (sector.start, sector.end)
    (a, b), (c, d) = at(radius, first), at(radius, last)
    large = int(sector.end - sector.start > pi)
    arc = f"M{a:.1f} {b:.1f}A{radius:.1f} {radius:.1f} 0 {large} {int(not turned)} {c:.1f} {d:.1f}"
    return Slice(sector.sector, sector.label.text, whole, (_short(x1), _short(y1), _short(x2), _short(y2)), arc)


def _short(number: float) -> str:
    """Write a number for SVG, whatever the language."""
    return f"{round(number, 1) or 0.0:.1f}".removesuffix(".0")


def legend(people: People) -> Mapping[str, tuple[str, int]]:
    """Return the kinds of work that are shown, with their names and numbers of people; unknown work last."""
    counts: dict[str, int] = defaultdict(int)
    for person in people.shown:
        counts[person.work] += 1
    order = [*(key for key in WORK if key != NO_WORK), NO_WORK]
    return {key: (str(WORK[key]), counts[key]) for key in order if counts[key]}
