"""Joining and signing in by a code, as a person meets it, and as somebody who guesses does."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from network.models import Fingerprint, Member, Person
from tests.factories.people import make_member

SIGN_UP, CONFIRM_SIGN_UP = "/account/signup/", "/account/confirm-email/"
SIGN_IN, CONFIRM_SIGN_IN = "/account/login/", "/account/login/code/confirm/"


@pytest.fixture(autouse=True)
def no_memory_of_tries() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def newest_code() -> str:
    found = re.search(r"\b(\d{4}-\d{4})\b", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def wrong_code() -> str:
    return "0000-0000" if newest_code() != "0000-0000" else "1111-1111"


def join(client: Client, email: str = "amina@example.com") -> Any:
    client.post(SIGN_UP, {"email": email})
    return client.post(CONFIRM_SIGN_UP, {"code": newest_code()})


@pytest.mark.django_db
class TestJoining:
    def test_an_address_and_its_code_are_all_it_takes(self, client: Client) -> None:
        answer = join(client)
        assert (answer.status_code, answer.url) == (302, "/welcome/1/")
        member = Member.objects.get(email="amina@example.com")
        assert member.person_id
        assert not member.has_usable_password()
        assert client.get("/settings/").status_code == 200

    def test_the_letter_says_the_code_and_little_else(self, client: Client) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        [letter] = mail.outbox
        assert letter.to == ["amina@example.com"]
        assert newest_code() in letter.subject
        assert "15 minutes" in letter.body
        assert "http" not in letter.body
        [(html, kind)] = letter.alternatives  # type: ignore[attr-defined]
        assert kind == "text/html"
        assert newest_code() in html
        assert "<script" not in html
        assert "Type this code on the page where you are joining:" in html

    def test_a_proved_address_becomes_the_members_fingerprint(self, client: Client) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        assert not Fingerprint.objects.exists()
        client.post(CONFIRM_SIGN_UP, {"code": newest_code()})
        assert Fingerprint.objects.get().member == Member.objects.get()

    def test_contacts_that_carry_the_address_are_then_this_member(self, client: Client, bob: Member) -> None:
        from network.contacts.actions import add_contact

        contact = add_contact(owner=bob, name="Amina", addresses=[("email", "Amina@Example.com")])
        join(client)
        contact.refresh_from_db()
        assert contact.person == Member.objects.get(email="amina@example.com").person

    @pytest.mark.parametrize(
        "email", ["", "amina", "a@b@c", "x" * 10_000 + "@example.com", "am\x00ina@example.com", "😀"]
    )
    def test_what_is_no_address_is_said_so(self, client: Client, email: str) -> None:
        answer = client.post(SIGN_UP, {"email": email})
        assert answer.status_code == 200
        assert "form-errors" in answer.content.decode()
        assert (Member.objects.count(), len(mail.outbox)) == (0, 0)

    def test_a_wrong_code_can_be_put_right_but_not_for_ever(self, client: Client) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        for _try in range(4):
            assert client.post(CONFIRM_SIGN_UP, {"code": wrong_code()}).status_code == 200
        assert client.post(CONFIRM_SIGN_UP, {"code": wrong_code()}).url == SIGN_IN
        assert client.post(CONFIRM_SIGN_UP, {"code": newest_code()}).url == SIGN_IN
        assert client.get("/settings/").status_code == 302

    @pytest.mark.parametrize("code", ["", "9" * 10_000, "\x00", "١٢٣٤٥٦٧٨", "'; drop table", "😀😀"])
    def test_nonsense_for_a_code_is_a_wrong_code(self, client: Client, code: str) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        assert client.post(CONFIRM_SIGN_UP, {"code": code}).status_code == 200

    @pytest.mark.parametrize(("minutes", "good"), [(14, True), (16, False)])
    def test_a_code_is_good_for_fifteen_minutes(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, minutes: int, good: bool
    ) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        later(monkeypatch, minutes)
        client.post(CONFIRM_SIGN_UP, {"code": newest_code()})
        assert (client.get("/settings/").status_code == 200) is good

    def test_who_never_typed_the_code_can_begin_again(self, client: Client) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        cache.clear()  # ten seconds later
        another = Client()
        another.post(SIGN_UP, {"email": "amina@example.com"})
        assert another.post(CONFIRM_SIGN_UP, {"code": newest_code()}).url == "/welcome/1/"
        assert Member.objects.count() == 1

    def test_an_address_that_has_joined_looks_the_same_and_gets_a_letter_to_sign_in(
        self, client: Client, alice: Member
    ) -> None:
        known = client.post(SIGN_UP, {"email": alice.email})
        unknown = Client().post(SIGN_UP, {"email": "nobody@example.com"})
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        letter = next(letter for letter in mail.outbox if letter.to == [alice.email])
        assert "http://testserver/account/login/" in letter.body
        assert not re.search(r"\d{4}-\d{4}", letter.body)
        assert without_tokens(client.get(CONFIRM_SIGN_UP), alice.email) == without_tokens(
            client_after(SIGN_UP, "nobody2@example.com").get(CONFIRM_SIGN_UP), "nobody2@example.com"
        )

    def test_twenty_tries_a_minute_from_one_place_are_enough(self) -> None:
        answers = [Client().post(SIGN_UP, {"email": f"a{number}@example.com"}).status_code for number in range(22)]
        assert answers[-1] == 429
        assert Person.objects.count() == 20


@pytest.mark.django_db
class TestSigningIn:
    def test_a_code_signs_in(self, client: Client, alice: Member) -> None:
        assert client.post(SIGN_IN, {"login": "Alice@Example.com"}).url == CONFIRM_SIGN_IN
        assert client.post(CONFIRM_SIGN_IN, {"code": newest_code().replace("-", " ")}).url == "/today/"

    def test_it_goes_on_to_where_one_was_going(self, client: Client, alice: Member) -> None:
        asked = client.get("/settings/work/").url
        client.post(SIGN_IN, {"login": alice.email, "next": "/settings/work/"})
        answer = client.post(CONFIRM_SIGN_IN, {"code": newest_code(), "next": "/settings/work/"})
        assert asked == "/account/login/?next=/settings/work/"
        assert answer.url == "/settings/work/"

    def test_it_never_goes_on_to_another_site(self, client: Client, alice: Member) -> None:
        client.post(SIGN_IN, {"login": alice.email, "next": "https://elsewhere.example/"})
        answer = client.post(CONFIRM_SIGN_IN, {"code": newest_code(), "next": "https://elsewhere.example/"})
        assert answer.url == "/today/"

    def test_a_code_works_once(self, client: Client, alice: Member) -> None:
        client.post(SIGN_IN, {"login": alice.email})
        code = newest_code()
        client.post(CONFIRM_SIGN_IN, {"code": code})
        client.post("/account/logout/")
        assert client.post(CONFIRM_SIGN_IN, {"code": code}).status_code == 302
        assert client.get("/settings/").status_code == 302

    def test_a_code_works_only_in_the_browser_that_asked(self, client: Client, alice: Member) -> None:
        client.post(SIGN_IN, {"login": alice.email})
        other = Client()
        other.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        assert other.get("/settings/").status_code == 302

    @pytest.mark.parametrize(("minutes", "good"), [(14, True), (16, False)])
    def test_a_code_is_good_for_fifteen_minutes(
        self, client: Client, alice: Member, monkeypatch: pytest.MonkeyPatch, minutes: int, good: bool
    ) -> None:
        client.post(SIGN_IN, {"login": alice.email})
        later(monkeypatch, minutes)
        client.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        assert (client.get("/settings/").status_code == 200) is good

    def test_the_sixth_try_comes_too_late(self, client: Client, alice: Member) -> None:
        client.post(SIGN_IN, {"login": alice.email})
        for _try in range(5):
            client.post(CONFIRM_SIGN_IN, {"code": wrong_code()})
        client.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        assert client.get("/settings/").status_code == 302

    def test_an_unknown_address_looks_the_same_and_hears_nothing(self, alice: Member) -> None:
        known, unknown = client_after(SIGN_IN, alice.email), client_after(SIGN_IN, "nobody@example.com")
        assert [letter.to for letter in mail.outbox] == [[alice.email]]
        pages = [
            without_tokens(known.get(CONFIRM_SIGN_IN), alice.email),
            without_tokens(unknown.get(CONFIRM_SIGN_IN), "nobody@example.com"),
        ]
        assert pages[0] == pages[1]
        wrong = [
            without_tokens(known.post(CONFIRM_SIGN_IN, {"code": wrong_code()}), alice.email),
            without_tokens(unknown.post(CONFIRM_SIGN_IN, {"code": wrong_code()}), "nobody@example.com"),
        ]
        assert wrong[0] == wrong[1]

    def test_a_new_code_can_be_asked_for_and_the_old_one_is_void(self, client: Client, alice: Member) -> None:
        client.post(SIGN_IN, {"login": alice.email})
        old = newest_code()
        client.post(CONFIRM_SIGN_IN, {"action": "resend"})
        assert len(mail.outbox) == 2
        client.post(CONFIRM_SIGN_IN, {"code": old})
        assert client.get("/settings/").status_code == 302
        assert client.post(CONFIRM_SIGN_IN, {"code": newest_code()}).url == "/today/"

    def test_a_fourth_code_within_a_minute_is_refused_kindly(self, alice: Member) -> None:
        answers = [Client().post(SIGN_IN, {"login": alice.email}) for _code in range(4)]
        assert len(mail.outbox) == 3
        assert "Wait five minutes" in answers[-1].content.decode()

    def test_a_password_works_for_who_made_one(self, client: Client, alice: Member) -> None:
        alice.set_password("three quiet herons")
        alice.save()
        assert client.post(SIGN_IN, {"login": alice.email, "password": "three quiet herons"}).url == "/today/"
        assert not mail.outbox

    def test_a_wrong_password_says_the_same_for_everybody(self, alice: Member) -> None:
        alice.set_password("three quiet herons")
        alice.save()
        make_member("Bob")
        pages = [
            without_tokens(Client().post(SIGN_IN, {"login": email, "password": "wrong"}), email)
            for email in (alice.email, "bob@example.com", "nobody@example.com")
        ]
        assert pages[0] == pages[1] == pages[2]
        assert "do not go together" in pages[0]

    def test_a_closed_account_gets_no_code(self, client: Client, alice: Member) -> None:
        alice.is_active = False
        alice.save()
        client.post(SIGN_IN, {"login": alice.email})
        assert not mail.outbox

    def test_a_forgotten_password_is_changed_by_a_code(self, client: Client, alice: Member) -> None:
        alice.set_password("three quiet herons")
        alice.save()
        client.post("/account/password/reset/", {"email": alice.email})
        client.post("/account/password/reset/confirm/", {"code": newest_code()})
        new = {"password1": "four loud magpies", "password2": "four loud magpies"}
        assert client.post("/account/password/reset/complete/", new).status_code == 302
        alice.refresh_from_db()
        assert alice.check_password("four loud magpies")

    def test_a_forgotten_password_of_nobody_sends_nothing_and_looks_the_same(self, alice: Member) -> None:
        known = Client().post("/account/password/reset/", {"email": alice.email})
        unknown = Client().post("/account/password/reset/", {"email": "nobody@example.com"})
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert [letter.to for letter in mail.outbox] == [[alice.email]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["account_login", "account_signup", "account_request_login_code", "account_reset_password", "account_inactive"],
)
def test_pages_for_strangers_answer(client: Client, name: str) -> None:
    page = client.get(reverse(name)).content.decode()
    assert page.count("<h1>") == 1
    assert "placeholder=" not in page


@pytest.mark.django_db
def test_mail_that_goes_apart_does_not_break_the_page_when_the_server_is_down(
    client: Client, alice: Member, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAIL_APART = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert client.post(SIGN_IN, {"login": alice.email}).url == CONFIRM_SIGN_IN
    waited = time.monotonic() + 20
    while "could not be sent" not in caplog.text:
        assert time.monotonic() < waited
        time.sleep(0.02)


def client_after(address: str, email: str) -> Client:
    client = Client()
    client.post(address, {"login": email, "email": email})
    return client


def without_tokens(answer: Any, email: str) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return text.replace(email, "ADDRESS")


def later(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    from allauth.account.internal.flows import code_verification

    now = time.time()
    clock = type("Clock", (), {"time": staticmethod(lambda: now + timedelta(minutes=minutes).total_seconds())})
    monkeypatch.setattr(code_verification, "time", clock)
