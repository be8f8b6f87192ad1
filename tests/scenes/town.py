"""The town that the scenes are in: three members at its centre, and what each feature adds."""

from functools import cached_property
from http.cookies import SimpleCookie
from typing import Protocol, Self, TypeVar, cast

from django.test import Client
from django.utils import timezone

from tests.factories.people import make_handshake, make_member

TOKEN = "a-token-that-only-tests-know-0123456789abcdef"
OTHER_TOKEN = "another-token-that-only-tests-know-0123456789"


class FeatureData(Protocol):
    """What a feature adds to the town."""

    @classmethod
    def make(cls, town: "Town") -> Self: ...


Data = TypeVar("Data", bound=FeatureData)


class Town:
    """Alice at the centre, with `rows` of whatever a page lists. Bob and Carol know her and each other.

    `town[ContactsData]` is what that feature adds: it is made when first asked for, by this or another feature.
    """

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.now = timezone.now()
        self.alice = make_member("Alice")
        self.bob = make_member("Bob", requests_a_month=100)
        self.carol = make_member("Carol")
        for one, other in ((self.alice, self.bob), (self.carol, self.alice), (self.carol, self.bob)):
            make_handshake(one, other)
        self._data: dict[type, FeatureData] = {}

    def __getitem__(self, kind: type[Data]) -> Data:
        if kind not in self._data:
            self._data[kind] = kind.make(self)
        return cast(Data, self._data[kind])

    def as_alice(self) -> Client:
        """A client that is signed in as Alice. She signs in once."""
        client = Client()
        client.cookies = SimpleCookie({name: cookie.value for name, cookie in self._alices_cookies.items()})
        return client

    @cached_property
    def _alices_cookies(self) -> SimpleCookie:
        client = Client()
        client.force_login(self.alice)
        return client.cookies
