"""The demo's sign-in links let in invented people, in the demo, and nobody else."""

from typing import Any

import pytest
from django.core import signing
from django.test import Client

from backr.internal import demo_links
from network.models import Member
from tests.factories.people import make_member


@pytest.fixture(autouse=True)
def in_the_demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def nia(db: None) -> Member:
    return make_member("Nia", invented=True)


def enter(signed: str, **given: str) -> Client | None:
    client = Client()
    answer = client.get(f"/demo/enter/{signed}/", **given)  # type: ignore[arg-type]
    if answer.status_code == 404:
        assert "_auth_user_id" not in client.session
        return None
    assert (answer.status_code, answer["Location"]) == (302, "/today/")
    return client


def test_a_link_lets_in_as_its_person(nia: Member) -> None:
    client = enter(demo_links.sign(nia))
    assert client is not None
    assert client.session["_auth_user_id"] == str(nia.pk)


def test_outside_the_demo_it_opens_nothing(nia: Member, settings: Any) -> None:
    signed = demo_links.sign(nia)
    settings.DEMO = False
    assert enter(signed) is None


def test_it_never_opens_to_a_real_person_or_a_steward_or_one_who_left(alice: Member, nia: Member) -> None:
    steward = make_member("Stew", invented=True, is_staff=True)
    gone = make_member("Gone", invented=True, is_active=False)
    assert [enter(demo_links.sign(each)) for each in (alice, steward, gone)] == [None, None, None]


def test_a_changed_or_foreign_or_old_signature_opens_nothing(nia: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = demo_links.sign(nia)
    assert enter(signed[:-1] + ("A" if signed[-1] != "A" else "B")) is None
    assert enter(signing.dumps(nia.pk, salt="something else")) is None
    assert enter("nonsense") is None
    monkeypatch.setattr(demo_links, "LIFE_SECONDS", -1)
    assert enter(signed) is None


def test_it_opens_from_this_machine_only(nia: Member) -> None:
    assert enter(demo_links.sign(nia), REMOTE_ADDR="192.168.1.20") is None
    assert enter(demo_links.sign(nia), HTTP_X_FORWARDED_FOR="8.8.8.8") is None
