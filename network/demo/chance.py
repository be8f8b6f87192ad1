"""Luck that is the same every time."""

from random import Random


def chance_for(what: str, seed: int) -> Random:
    """Return the luck that decides about `what` in the town of `seed`, whatever else was decided before."""
    return Random(f"{what} {seed}")  # noqa: S311 -- nothing secret hangs on it
