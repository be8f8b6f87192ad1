"""Many rows or ids, some at a time, so that no statement and no transaction grows with the data."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from matching.batches import in_batches

Item = TypeVar("Item")

CHUNK = 500  # SQLite takes 32,766 parameters in a statement, and a row has a few; 500 rows take a second or less


def in_chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Yield `items` in their order, in lists of up to `size`."""
    return in_batches(items, size)
