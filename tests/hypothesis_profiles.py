"""How many examples Hypothesis makes up: a quarter in `make test`, in `make services-test` all that a test asks for.

`HYPOTHESIS_PROFILE` (or `--hypothesis-profile`) chooses `default` or `deep`.
"""

import os

from hypothesis import settings

DEEP = 100
"""Examples of a test that does not say how many."""
DEFAULT = DEEP // 4


def register() -> None:
    """Register both on top of Hypothesis's own profile for this machine, and load the one that is chosen."""
    own = settings()
    settings.register_profile("default", own, max_examples=DEFAULT)
    settings.register_profile("deep", own, max_examples=DEEP)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "default")


def is_deep() -> bool:
    return settings().max_examples >= DEEP


def examples(count: int) -> int:
    """How many of the `count` examples that a test asks for are made in the profile that is loaded."""
    return max(1, count * settings().max_examples // DEEP)
