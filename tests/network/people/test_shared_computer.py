"""A computer that others use too: ends with the browser, and soon after the last tap; and leaving nothing behind."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from network.models import Member, SignIn
from network.people import shared_computer, sign_ins

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits() -> None:
    cache.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_800_000_000.0]
    monkeypatch.setattr("network.people.shared_computer.time.time", lambda: now[0])
    return now


def sign_in(client: Client, member: Member, *, shared: bool) -> Client:
    """Walk through signing in by code, as a person does."""
    said = {"login": member.email, **({"shared_computer": "on"} if shared else {})}
    client.post("/account/login/", said)
    code = re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body))
    assert code
    answer = client.post("/account/login/code/confirm/", {"code": code[0]})
    assert answer.status_code == 302
    return client


def test_it_is_asked_on_every_way_in(client: Client) -> None:
    for path in ("/account/login/", "/account/signup/", "/account/login/code/"):
        page = client.get(path).content.decode()
        assert "Other people use this computer too" in page
        assert "after 15 minutes without a tap" in page


def test_the_session_ends_with_the_browser(client: Client, alice: Member) -> None:
    sign_in(client, alice, shared=True)
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.session.get_expire_at_browser_close()


def test_on_ones_own_it_stays(client: Client, alice: Member) -> None:
    sign_in(client, alice, shared=False)
    assert int(client.cookies["sessionid"]["max-age"]) > 86_400


def test_with_a_password_too(client: Client, alice: Member) -> None:
    alice.set_password("a few words in a row")
    alice.save()
    said = {"login": alice.email, "password": "a few words in a row", "shared_computer": "on"}
    assert client.post("/account/login/", said).status_code == 302
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.session.get_expire_at_browser_close()


def test_joining_on_one_counts_as_well(client: Client) -> None:
    client.post("/account/signup/", {"email": "new@example.com", "shared_computer": "on"})
    code = re.search(r"\d{4}-\d{4}", str(mail.outbox[-1].body))
    assert code
    client.post("/account/confirm-email/", {"code": code[0]})
    assert client.get("/welcome/1/").status_code == 200
    assert client.session.get_expire_at_browser_close()


def test_whoever_signs_in_next_without_the_tick_is_not_held_to_it(client: Client, alice: Member) -> None:
    client.post("/account/login/", {"login": alice.email, "shared_computer": "on"})
    cache.clear()
    sign_in(client, alice, shared=False)
    assert not client.session.get_expire_at_browser_close()


def test_after_a_while_without_a_tap_it_is_over(client: Client, alice: Member, clock: list[float]) -> None:
    sign_in(client, alice, shared=True)
    client.get("/people/")
    clock[0] += 14 * 60
    assert client.get("/people/").status_code == 200
    clock[0] += 14 * 60
    assert client.get("/people/").status_code == 200
    clock[0] += 17 * 60
    answer = client.get("/people/", follow=True)
    assert answer.redirect_chain == [("/account/login/", 302)]
    assert "You hadn’t tapped anything for 15 minutes, so we signed you out." in answer.content.decode()
    assert client.get("/people/").status_code == 302


def test_a_form_sent_too_late_changes_nothing(client: Client, alice: Member, clock: list[float]) -> None:
    sign_in(client, alice, shared=True)
    client.get("/people/")
    clock[0] += 17 * 60
    assert client.post("/people/add/", {"name": "Ama"}).url == "/account/login/"
    assert not alice.contacts.exists()


def test_on_ones_own_a_while_is_nothing(client: Client, alice: Member, clock: list[float]) -> None:
    sign_in(client, alice, shared=False)
    client.get("/people/")
    clock[0] += 17 * 60
    assert client.get("/people/").status_code == 200


def test_a_look_by_the_script_is_no_tap_and_a_post_is(client: Client, alice: Member, clock: list[float]) -> None:
    sign_in(client, alice, shared=True)
    client.get("/people/")
    clock[0] += 10 * 60
    assert client.get("/account/still-here/").json() == {"quiet": 600.0}
    clock[0] += 4 * 60
    assert client.post("/account/still-here/").json() == {"quiet": 0.0}
    clock[0] += 14 * 60
    assert client.get("/account/still-here/").json() == {"quiet": 840.0}
    clock[0] += 4 * 60
    assert client.get("/account/still-here/").status_code == 401
    assert client.get("/people/").status_code == 302


def test_strangers_learn_nothing_from_it(client: Client, as_alice: Client) -> None:
    for each in (client, as_alice):
        answer = each.get("/account/still-here/")
        assert (answer.status_code, answer.json()) == (401, {})


def test_a_page_without_scripts_goes_by_itself(client: Client, alice: Member) -> None:
    sign_in(client, alice, shared=True)
    page = client.get("/people/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="1800;url=/account/login/"></noscript>' in page


def test_on_ones_own_no_page_does(as_alice: Client) -> None:
    page = as_alice.get("/people/").content.decode()
    assert "http-equiv" not in page
    assert "data-shared-computer" not in page


def test_it_is_marked_and_gone_from_the_list_when_it_is_over(client: Client, alice: Member, as_alice: Client) -> None:
    sign_in(client, alice, shared=True)
    client.get("/people/")
    assert "shared computer" in as_alice.get("/settings/signed-in/").content.decode()
    long_ago = timezone.now() - timezone.timedelta(minutes=25)  # type: ignore[attr-defined]
    SignIn.objects.filter(shared=True).update(seen_at=long_ago)
    assert "shared computer" not in as_alice.get("/settings/signed-in/").content.decode()
    sign_ins.forget_old()
    assert client.get("/people/").status_code == 302
    assert as_alice.get("/people/").status_code == 200


def test_a_clock_set_back_does_not_hold_the_door_open(client: Client, alice: Member, clock: list[float]) -> None:
    sign_in(client, alice, shared=True)
    client.get("/people/")
    clock[0] -= 86_400
    assert client.get("/people/").status_code == 302


class TestForgetting:
    def test_looking_changes_nothing(self, as_alice: Client) -> None:
        assert "This isn’t my device" in as_alice.get("/account/forget/").content.decode()
        assert as_alice.get("/people/").status_code == 200

    def test_one_tap_ends_the_session_and_empties_the_browser(self, as_alice: Client) -> None:
        as_alice.get("/settings/")
        as_alice.cookies["django_language"] = "cy"
        key = as_alice.session.session_key
        answer = as_alice.post("/account/forget/")
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        for name in ("sessionid", "csrftoken", "django_language"):
            assert answer.cookies[name]["max-age"] == 0, name
        assert not SignIn.objects.exists()
        again = Client()
        again.cookies["sessionid"] = key or ""
        assert again.get("/people/").status_code == 302

    def test_who_was_signed_out_by_then_can_still_do_it(self, client: Client) -> None:
        assert "Forget everything" in client.get("/account/forget/").content.decode()
        assert client.post("/account/forget/").status_code == 200

    def test_it_says_what_is_out_of_reach(self, as_alice: Client) -> None:
        page = as_alice.post("/account/forget/").content.decode()
        assert "Close every window" in page
        assert "sign out of your e-mail too" in page


def test_signing_out_is_one_tap_on_every_page(as_alice: Client) -> None:
    for path in ("/today/", "/people/", "/work/", "/introductions/", "/settings/", "/people/walk/"):
        page = as_alice.get(path).content.decode()
        form = page[page.index('action="/account/logout/"') :]
        assert "Sign out" in form[: form.index("</form>")]
    assert as_alice.post("/account/logout/").url == "/"
    assert as_alice.get("/people/").status_code == 302


def test_the_while_is_a_setting(settings: Any) -> None:
    settings.SHARED_COMPUTER_IDLE = timezone.timedelta(minutes=3)  # type: ignore[attr-defined]
    assert shared_computer.idle_seconds() == 180
