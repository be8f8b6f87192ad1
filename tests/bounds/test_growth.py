"""Whatever reads a text takes time in proportion to it, raises what it says and nothing else, and always ends."""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given
from hypothesis import settings as made_up
from hypothesis import strategies as st

from network.platform.errors import NotFoundError
from tests.bounds.attacks import seconds
from tests.bounds.nasty import PIECES, nasty
from tests.bounds.readers import readers
from tests.hypothesis_profiles import is_deep

READERS = readers()
SIZE = 100_000 if is_deep() else 20_000
QUICK = 0.03
"""Seconds of processor time within which nobody looks how they grow."""
DECLARED = (ValueError, ValidationError, NotFoundError)
texts = st.text(max_size=400) | st.lists(st.sampled_from(sorted(PIECES.values())), max_size=80).map("".join)
pytestmark = pytest.mark.django_db


def taken(read: Callable[[str], object], text: str, times: int = 1) -> float:
    def quietly() -> None:
        with suppress(*DECLARED):
            read(text)

    return min(seconds(quietly) for _ in range(times))


def kinds_for(number: int) -> list[str]:
    return list(PIECES) if is_deep() else list(PIECES)[number % 4 :: 4]


def grows(read: Callable[[str], object], kind: str, size: int = SIZE, quick: float = QUICK) -> str:
    """Return how long it takes, if that is neither quick nor in proportion to the text in any of five tries."""
    if taken(read, nasty(kind, size)) <= quick:
        return ""
    for _try in range(5):
        long, short = taken(read, nasty(kind, size), 2), taken(read, nasty(kind, size // 2), 2)
        if long <= quick or long <= 2.5 * short:
            return ""
    return f"{short:.3f} s, {long:.3f} s"


def test_twice_the_text_takes_at_most_two_and_a_half_times_as_long() -> None:
    for read in READERS.values():  # what is loaded at the first call is no part of it
        with suppress(*DECLARED):
            read("a baker")
    slow = {
        f"{name}, {kind}": found
        for number, (name, read) in enumerate(READERS.items())
        for kind in kinds_for(number)
        if (found := grows(read, kind))
    }
    assert slow == {}


@made_up(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=made_up().max_examples * 8)
@given(st.sampled_from(sorted(READERS)), texts)
def test_no_text_raises_what_is_not_declared_or_becomes_much_longer(name: str, text: str) -> None:
    with suppress(*DECLARED):
        result = READERS[name](text)
        assert not isinstance(result, str) or len(result) <= 18 * len(text) + 1000


def test_the_readers_are_found() -> None:
    assert {
        "network.platform.text.tidy",
        "network.identity.names.parsed",
        "network.identity.fingerprints.normalise_email",
        "network.people.places.normalise",
        "network.people_map.lines.firm_key",
        "matching.redaction.redact",
        "matching.understanding.parser.understand",
        "matching.vocabulary.line_finder.find_line",
        "matching.rank.trigrams",
        "network.people.sign_ins.read_browser",
    } <= READERS.keys()
    assert len(READERS) > 60


@pytest.mark.parametrize(
    "read", [lambda text: [mark for mark in text for _ in range((len(text) // 40) ** 2)], re.compile(r"9*9*x").findall]
)
def test_what_grows_faster_than_its_text_is_seen(read: Callable[[str], object]) -> None:
    assert grows(read, "digits", 600, 0.0005)
