"""Nothing private stays in a cache: every answer says so, whatever gave it."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from backr.middleware import NoStore
from network.models import Member
from tests.quality.pages import Page
from tests.scenes import every_scene

pytestmark = pytest.mark.django_db


def test_every_page_of_a_member_says_no_store(every_page: list[Page]) -> None:
    members = {name for name, scene in every_scene() if not scene.stranger}
    said = {page.name: page.headers.get("Cache-Control", "") for page in every_page if page.state == "full"}
    assert {name: said[name] for name in members if "no-store" not in said[name]} == {}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/"),  # to Today
        ("get", "/people"),  # to the address with its slash
        ("get", "/people/999999/"),  # not there
        ("get", "/nothing/at/all/"),
        ("get", "/places/?q=lon"),  # JSON
        ("get", "/work/lines/?q=bak"),  # JSON
        ("get", "/account/2fa/recovery-codes/"),  # to a fresh code
        ("post", "/settings/break/end/"),  # after a change
        ("get", "/settings/break/end/"),  # not that way
        ("get", "/account/still-here/"),
        ("post", "/account/forget/"),
        ("post", "/account/logout/"),
    ],
)
def test_so_does_every_other_answer(as_alice: Client, method: str, path: str) -> None:
    answer = getattr(as_alice, method)(path)
    assert "no-store" in answer.headers["Cache-Control"], answer.status_code


def test_so_does_the_way_to_sign_in(client: Client) -> None:
    answer = client.get("/people/?q=ama")
    assert answer.status_code == 302
    assert "no-store" in answer.headers["Cache-Control"]


def test_so_does_a_refused_form(alice: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = client.post("/people/add/", {"name": "Ama"})
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]


def test_so_does_an_error_of_ours(alice: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("network.contacts.queries.people_of", broken)
    client = Client(raise_request_exception=False)
    client.force_login(alice)
    answer = client.get("/people/")
    assert answer.status_code == 500
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_anybody_may_keep_may_be_kept() -> None:
    public = HttpResponse(headers={"Cache-Control": "public, max-age=60"})
    answer = NoStore(lambda _request: public)(RequestFactory().get("/"))
    assert answer.headers["Cache-Control"] == "public, max-age=60"
