"""The lines of the drawing: who knows whom, and who shares a firm. Plain functions."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import atan2

from matching.characters import normalized
from network.people_map.layout import Drawing

ALL_PAIRS = 6
"""In a firm of more people than that, each is joined to the next round the circle: twenty people would be 190 lines."""
BEND = 0.72
"""How far out a line's control point lies, as part of the way to its middle: lines bend towards the centre, where fewer
names stand, and two between the same parts run together."""

Pair = tuple[int, int]
Point = tuple[float, float]


@dataclass
class Lines:
    """One kind of line. `path` draws all; `near` gives who is joined to whom, among those with a mark of their own."""

    path: str = ""
    near: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    ends: dict[Pair, tuple[Point, Point]] = field(default_factory=dict)

    def of(self, who: int | None) -> str:
        """Return the path of the lines of one person."""
        return " ".join(_bent(*ends) for pair, ends in self.ends.items() if who in pair)


def lines_between(drawing: Drawing, pairs: Iterable[Pair]) -> Lines:
    """Return a line for each pair. The line of somebody who is only counted starts at the disc.

    Lines between the same two places are drawn once, and none between two people who are both only counted.
    """
    lines = Lines()
    drawn: dict[tuple[Point, Point], None] = {}
    for person, other in pairs:
        start, end = drawing.place_of(person), drawing.place_of(other)
        known = (person in drawing.spots, other in drawing.spots)
        if start is None or end is None or not any(known):
            continue
        lines.ends[person, other] = (start, end)
        drawn[min(start, end), max(start, end)] = None
        if all(known):
            lines.near[person].add(other)
            lines.near[other].add(person)
    lines.path = " ".join(_bent(*ends) for ends in drawn)
    return lines


def pairs_within(drawing: Drawing, firms: Iterable[Sequence[int]]) -> list[Pair]:
    """Return the pairs to join in each firm: all of them, or each person with the next one round the circle."""
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


MOST_READ = 300
"""Characters of a firm; a contact has no longer one."""
_NOT_A_LETTER = re.compile(r"[^\w]+")
_KINDS_OF_FIRM = frozenset({"co", "company", "corp", "inc", "limited", "llp", "ltd", "plc", "the"})


def firm_key(words: str) -> str:
    """Return the same key for "The Harbour Bakery Ltd." and "harbour bakery"; "" if nothing is named.

    Case, accents, punctuation and the legal form are ignored unless nothing else is left.
    """
    words = words[:MOST_READ].replace("&", " and ").replace("'", "").replace("’", "")
    plain = normalized("NFKD", words, MOST_READ).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    parts = [part for part in _NOT_A_LETTER.split(letters) if part]
    return " ".join([part for part in parts if part not in _KINDS_OF_FIRM] or parts)


def shared_firms(firms: Mapping[int, str]) -> list[list[int]]:
    """Return the groups who share a firm, from `firms` (words by key): lists of two or more keys, in order."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for who, words in firms.items():
        if key := firm_key(words):
            by_key[key].append(who)
    return [sorted(them) for _, them in sorted(by_key.items()) if len(them) > 1]


def same_firm(words: str, others: Iterable[tuple[int, str]]) -> list[int]:
    """Return the keys of the `others` whose words name the same firm."""
    key = firm_key(words)
    return [who for who, theirs in others if key and firm_key(theirs) == key]
