"""Every URL, by GET and by a post with nothing in it, for each kind of person: all as its feature declares."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache as rate_limits
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from backr.urls import ACCESS
from network.models import Member
from network.platform.access import Access, Answer, Answers, everybody, link_holders, members, only
from network.platform.features import features
from tests.architecture.walking import every_address
from tests.scenes import EXAMPLES, Example, Town, make_town
from tests.scenes.scene import Visitor, guest, nia

WITHOUT_A_NAME = "nameless"
PLAIN = Example((), {})


def declared() -> list[tuple[str, Access]]:
    return [*ACCESS.items(), *(entry for feature in features() for entry in feature.access.items())]


DECLARED = dict(declared())


class People:
    """Whoever comes to the town's pages: each keeps one browser, as it was when they arrived."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.browsers: dict[Visitor, tuple[Client, SimpleCookie]] = {}

    def browser_of(self, visitor: Visitor) -> Client:
        if visitor not in self.browsers:
            arrived = visitor(self.town)
            self.browsers[visitor] = arrived, arrived.cookies.copy()
        client, cookies = self.browsers[visitor]
        client.cookies = cookies.copy()
        return client


def answer(response: HttpResponse) -> Answer:
    """The status, or the name of the URL that the response leads to."""
    if "Location" in response.headers:
        return str(resolve(urlsplit(response.headers["Location"]).path).url_name)
    return response.status_code


def ask(people: People, visitor: Visitor, method: str, path: str, *, nameless: bool) -> Answer:
    """What the visitor gets; nothing that comes of it stays."""
    client = people.browser_of(visitor)
    client.raise_request_exception = False
    rate_limits.clear()
    with transaction.atomic():
        if nameless:
            Member.objects.filter(pk=client.session["_auth_user_id"]).update(name="")
        got = answer(client.generic(method, path))
        transaction.set_rollback(True)
    return got


def visits(name: str, example: Example, town: Town) -> Iterator[tuple[str, Visitor, str]]:
    """Each kind of person that the URL is declared for, who in the town that is, and the path they come to."""
    path = reverse(name, args=[about(town) for about in example.about])
    assert resolve(path).url_name == name, "another URL stands before it"
    for_outsiders = reverse(name, args=example.unknown) if example.unknown else path
    yield "stranger", guest, for_outsiders
    yield "member", nia, for_outsiders
    for role in DECLARED[name].others:
        if role == WITHOUT_A_NAME:
            yield role, next(iter(example.people.values())), path
        elif role in example.people:
            yield role, example.people[role], path


def answers() -> dict[str, dict[str, Answers]]:
    """What each declared URL answers to each kind of person. The town is made once, and thrown away."""
    got: dict[str, dict[str, Answers]] = {}
    with transaction.atomic():
        people = People(make_town(2))
        asked = [(name, *visit) for name in DECLARED for visit in visits(name, EXAMPLES.get(name, PLAIN), people.town)]
        for _, _, visitor, _ in asked:
            people.browser_of(visitor)
        for name, kind, visitor, path in asked:
            read, posted = (
                ask(people, visitor, method, path, nameless=kind == WITHOUT_A_NAME) for method in ("GET", "POST")
            )
            got.setdefault(name, {})[kind] = read, posted
        transaction.set_rollback(True)
    return got


def test_every_url_is_declared_once_and_every_declaration_has_its_url() -> None:
    addresses = every_address()
    assert [address.route for address in addresses if not address.name] == []
    assert {address.name for address in addresses} - DECLARED.keys() == set(), "say in feature.py who may open it"
    assert DECLARED.keys() - {address.name for address in addresses} == set()
    assert len(declared()) == len(DECLARED)


def test_every_role_that_is_declared_is_played_by_somebody() -> None:
    others = {name: set(access.others) - {WITHOUT_A_NAME} for name, access in DECLARED.items()}
    played = {name: set(EXAMPLES.get(name, PLAIN).people) for name in DECLARED}
    assert {name: (others[name], played[name]) for name in DECLARED if others[name] != played[name]} == {}
    assert EXAMPLES.keys() - DECLARED.keys() == set()


@pytest.mark.costly("some 650 requests")
@pytest.mark.django_db
def test_each_kind_of_person_gets_what_is_declared() -> None:
    expected = {
        name: {"stranger": access.stranger, "member": access.member, **access.others}
        for name, access in DECLARED.items()
    }
    got = answers()
    assert {name: got[name] for name in got if got[name] != expected[name]} == {}


def test_what_a_view_opens_to_strangers_is_declared_to_be_open_with_a_reason() -> None:
    ours = ("backr.", "network.", "matching.")
    open_views = {
        address.name
        for address in every_address()
        if address.view.__module__.startswith(ours) and getattr(address.view, "login_required", True) is False
    }
    with_reason = {name for name, access in DECLARED.items() if access.open_because}
    assert open_views - with_reason == set()
    assert {name for name in with_reason - open_views if not name.startswith(("account_", "mfa_"))} == set()


def test_strangers_are_sent_to_sign_in_wherever_no_reason_is_given() -> None:
    sign_in = ("account_login", "account_login")
    assert {
        name for name, access in DECLARED.items() if not access.open_because and access.stranger != sign_in
    } == set()


def test_the_short_words_say_what_they_should() -> None:
    assert members((200, 405)).stranger == ("account_login", "account_login")
    assert only(owner=(405, "people")).member == (405, 404)
    assert only(owner=(200, 405)).member == (404, 405)
    assert only(owner=(200, 200), guest=(404, 404)).member == (404, 404)
    assert everybody((200, 405), because="all may").member == (200, 405)
    link = link_holders((200, 422), unknown=(410, 410), because="a link")
    assert (link.stranger, link.others["holder"], link.others["member_with_link"]) == (
        (410, 410),
        (200, 422),
        (200, 422),
    )
