"""The lines of the drawing."""

import re

from network.people_map.layout import Drawing, drawn
from network.people_map.lines import ALL_PAIRS, lines_between, pairs_within
from network.people_map.placement import Someone

RINGS, SECTORS = {4: "near", 1: "far"}, {"a": "A", "b": "B"}


def of(count: int, ring: int = 4) -> Drawing:
    people = [Someone(number, f"Person {number}", ring, "ab"[number % 2]) for number in range(count)]
    return drawn(people, rings=RINGS, sectors=SECTORS)


def lines_in(path: str) -> int:
    return len(re.findall("M", path))


def test_a_line_goes_from_mark_to_mark() -> None:
    drawing = of(4)
    lines = lines_between(drawing, [(0, 1)])
    one, other = drawing.spots[0], drawing.spots[1]
    numbers = [float(number) for number in re.findall(r"-?\d+", lines.path)]
    ends = {(round(spot.x), round(spot.y)) for spot in (one, other)}
    assert {tuple(numbers[:2]), tuple(numbers[4:])} == ends
    assert lines.near == {0: {1}, 1: {0}}


def test_somebody_who_is_not_shown_has_no_line() -> None:
    assert lines_between(of(4), [(0, 99), (98, 99)]).path == ""


def test_whom_only_a_count_stands_for_is_joined_from_there_but_not_with_others_like_them() -> None:
    drawing = of(600)
    hidden = [who for count in drawing.counts for who in count.who]
    assert len(drawing.counts) == 2
    assert lines_in(lines_between(drawing, [(0, hidden[0])]).path) == 1
    assert lines_in(lines_between(drawing, [(0, hidden[0]), (0, hidden[2])]).path) <= 2
    assert lines_between(drawing, [(hidden[0], hidden[-1])]).path == ""
    assert lines_between(drawing, [(0, hidden[0])]).near == {}


def test_the_lines_of_one_person_can_be_had_alone() -> None:
    lines = lines_between(of(6), [(0, 1), (2, 3), (1, 4)])
    assert lines_in(lines.path) == 3
    assert lines_in(lines.of(1)) == 2
    assert lines.of(None) == lines.of(5) == ""


def test_a_small_firm_is_joined_all_with_all_a_large_one_once_round() -> None:
    drawing = of(40)
    assert len(pairs_within(drawing, [list(range(ALL_PAIRS))])) == ALL_PAIRS * (ALL_PAIRS - 1) // 2
    pairs = pairs_within(drawing, [list(range(ALL_PAIRS + 3))])
    assert len(pairs) == ALL_PAIRS + 3
    assert all(sum(who in pair for pair in pairs) == 2 for who in range(ALL_PAIRS + 3))
    assert pairs_within(drawing, [[0, 99]]) == []
