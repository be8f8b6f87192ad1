"""Planning takes time in proportion to the file, whatever its cards share. Steps are counted, so no clock decides."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from backr.settings.environment import PROJECT
from network.contacts.cards import ContactCard
from network.identity.names import parsed, plain
from network.identity.own_addresses import is_of_mobiles
from network.imports.keys import key_of, keys_of
from network.imports.known import Known
from network.imports.plan import plan_cards
from network.imports.reading import Card

OURS = str(PROJECT)
LONG = f"@{'x' * 60}.{'x' * 60}.{'x' * 60}.example.com"
"""Of such addresses few have room in a note, so that what one contact holds is soon at its most."""
SHAPES: dict[str, Callable[[int], Card]] = {
    "all different": lambda n: Card(n, f"P{n} Bell", work=f"Baker {n}", emails=(f"p{n}@example.com",)),
    "one number": lambda n: Card(n, f"P{n} Bell", phones=("07700 900001",)),
    "one switchboard": lambda n: Card(n, f"P{n} Bell", emails=(f"p{n}@example.com",), phones=("01632 960001",)),
    "one name": lambda n: Card(n, "Jo Bell", emails=(f"jo{n}@example.com",)),
    "one name and number": lambda n: Card(n, "Jo Bell", emails=(f"jo{n}@example.com",), phones=("01632 960001",)),
    "one name, many works": lambda n: Card(n, "Jo Bell", work=f"Baker{n}"),
    "one name, many notes": lambda n: Card(n, "Jo Bell", note=f"Met in year {n}. " * 40),
    "one card": lambda _n: Card(1, "Jo Bell", emails=("jo@example.com",)),
    "one person, many addresses": lambda n: Card(n, "Jo Bell", emails=("jo@example.com", f"jo{n}{LONG}")),
    "one person, two ways to write it": lambda n: Card(
        n, ("J. Bell", "Jo Bell")[n % 2], emails=("jo@example.com", f"jo{n}{LONG}"), phones=(f"0770090{n:04}",)
    ),
    "a chain": lambda n: Card(n, "Jo Bell", emails=(f"jo{n}{LONG}", f"jo{n + 1}{LONG}")),
    "no names": lambda n: Card(n, f"0770090{n:04}", phones=(f"0770090{n:04}", "01632 960001")),
}


def steps(work: Callable[[], object]) -> int:
    """Return how many functions are called, and lines of ours run. No loop of a library grows with the cards."""
    count = 0

    def seen(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal count
        count += 1
        return seen

    def called(frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal count
        count += 1
        return seen if frame.f_code.co_filename.startswith(OURS) else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("known", [False, True], ids=["new", "again"])
def test_twice_the_cards_take_twice_the_steps(shape: str, known: bool) -> None:
    def planning(size: int) -> Callable[[], object]:
        cards = [SHAPES[shape](n) for n in range(1, size + 1)]
        there = [Known(contact_of(card), keys_of(card), number) for number, card in enumerate(cards)] if known else []
        for cached in (key_of, is_of_mobiles, parsed, plain):
            cached.cache_clear()
        return lambda: list(plan_cards(cards, there, ["alice@example.com"]))

    few, many = steps(planning(150)), steps(planning(300))
    assert many <= 2.5 * few


def contact_of(card: Card) -> ContactCard:
    addresses = [*(("email", email) for email in card.emails), *(("phone", phone) for phone in card.phones)]
    return ContactCard(card.name, work=card.work, note=card.note, addresses=addresses)
