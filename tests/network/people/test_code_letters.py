"""Few letters with codes go to one address, the answers tell nothing, and no stranger keeps an owner out for good."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from network.introductions import guests
from network.models import Introduction, Member, RateLimitCounter, ReachCode
from network.people.known_browsers import COOKIE
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_member
from tests.network.people.code_flows import (
    ALICE,
    CONFIRM_ADDRESS,
    CONFIRM_RESET,
    CONFIRM_SIGN_IN,
    NOBODY,
    RESET,
    SIGN_IN,
    SIGN_UP,
    Kind,
    OldSession,
    answer_of,
    newest_code,
    post,
    shown,
)

pytestmark = pytest.mark.django_db


class TestLetters:
    @pytest.mark.parametrize("address", [ALICE, NOBODY])
    def test_second_codes_are_counted_as_first_ones_are(self, alice: Member, address: str) -> None:
        """Resending is not a way around: nine in five seconds were possible."""
        letters = 0
        for _round in range(4):
            client = Client()
            client.post(SIGN_IN, {"login": address})
            for _again in range(3):
                client.post(CONFIRM_SIGN_IN, {"action": "resend"})
            letters = len(mail.outbox)
        assert letters == (3 if address == ALICE else 0)

    def test_an_old_session_gives_no_new_letters(self, kind: Kind, browser: Client) -> None:
        old = OldSession(browser)
        for _again in range(9):
            browser.post(kind.typed_at, {"action": "resend"} if not kind.signed_in else {})
            old.write_back()
        assert len(mail.outbox) <= 3

    def test_every_way_to_have_a_letter_sent_counts_together(self, alice: Member) -> None:
        for _round in range(2):
            for ask in (post(SIGN_IN, login=ALICE), post(RESET, email=ALICE), post(SIGN_UP, email=ALICE)):
                ask(Client())
        Client().post("/account/login/code/", {"email": ALICE})
        assert len(mail.outbox) == 3

    def test_spellings_of_one_address_count_together(self, alice: Member) -> None:
        for spelling in (ALICE, "ALICE@example.com", "Alice@EXAMPLE.com", " alice@example.com ", "alice@Example.com"):
            Client().post(SIGN_IN, {"login": spelling})
        assert len(mail.outbox) == 3

    @pytest.mark.parametrize(
        ("address", "field"),
        [(SIGN_IN, "login"), ("/account/login/code/", "email"), (RESET, "email"), (SIGN_UP, "email")],
    )
    def test_the_limit_answers_the_same_with_and_without_an_account(
        self, alice: Member, address: str, field: str
    ) -> None:
        answers = {email: [answer_of(address, {field: email}, email) for _ in range(6)] for email in (ALICE, NOBODY)}
        assert answers[ALICE] == answers[NOBODY]
        assert answers[ALICE][-1] != answers[ALICE][0]

    def test_the_limit_of_tries_answers_the_same_with_and_without_an_account(self, alice: Member) -> None:
        def answers(ask: str, confirm: str, email: str) -> list[str]:
            client = Client()
            client.post(ask, {"login": email, "email": email})
            old, seen = OldSession(client), []
            for number in range(9):
                if number == 3:
                    old.write_back()
                seen.append(shown(client.post(confirm, {"code": f"1111-{number:04d}"}), email))
            return seen

        for ask, confirm in ((SIGN_IN, CONFIRM_SIGN_IN), (RESET, CONFIRM_RESET), (SIGN_UP, CONFIRM_ADDRESS)):
            cache.clear()
            RateLimitCounter.objects.all().delete()
            assert answers(ask, confirm, ALICE) == answers(ask, confirm, NOBODY)


class TestWhoIsLockedOut:
    """A stranger asks for codes for Alice's address all day long, from many places."""

    def fill_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        began = timezone.now()
        for number in range(40):
            now = began + timedelta(seconds=25 * number)
            monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
            Client(REMOTE_ADDR=f"198.51.{number % 4}.9").post(SIGN_IN, {"login": ALICE})

    def test_the_owners_known_browser_still_gets_its_code(self, alice: Member, monkeypatch: Any) -> None:
        owner = Client(REMOTE_ADDR="192.0.2.1")
        owner.post(SIGN_IN, {"login": ALICE})
        assert owner.post(CONFIRM_SIGN_IN, {"code": newest_code()}).status_code == 302
        owner.post("/account/logout/")
        self.fill_up(monkeypatch)
        sent = len(mail.outbox)
        assert sent == 20, "whatever strangers do, with the one that the owner got in what was a new browser"
        owner.post(SIGN_IN, {"login": ALICE})
        assert len(mail.outbox) == sent + 1
        assert owner.post(CONFIRM_SIGN_IN, {"code": newest_code()}).url == "/today/"

    def test_a_stranger_with_one_network_leaves_room_in_a_new_browser_of_the_owner(
        self, alice: Member, monkeypatch: Any
    ) -> None:
        began = timezone.now()
        for number in range(40):
            now = began + timedelta(seconds=25 * number)
            monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
            Client(REMOTE_ADDR=f"198.51.100.{number}").post(SIGN_IN, {"login": ALICE})
        assert len(mail.outbox) == 10
        owner = Client(REMOTE_ADDR="192.0.2.1")
        owner.post(SIGN_IN, {"login": ALICE})
        assert owner.post(CONFIRM_SIGN_IN, {"code": newest_code()}).url == "/today/"

    def test_a_day_later_a_new_browser_can_ask_again(self, alice: Member, monkeypatch: Any) -> None:
        self.fill_up(monkeypatch)
        later = timezone.now() + timedelta(days=1)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        sent = len(mail.outbox)
        Client().post(SIGN_IN, {"login": ALICE})
        assert len(mail.outbox) == sent + 1

    def test_wrong_passwords_of_strangers_do_not_stop_a_known_browser(self, alice: Member) -> None:
        alice.set_password("three quiet herons")
        alice.save()
        owner, right = Client(REMOTE_ADDR="192.0.2.1"), {"login": ALICE, "password": "three quiet herons"}
        owner.post(SIGN_IN, right)
        owner.post("/account/logout/")
        for number in range(9):
            Client(REMOTE_ADDR=f"198.51.{number}.9").post(SIGN_IN, {"login": ALICE, "password": "wrong"})
        assert Client(REMOTE_ADDR="192.0.2.2").post(SIGN_IN, right).status_code == 200
        assert owner.post(SIGN_IN, right).url == "/today/"

    def test_a_known_browser_is_known_for_its_own_addresses_only(self, alice: Member, bob: Member) -> None:
        client = Client()
        client.post(SIGN_IN, {"login": bob.email})
        client.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        client.post("/account/logout/")
        kept = client.cookies[COOKIE]
        assert (kept["httponly"], kept["samesite"]) == (True, "Lax")
        assert bob.email not in kept.value
        for _ in range(5):
            Client().post(SIGN_IN, {"login": ALICE})
        other = Client()
        other.cookies[COOKIE] = kept.value
        other.post(SIGN_IN, {"login": ALICE})
        assert [letter.to for letter in mail.outbox[1:]] == [[ALICE]] * 3

    @pytest.mark.parametrize("value", ["", "x", "WyJhIiwgW11d:1:2", "\u00e9"])
    def test_a_made_up_cookie_is_no_known_browser(self, alice: Member, value: str) -> None:
        for _ in range(5):
            client = Client()
            client.cookies[COOKIE] = value
            client.post(SIGN_IN, {"login": ALICE})
        assert len(mail.outbox) == 3

    def test_a_computer_that_others_use_is_not_remembered(self, alice: Member) -> None:
        client = Client()
        client.post(SIGN_IN, {"login": ALICE, "shared_computer": "on"})
        client.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        assert COOKIE not in client.cookies


