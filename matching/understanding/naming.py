"""Which line of work the words of a wish name. Looser than what is told of others, since it only helps to match."""

from functools import lru_cache

from matching.vocabulary.lines import everyday_names, found_line, is_clear
from matching.vocabulary.titles import vocabulary
from matching.vocabulary.words import stems_of

WHOLE = 0.95
BY_EVERYDAY_NAME = 0.9
AT_THE_BEGINNING = 0.8
WITHIN = 0.6
LONGEST = 4
_FIELD_WORDS = frozenset({"work", "working", "job", "trade", "shift", "do", "doing"})


@lru_cache(maxsize=20_000)
def line_named(words: str) -> tuple[str, float]:
    """Return the line of work that `words` name and how surely, from 0 to 1; ("", 0) if they name none."""
    stems = tuple(stems_of(words))
    found = found_line(words)
    if found.line:
        if found.everyday:
            return found.line, BY_EVERYDAY_NAME
        return found.line, WHOLE if vocabulary().by_stems.get(stems) is not None else AT_THE_BEGINNING
    bare = tuple(stem for stem in stems if stem not in _FIELD_WORDS)
    if bare != stems and (line := _line_of(bare)):
        return line, AT_THE_BEGINNING
    return _within(stems)


def _within(stems: tuple[str, ...]) -> tuple[str, float]:
    """Look for a title anywhere within: the longest, of equals the first."""
    for length in range(min(LONGEST, len(stems)), 0, -1):
        for start in range(len(stems) - length + 1):
            if line := _line_of(stems[start : start + length]):
                return line, WITHIN
    return "", 0.0


def _line_of(stems: tuple[str, ...]) -> str:
    if not stems:
        return ""
    if line := everyday_names().get(stems):
        return line
    number = vocabulary().by_stems.get(stems)
    title = None if number is None else vocabulary().titles[number]
    return title.text if title is not None and is_clear(title) and not title.vague else ""
