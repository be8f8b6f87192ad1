"""Read the files of `annotated/`, and hold what is understood of each text against what it says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from matching.understanding import Mention, Understood, understand
from matching.vocabulary import vocabulary
from matching.vocabulary.tokenizer import stems_of

HERE = Path(__file__).parent / "annotated"
FACETS = ("wish", "against", "history", "line", "skill", "level", "setting", "unwanted")


@dataclass
class AnnotatedText:
    text: str
    expected: dict[str, list[str]] = field(default_factory=dict)


def texts(name: str) -> list[AnnotatedText]:
    entries: list[AnnotatedText] = []
    for row in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("  "):
            facet, _, parts = row.strip().partition(": ")
            assert facet in FACETS, row
            entries[-1].expected[facet] = [part.strip() for part in parts.split("|")]
        else:
            entries.append(AnnotatedText(row))
    return entries


def wrong_in(said: AnnotatedText) -> list[str]:
    """Return the facets of which the understanding differs from the annotation."""
    understood = understand(said.text)
    return [facet for facet in FACETS if not HOLDS[facet](understood, said.expected.get(facet, []))]


def _wishes(understood: Understood, expected: list[str]) -> bool:
    """Each wish expected is held by another one found, and no more are understood."""
    left = list(understood.wishes)
    for words in expected:
        holding = [part for part in left if _holds([part], words)]
        if not holding:
            return False
        left.remove(holding[0])
    return not left


def _holds(parts: list[Mention], words: str) -> bool:
    return set(stems_of(words)) <= {stem for part in parts for stem in stems_of(part.words)}


def _all_within(parts: tuple[Mention, ...], expected: list[str]) -> bool:
    return bool(parts) == bool(expected) and all(_holds(list(parts), words) for words in expected)


def _lines(understood: Understood, expected: list[str]) -> bool:
    """Each line expected is named, or one of its unit group. What else may be named is the wish's own matter."""
    named = {group for part in understood.wishes if part.line for group in _groups(part.line)}
    return all(named & _groups(line) for line in expected)


def _groups(line: str) -> set[str]:
    title = vocabulary().title_of(line)
    return set(title.groups) if title else set()


HOLDS: dict[str, Callable[[Understood, list[str]], bool]] = {
    "wish": _wishes,
    "against": lambda understood, expected: _all_within(understood.against, expected),
    "history": lambda understood, expected: _all_within(understood.history, expected),
    "line": _lines,
    "skill": lambda understood, expected: {hint.skill for hint in understood.skills} == set(expected),
    "level": lambda understood, expected: {hint.level.value for hint in understood.levels} == set(expected),
    "setting": lambda understood, expected: (
        {condition.value for condition in understood.wanted_conditions} == set(expected)
    ),
    "unwanted": lambda understood, expected: (
        {condition.value for condition in understood.unwanted_conditions} == set(expected)
    ),
}
