"""A page to be looked at: its address in the town, and who looks; and an example of an address, for each who may."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from network.models import Member
from tests.factories.people import make_member
from tests.scenes.arrivals import Arrival
from tests.scenes.town import Town


@dataclass(frozen=True)
class Scene:
    """A page: its address in the town, and whether Alice or a stranger looks at it."""

    path: Callable[[Town | None], str]
    stranger: bool = False
    note: str = ""
    """What follows the name, where an address has more than one scene."""
    arrive: Arrival | None = None
    """What comes before, where opening the address is not enough."""

    def visitor(self, town: Town) -> Client:
        """Who looks at it."""
        if self.arrive is None and not self.stranger:
            return town.as_alice()
        client = Client()
        if self.arrive is not None:
            self.arrive(client, town.alice)
        return client

    @property
    def needs_town(self) -> bool:
        """Whether the address names something of the town's, so that nobody else can open it."""
        try:
            self.path(None)
        except (AttributeError, TypeError):
            return True
        return False


def at(
    name: str,
    *about: Callable[[Town], object],
    stranger: bool = False,
    query: str = "",
    note: str = "",
    after: Arrival | None = None,
) -> Scene:
    return Scene(lambda town: reverse(name, args=[part(town) for part in about]) + query, stranger, note, after)


Visitor = Callable[[Town], Client]


@dataclass(frozen=True)
class Example:
    """What an address is about in the town, and who in it has each of the roles that its feature declares."""

    about: tuple[Callable[[Town], object], ...]
    people: Mapping[str, Visitor]
    unknown: tuple[str, ...] = ()
    """What strangers and members come with instead, where it is about a secret link."""


def example(*about: Callable[[Town], object], unknown: tuple[str, ...] = (), **people: Visitor) -> Example:
    return Example(about, people, unknown)


def alice(town: Town) -> Client:
    return _signed_in(town.alice)


def bob(town: Town) -> Client:
    return _signed_in(town.bob)


def carol(town: Town) -> Client:
    return _signed_in(town.carol)


def nia(town: Town) -> Client:
    """A member who knows nobody here, and whom nothing in the town concerns."""
    return _signed_in(make_member("Nia"))


def guest(town: Town) -> Client:
    """Somebody without an account."""
    return Client()


def elsewhere(town: Town) -> Client:
    """A stranger at another machine."""
    return Client(REMOTE_ADDR="203.0.113.7")


def after(arrival: Arrival) -> Visitor:
    """Whoever has come by `arrival`."""

    def visitor(town: Town) -> Client:
        client = Client()
        arrival(client, town.alice)
        return client

    return visitor


def _signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client
