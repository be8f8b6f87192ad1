"""How much a page sends for its styles and scripts, and how much it may."""

import gzip
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

BUDGETS = {"stylesheet": 60_000, "script": 80_000}
"""Bytes, gzipped, for all files of a kind on one page: what the issue that asked for it allows."""


@cache
def weight(address: str) -> int:
    """How many bytes the file behind the static address takes on its way, gzipped."""
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    assert isinstance(found, str), address
    return len(gzip.compress(Path(found).read_bytes()))


def too_heavy(loaded: Iterable[tuple[str, str]]) -> list[str]:
    """What is over its budget, a line each; `loaded` holds kinds and static addresses."""
    files = set(loaded)
    sums = {kind: sum(weight(address) for one, address in files if one == kind) for kind in BUDGETS}
    return [f"{sums[kind]} bytes of {kind}s" for kind, budget in BUDGETS.items() if sums[kind] > budget]
