"""A script: a list of acts. An act takes numbers, and finds by them what the attacker has before them.

So a script reads the same in every world. Where there is nothing to do, an act does nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from network.introductions import visibility
from network.models import Contact, Introduction
from network.platform.outbox.drain import drain_consumer
from tests.integration.two_worlds.browser import Browser, World
from tests.integration.two_worlds.town import ATTACKERS, GUESSES

ACTS: dict[str, Callable[..., None]] = {}


@dataclass(frozen=True)
class Act:
    """One line of a script: `Act("ask", 0, 1)` is the act `ask` by the first attacker, of the second offer."""

    name: str
    numbers: tuple[int, ...]

    def __repr__(self) -> str:
        return f"act({self.name!r}, {', '.join(map(str, self.numbers))})"

    def do(self, world: World) -> None:
        ACTS[self.name](world, *self.numbers)


def act(name: str, *numbers: int) -> Act:
    return Act(name, numbers)


def declared(function: Callable[..., None]) -> Callable[..., None]:
    ACTS[function.__name__] = function
    return function


def attacker(world: World, number: int) -> Browser:
    return world.browsers[ATTACKERS[number % len(ATTACKERS)]]


def chosen(number: int) -> list[str]:
    """The guesses whose bits are set in `number`; none, one, or all of them in one contact."""
    return [guess for place, guess in enumerate(GUESSES) if number >> place & 1]


def pick(many: list[Any], number: int) -> Any:
    return many[number % len(many)] if many else None


def own_contacts(world: World, browser: Browser) -> list[Contact]:
    """The newest first."""
    return list(Contact.objects.filter(owner=world.town[browser.name]).order_by("-pk"))


def own_introductions(world: World, browser: Browser) -> list[Introduction]:
    """The newest first."""
    return list(Introduction.objects.filter(visibility.concerns(world.town[browser.name].pk)).order_by("-pk"))


def addresses(at: Collection[str]) -> dict[str, str]:
    """The fields of a contact's form for these addresses."""
    emails = [address for address in at if "@" in address]
    return {"email": "\n".join(emails), "phone": "\n".join(address for address in at if address not in emails)}


def run_workers(world: World) -> None:
    drain_consumer("mail")
    world.read_mail()


TELLINGS = ("quietly", "now", "myself")