class TestGuests:
    @pytest.fixture
    def token(self, alice: Member, bob: Member) -> str:
        return self.make_token(alice, bob)

    def make_token(self, requester: Member, introducer: Member) -> str:
        made = make_introduction(requester, make_contact(introducer, "Dilys"), state="passed_on")
        token = f"token-{made.pk}"
        Introduction.objects.filter(pk=made.pk).update(
            token_hash=guests.hash_of_token(token), token_expires_at=timezone.now() + timedelta(days=1)
        )
        return token

    def test_a_link_by_which_no_more_letters_go_uses_up_nothing_of_an_address(
        self, token: str, alice: Member, carol: Member
    ) -> None:
        """By a link of their own a stranger kept the owner of an address from every other link, with six letters."""
        said = {"name": "Dilys", "address": "dilys@example.com"}
        for _round in range(20):
            Client(REMOTE_ADDR="198.51.100.9").post(f"/i/{token}/yes/", said)
        assert ReachCode.objects.count() == guests.CODES_A_DAY
        others = self.make_token(alice, carol)
        assert Client(REMOTE_ADDR="198.51.100.9").post(f"/i/{others}/yes/", said).status_code == 302

    def test_who_asks_from_one_network_leaves_letters_for_the_owner_of_an_address(
        self, token: str, alice: Member, carol: Member
    ) -> None:
        said = {"name": "Dilys", "address": "dilys@example.com"}
        links = [token, self.make_token(alice, carol), self.make_token(carol, alice)]
        for link in links * 6:
            Client(REMOTE_ADDR="198.51.100.9").post(f"/i/{link}/yes/", said)
        assert ReachCode.objects.count() == 10
        own = self.make_token(carol, make_member("Dan"))
        assert Client(REMOTE_ADDR="192.0.2.1").post(f"/i/{own}/yes/", said).status_code == 302

    def test_a_code_is_in_no_row_and_has_five_tries(self, token: str) -> None:
        guest = Client()
        page = guest.post(f"/i/{token}/yes/", {"name": "Dilys", "address": "dilys@example.com"}).url  # type: ignore[attr-defined]
        reach_code = ReachCode.objects.get()
        code = guests.code_for(reach_code.handle)
        assert code not in repr(list(ReachCode.objects.values()))
        for number in range(5):
            guest.post(page, {"code": f"{(int(code) + 1 + number) % 10**6:06d}"})
        guest.post(page, {"code": code})
        assert Introduction.objects.get().state == "passed_on"

    def test_many_links_send_few_letters_to_one_address(self, alice: Member, bob: Member) -> None:
        sent = 0
        for link in range(6):
            token = self.make_token(make_member(), make_member())
            for _ask in range(6):
                client = Client(REMOTE_ADDR=f"198.51.{link}.9")
                sent += client.post(f"/i/{token}/yes/", {"name": "X", "address": "v@example.com"}).status_code == 302
        assert sent == 20
        token = self.make_token(alice, bob)
        assert Client().post(f"/i/{token}/yes/", {"name": "X", "address": "other@example.com"}).status_code == 302
