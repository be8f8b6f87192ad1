"""How many ids go into one statement."""

from collections.abc import Collection, Iterator
from typing import TypeVar

AT_A_TIME = 500  # ids in one query
Key = TypeVar("Key", int, str)


def in_parts(values: Collection[Key]) -> Iterator[list[Key]]:
    """Yield the distinct values in order, in lists of up to `AT_A_TIME`."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), AT_A_TIME):
        yield ordered[start : start + AT_A_TIME]
