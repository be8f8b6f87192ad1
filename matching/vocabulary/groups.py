"""Lines of work in a few large groups."""

from functools import lru_cache

from matching.vocabulary.titles import vocabulary

MAJOR_GROUPS = tuple("123456789")
"""The major groups of SOC 2010, by their digit."""


@lru_cache(maxsize=10_000)
def major_group(line: str) -> str:
    """Return the major group, "1" to "9", of most entries of the line of work; "" if it is none we know."""
    title = vocabulary().title_of(line) if line else None
    return title.groups[0][0] if title is not None and title.groups else ""
