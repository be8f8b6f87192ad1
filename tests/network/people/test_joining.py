"""Joining by a code, as a person meets it, and as somebody who guesses does."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from network.models import Fingerprint, Member, Person
from network.platform.privacy import codes
from tests.network.people.code_flows import (
    CONFIRM_ADDRESS,
    SIGN_IN,
    SIGN_UP,
    client_after,
    later,
    newest_code,
    without_tokens,
    wrong_code,
)


def join(client: Client, email: str = "amina@example.com") -> Any:
    client.post(SIGN_UP, {"email": email})
    return client.post(CONFIRM_ADDRESS, {"code": newest_code()})


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
        assert "Type this code on the page where you’re joining:" in html

    def test_a_proved_address_becomes_the_members_fingerprint(self, client: Client) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        assert not Fingerprint.objects.exists()
        client.post(CONFIRM_ADDRESS, {"code": newest_code()})
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
            assert client.post(CONFIRM_ADDRESS, {"code": wrong_code()}).status_code == 200
        assert client.post(CONFIRM_ADDRESS, {"code": wrong_code()}).url == SIGN_IN
        assert client.post(CONFIRM_ADDRESS, {"code": newest_code()}).url == SIGN_IN
        assert client.get("/settings/").status_code == 302

    @pytest.mark.parametrize("code", ["", "9" * 10_000, "\x00", "١٢٣٤٥٦٧٨", "'; drop table", "😀😀"])
    def test_nonsense_for_a_code_is_a_wrong_code(self, client: Client, code: str) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        assert client.post(CONFIRM_ADDRESS, {"code": code}).status_code == 200

    @pytest.mark.parametrize(("minutes", "good"), [(14, True), (16, False)])
    def test_a_code_is_good_for_fifteen_minutes(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, minutes: int, good: bool
    ) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        later(monkeypatch, minutes)
        client.post(CONFIRM_ADDRESS, {"code": newest_code()})
        assert (client.get("/settings/").status_code == 200) is good

    def test_who_never_typed_the_code_can_begin_again(self, client: Client) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        cache.clear()  # ten seconds later
        another = Client()
        another.post(SIGN_UP, {"email": "amina@example.com"})
        assert another.post(CONFIRM_ADDRESS, {"code": newest_code()}).url == "/welcome/1/"
        assert Member.objects.count() == 1

    def test_an_address_that_has_joined_looks_the_same_and_gets_a_letter_with_a_code(
        self, client: Client, alice: Member
    ) -> None:
        known = client.post(SIGN_UP, {"email": alice.email})
        unknown = Client().post(SIGN_UP, {"email": "nobody@example.com"})
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        letter = next(letter for letter in mail.outbox if letter.to == [alice.email])
        assert "You’ve already joined" in letter.body
        assert re.search(r"\d{4}-\d{4}", letter.body)
        assert "http" not in letter.body
        assert without_tokens(client.get(CONFIRM_ADDRESS), alice.email) == without_tokens(
            client_after(SIGN_UP, "nobody2@example.com").get(CONFIRM_ADDRESS), "nobody2@example.com"
        )

    def test_the_code_in_that_letter_signs_in_and_no_other_does(self, client: Client, alice: Member) -> None:
        client.post(SIGN_UP, {"email": alice.email})
        assert client.post(CONFIRM_ADDRESS, {"code": wrong_code()}).status_code == 200
        answer = client.post(CONFIRM_ADDRESS, {"code": newest_code()})
        assert (answer.status_code, answer.url) == (302, "/today/")
        assert "You’d already joined" in client.get("/today/").content.decode()
        assert Member.objects.count() == 1

    def test_a_newer_code_is_sent_to_a_known_address_too(self, client: Client, alice: Member) -> None:
        client.post(SIGN_UP, {"email": alice.email})
        old = newest_code()
        page = client.post(CONFIRM_ADDRESS, {"action": "resend"}, follow=True).content.decode()
        assert "Look for a new e-mail from us" in page
        assert [letter.to for letter in mail.outbox] == [[alice.email]] * 2
        assert client.post(CONFIRM_ADDRESS, {"code": old}).status_code == 200
        assert client.post(CONFIRM_ADDRESS, {"code": newest_code()}).url == "/today/"

    def test_a_closed_account_hears_nothing_and_opens_with_no_code(self, client: Client, alice: Member) -> None:
        Member.objects.filter(pk=alice.pk).update(is_active=False)
        client.post(SIGN_UP, {"email": alice.email})
        assert not mail.outbox
        state = client.session["account_email_verification_code"]
        code = codes.code_for(codes.ACCOUNT, state["code"])
        assert client.post(CONFIRM_ADDRESS, {"code": code}).status_code == 200
        assert client.get("/settings/").status_code == 302

    def test_the_address_cannot_be_changed_behind_the_page(self, client: Client, alice: Member) -> None:
        client.post(SIGN_UP, {"email": "amina@example.com"})
        client.post(CONFIRM_ADDRESS, {"action": "change", "email": alice.email})
        assert [letter.to for letter in mail.outbox] == [["amina@example.com"]]

    def test_twenty_tries_a_minute_from_one_place_are_enough(self) -> None:
        answers = [Client().post(SIGN_UP, {"email": f"a{number}@example.com"}).status_code for number in range(22)]
        assert answers[-1] == 429
        assert Person.objects.count() == 20
