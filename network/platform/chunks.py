"""Many rows or ids, some at a time, so that no statement and no transaction grows with the data."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")

CHUNK = 500  # SQLite takes 32,766 parameters in a statement, and a row has a few; 500 rows take a second or less


def in_chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Yield `items` in their order, in lists of up to `size`."""
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk
