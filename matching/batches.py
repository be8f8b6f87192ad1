"""Many items, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield `items` in their order, in lists of up to `size`."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch
