from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from network.models import Member, Place
from network.people.places import normalise
from tests.network.people.code_flows import KINDS, Kind


@pytest.fixture(autouse=True)
def no_memory_of_tries() -> Iterator[None]:
    """Forget how often something was tried, before and after."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def some_places(db: None) -> dict[str, Place]:
    rows = [
        (1, "Whitby", "England", 13_000, 54.4858, -0.6206),
        (2, "Newport", "Wales, near Cardiff", 161_506, 51.5877, -2.9984),
        (3, "Newport", "England, near Shrewsbury", 12_741, 52.7669, -2.3787),
        (4, "Newcastle", "Northern Ireland", 7_444, 54.2181, -5.8898),
        (5, "Newcastle upon Tyne", "England", 300_125, 54.9733, -1.6140),
        (6, "Newcastleton", "Scotland", 770, 55.1797, -2.8134),
        (7, "King's Lynn", "England", 46_093, 52.7517, 0.3952),
        (8, "Stoke-on-Trent", "England", 372_775, 53.0042, -2.1854),
        (9, "Saint Ives", "England", 11_000, 50.2112, -5.4808),
        (10, "Ynysybŵl", "Wales", 4_000, 51.6412, -3.3600),
    ]
    return {
        f"{name} {pk}": Place.objects.create(
            geoname_id=pk, name=name, search_name=normalise(name), country="GB",
            region=region, population=people, latitude=north, longitude=east,
        )
        for pk, name, region, people, north, east in rows
    }  # fmt: skip


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, alice: Member) -> Kind:
    return KINDS[request.param]


@pytest.fixture
def browser(kind: Kind, alice: Member) -> Client:
    """A browser in which the code has been asked for."""
    client = Client()
    if kind.signed_in:
        client.force_login(alice)
    kind.ask(client)
    return client
