"""What a feature needs to add its part to the demo's invented town. The town itself is made above all features."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.utils import timezone

from network.models import Member


@dataclass(frozen=True)
class InventedTown:
    """The town before the features add to it."""

    members: int
    seed: int
    cast: Mapping[str, Member]
    """The people whom visitors may be, and those around them; by their keys in `cast.toml`."""
    words: Mapping[str, tuple[str, ...]]
    """Ways of putting things; by their names in `town.txt`."""


def chance_for(what: str, seed: int) -> Random:
    """Return the luck that decides about `what` in the town of `seed`, whatever else was decided before."""
    return Random(f"{what} {seed}")  # noqa: S311 -- nothing secret hangs on it


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Have `timezone.now()` say `moment` for as long as the block runs. Only where nothing else runs in the process."""
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real
