"""Properties of the drawing: nothing meets anything else, and everybody is there or counted, whoever they are."""

from itertools import combinations, pairwise
from math import hypot, pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.people_map.frame import HALF, HUB, RIM, RIM_SIZE
from network.people_map.geometry import Box
from network.people_map.layout import Drawing, drawn
from network.people_map.placement import NAME_HEIGHT, Someone
from network.people_map.text_width import LONGEST_LABEL
from network.people_map.words import RINGS, SECTORS
from tests.hypothesis_profiles import examples

RING_NAMES = {ring: str(words) for ring, words in RINGS.items()}
SECTOR_NAMES = {key: str(words) for key, words in SECTORS.items()}
SCRIPTS = [
    "Ama Mensah", "Jo", "Mx Bartholomew Featherstonehaugh-Cholmondeley", "W" * 120, "i" * 120, "Zoë Ångström",
    "Щёголев Юрий Александрович", "Ἀριστοτέλης ὁ Σταγειρίτης", "محمد بن سلمان", "שלום כהן", "李小龙", "अनिल कुमार शर्मा",
    "ไพลิน ศรีสุข", "👩‍🍳👨‍👩‍👧‍👦🏳️‍🌈", "🇬🇧🇵🇱", "Z̴̢̛a̷̡̛l̸g̵o̶", "ﷺﷺﷺ", "𒐫𒐫𒐫", "ｗｉｄｅ", "a\u200db", "…", "-", "Ǆ" * 30,
]  # fmt: skip

names = st.one_of(st.sampled_from(SCRIPTS), st.text(min_size=1, max_size=120))
rings = st.sampled_from(list(RING_NAMES))
sectors = st.sampled_from(list(SECTOR_NAMES))
cells = st.lists(st.tuples(rings, sectors), min_size=1, max_size=44)


@st.composite
def crowds(draw: st.DrawFn) -> list[Someone]:
    """Up to 2,000 people: some names, and some cells, drawn; who has which by a step through both."""
    count = draw(st.one_of(st.integers(0, 60), st.integers(0, 2000)))
    pool, places, step = draw(st.lists(names, min_size=1, max_size=12)), draw(cells), draw(st.integers(1, 97))
    return [
        Someone(number, pool[number * step % len(pool)], *places[number * number * step % len(places)])
        for number in range(count)
    ]


def of(people: list[Someone], only_ring: int | None = None) -> Drawing:
    return drawn(people, rings=RING_NAMES, sectors=SECTOR_NAMES, only_ring=only_ring)


def apart(one: tuple[float, float, float], box: Box) -> bool:
    """Whether a disc (x, y, radius) and a box share nothing."""
    x, y, radius = one
    return hypot(max(box.left - x, 0.0, x - box.right), max(box.top - y, 0.0, y - box.bottom)) >= radius


def holds_together(drawing: Drawing, people: list[Someone]) -> None:
    spots, counts = list(drawing.spots.values()), drawing.counts
    discs = [(count.x, count.y, count.radius) for count in counts]
    ring_names = [ring.box for ring in drawing.frame.rings]
    boxes = [spot.box for spot in spots]
    by_left = sorted(boxes, key=lambda box: box.left)
    for number, box in enumerate(by_left):
        for other in by_left[number + 1 :]:
            if other.left >= box.right:
                break
            assert not box.meets(other)
    for box in boxes:
        assert max(hypot(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)) <= RIM
        assert apart((0.0, 0.0, HUB), box)
        assert not any(box.meets(name) for name in ring_names)
        assert all(apart(disc, box) for disc in discs)
    for one, other in combinations(discs, 2):
        assert hypot(one[0] - other[0], one[1] - other[1]) >= one[2] + other[2]
    for disc in discs:
        assert all(apart(disc, name) for name in ring_names)
    everybody = [*drawing.spots, *(who for count in counts for who in count.who)]
    assert sorted(everybody) == sorted(one.key for one in people)
    assert all(count.who for count in counts)


def stands_in_its_own_part(drawing: Drawing, people: list[Someone]) -> None:
    mark = drawing.standing.style.mark
    for one in people:
        if spot := drawing.spots.get(one.key):
            assert drawing.frame.wedge((one.ring, one.sector)).holds(spot.x, spot.y, mark)
    for count in drawing.counts:
        assert drawing.frame.wedge((count.ring, count.sector)).holds(count.x, count.y, count.radius)


def is_as_wide_as_its_name(drawing: Drawing) -> None:
    style = drawing.standing.style
    for spot in drawing.spots.values():
        wide = spot.label.width * style.size
        room = spot.box.width if spot.side == 0 else spot.box.width - 2 * style.mark
        assert wide <= room
        assert spot.label.width <= LONGEST_LABEL + 0.5
        assert spot.box.height >= NAME_HEIGHT * style.size - 1e-9


def goes_once_round(drawing: Drawing) -> None:
    around = drawing.frame.sectors
    assert all(one.end <= other.start + 1e-9 for one, other in pairwise(around))
    if around:
        assert around[0].start >= 0
        assert around[-1].end <= 2 * pi + 1e-9
    for sector in around:
        assert sector.label.width * RIM_SIZE <= (sector.end - sector.start) * RIM
    radii = [HUB, *(ring.outer for ring in drawing.frame.rings)]
    assert radii == sorted(radii)
    assert radii[-1] == pytest.approx(RIM)
    assert RIM + RIM_SIZE < HALF


@settings(max_examples=examples(120), deadline=None)
@given(crowds())
def test_nothing_in_the_drawing_meets_anything_else_and_nobody_is_left_out(people: list[Someone]) -> None:
    drawing = of(people)
    holds_together(drawing, people)
    stands_in_its_own_part(drawing, people)
    is_as_wide_as_its_name(drawing)
    goes_once_round(drawing)


@settings(max_examples=examples(30), deadline=None)
@given(crowds(), rings)
def test_the_same_holds_where_one_ring_was_asked_for(people: list[Someone], ring: int) -> None:
    there = [one for one in people if one.ring == ring]
    drawing = of(there, only_ring=ring)
    holds_together(drawing, there)
    stands_in_its_own_part(drawing, there)


@settings(max_examples=examples(30), deadline=None)
@given(crowds(), st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_the_same_holds_where_another_language_has_long_names(people: list[Someone], ring: str, sector: str) -> None:
    drawing = drawn(
        people,
        rings={number: f"{ring} {words}" for number, words in RING_NAMES.items()},
        sectors={key: f"{sector} {words}" for key, words in SECTOR_NAMES.items()},
    )
    holds_together(drawing, people)
    stands_in_its_own_part(drawing, people)
    goes_once_round(drawing)


@given(crowds())
@settings(max_examples=examples(20), deadline=None)
def test_the_same_people_are_drawn_the_same(people: list[Someone]) -> None:
    assert of(people) == of(people)


def test_a_few_are_all_drawn_with_their_whole_names_in_large_letters() -> None:
    people = [
        Someone(n, f"Person {n}", ring, key) for n, (ring, key) in enumerate(zip([4, 3, 2], SECTOR_NAMES, strict=False))
    ]
    drawing = of(people)
    assert [drawing.spots[n].label.text for n in range(3)] == ["Person 0", "Person 1", "Person 2"]
    assert drawing.standing.style.size == 22
    assert drawing.counts == []


def test_who_comes_first_is_drawn_where_not_everybody_can_be() -> None:
    people = [Someone(n, f"Person {n:04}", 2, "unsaid") for n in range(2000)]
    drawing = of(people)
    [count] = drawing.counts
    shown = sorted(drawing.spots)
    assert len(shown) > 80
    assert shown == list(range(len(shown)))
    assert count.who == tuple(range(len(shown), 2000))


def test_an_empty_drawing_has_its_rings() -> None:
    drawing = of([])
    assert [ring.ring for ring in drawing.frame.rings] == [4, 3, 2, 1]
    assert drawing.frame.sectors == []
    assert drawing.spots == {}
