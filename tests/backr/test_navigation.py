"""The main navigation is what the features declare, for whom they declare it."""

from typing import Any

import pytest
from django.test import Client

from backr import context_processors
from network.models import Member
from network.platform.features import Feature, NavigationItem

pytestmark = pytest.mark.django_db


def places(client: Client, path: str) -> list[tuple[str, str]]:
    """The navigation's places on a page, and what each says of being the current one."""
    return [(str(place.text), place.current) for place in client.get(path).context["navigation"]()]


def test_members_have_the_places_that_features_declare_in_order(as_alice: Client) -> None:
    assert [text for text, _ in places(as_alice, "/today/")][:4] == ["Today", "People", "Work", "Introductions"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/people/", [("People", "page")]),
        ("/people/add/", [("People", "true")]),
        ("/settings/work/", []),
    ],
)
def test_the_place_of_the_page_is_marked(as_alice: Client, path: str, current: list[tuple[str, str]]) -> None:
    assert [place for place in places(as_alice, path) if place[1]] == current


def test_pages_under_another_path_can_belong_to_a_place() -> None:
    item = NavigationItem("introductions", "Introductions", icon="", order=1, also_under=("/conversations/",))
    assert context_processors.place_of(item, "/conversations/7/").current == "true"


def test_a_stranger_has_none(client: Client) -> None:
    assert places(client, "/help/") == []


def test_a_place_is_for_those_it_is_declared_for(as_alice: Client, bob: Member, monkeypatch: Any) -> None:
    item = NavigationItem("settings", "Rota", icon="components/icons/today.svg", order=1, shown_to=f"{__name__}.is_bob")
    monkeypatch.setattr(context_processors, "features", lambda: [Feature(navigation=(item,))])
    as_bob = Client()
    as_bob.force_login(bob)
    assert places(as_alice, "/today/") == []
    assert places(as_bob, "/today/") == [("Rota", "")]


def is_bob(member: Member) -> bool:
    return member.name == "Bob"
