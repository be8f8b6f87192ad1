"""Read the files of `said/`, and hold what is understood of each text against what it says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from matching.understanding import Part, Understood, understand
from matching.vocabulary import vocabulary
from matching.vocabulary.words import stems_of

HERE = Path(__file__).parent / "said"
FACETS = ("wish", "against", "history", "line", "skill", "level", "setting", "unwanted")


@dataclass
class Said:
    text: str
    expected: dict[str, list[str]] = field(default_factory=dict)


def texts(name: str) -> list[Said]:
    found: list[Said] = []
    for row in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("  "):
            facet, _, parts = row.strip().partition(": ")
            assert facet in FACETS, row
            found[-1].expected[facet] = [part.strip() for part in parts.split("|")]
        else:
            found.append(Said(row))
    return found


def wrong_in(said: Said) -> list[str]:
    """Return the facets of which something else was understood than is said."""
    found = understand(said.text)
    return [facet for facet in FACETS if not HOLDS[facet](found, said.expected.get(facet, []))]


def _wishes(found: Understood, expected: list[str]) -> bool:
    """Each wish expected is held by another one found, and no more are found."""
    left = list(found.wishes)
    for words in expected:
        holding = [part for part in left if _holds([part], words)]
        if not holding:
            return False
        left.remove(holding[0])
    return not left


def _holds(parts: list[Part], words: str) -> bool:
    return set(stems_of(words)) <= {stem for part in parts for stem in stems_of(part.words)}


def _all_within(parts: tuple[Part, ...], expected: list[str]) -> bool:
    return bool(parts) == bool(expected) and all(_holds(list(parts), words) for words in expected)


def _lines(found: Understood, expected: list[str]) -> bool:
    """Each line expected is named, or one of its unit group. What else may be named is the wish's own matter."""
    named = {group for part in found.wishes if part.line for group in _groups(part.line)}
    return all(named & _groups(line) for line in expected)


def _groups(line: str) -> set[str]:
    title = vocabulary().title_of(line)
    return set(title.groups) if title else set()


HOLDS: dict[str, Callable[[Understood, list[str]], bool]] = {
    "wish": _wishes,
    "against": lambda found, expected: _all_within(found.against, expected),
    "history": lambda found, expected: _all_within(found.history, expected),
    "line": _lines,
    "skill": lambda found, expected: {hint.skill for hint in found.skills} == set(expected),
    "level": lambda found, expected: {hint.level.value for hint in found.levels} == set(expected),
    "setting": lambda found, expected: {setting.value for setting in found.wanted} == set(expected),
    "unwanted": lambda found, expected: {setting.value for setting in found.unwanted} == set(expected),
}
