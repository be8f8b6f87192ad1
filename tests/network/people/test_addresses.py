"""Addresses of one's own: each proved one is a fingerprint, and none changes without a fresh code."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from network.contacts.actions import add_contact
from network.identity.fingerprints import fingerprint_of_email
from network.models import Fingerprint, Member
from network.people.queries import verified_addresses

pytestmark = pytest.mark.django_db
ADDRESSES = "/account/email/"
FRESH = "/settings/confirm/"


def newest_code() -> str:
    found = re.search(r"\b(\d{4}-\d{4})\b", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def say_who_i_am(client: Client, then: str = ADDRESSES) -> Any:
    client.post(f"{FRESH}?next={then}")
    return client.post(f"{FRESH}?next={then}", {"code": newest_code()})


def digests(member: Member) -> set[str]:
    return set(Fingerprint.objects.filter(member=member).values_list("digest", flat=True))


def add_address(client: Client, email: str) -> Any:
    cache.clear()
    client.post(ADDRESSES, {"action_add": "", "email": email})
    return client.post("/account/confirm-email/", {"code": newest_code()})


class TestFreshCodes:
    @pytest.mark.parametrize(
        "address",
        [
            "/account/password/set/",
            "/account/password/change/",
            "/account/2fa/totp/activate/",
            "/account/2fa/totp/deactivate/",
            "/account/2fa/recovery-codes/",
            "/account/2fa/recovery-codes/generate/",
            "/account/2fa/recovery-codes/download/",
            "/account/2fa/webauthn/add/",
            "/account/2fa/webauthn/keys/1/remove/",
            "/account/2fa/webauthn/keys/1/edit/",
        ],
    )
    def test_what_could_lock_somebody_out_asks_for_one(self, as_alice: Client, address: str) -> None:
        for method in (as_alice.get, as_alice.post):
            answer = method(address)
            assert (answer.status_code, answer.url) == (302, f"{FRESH}?next={address.replace('/', '%2F')}")

    @pytest.mark.parametrize("address", ["reauthenticate/", "2fa/reauthenticate/", "2fa/webauthn/reauthenticate/"])
    def test_allauths_own_asking_is_ours(self, as_alice: Client, address: str) -> None:
        assert as_alice.get(f"/account/{address}?next=/settings/").url == f"{FRESH}?next=/settings/"

    def test_changing_addresses_asks_for_one_and_looking_does_not(self, as_alice: Client, alice: Member) -> None:
        assert as_alice.get(ADDRESSES).status_code == 200
        for action in ("action_add", "action_remove", "action_primary", "action_send"):
            assert as_alice.post(ADDRESSES, {action: "", "email": alice.email}).url.startswith(FRESH)
        assert not mail.outbox

    def test_looking_sends_none(self, as_alice: Client) -> None:
        assert as_alice.get(f"{FRESH}?next={ADDRESSES}").status_code == 200
        assert not mail.outbox

    def test_a_right_one_goes_on_to_where_one_was_going(self, as_alice: Client) -> None:
        assert say_who_i_am(as_alice).url == ADDRESSES
        assert as_alice.get("/account/password/set/").status_code == 200

    def test_it_never_goes_on_to_another_site(self, as_alice: Client) -> None:
        assert say_who_i_am(as_alice, "https://elsewhere.example/").url == "/settings/"
        assert say_who_i_am(as_alice, "//elsewhere.example/").url == "/settings/"

    def test_it_works_once_and_only_for_whom_it_was_sent(self, as_alice: Client, bob: Member) -> None:
        as_alice.post(FRESH)
        code = newest_code()
        as_bob = Client()
        as_bob.force_login(bob)
        assert as_bob.post(FRESH, {"code": code}).status_code == 200
        assert as_alice.post(FRESH, {"code": code}).status_code == 302
        assert as_alice.post(FRESH, {"code": code}).status_code == 200

    def test_five_wrong_ones_void_it(self, as_alice: Client) -> None:
        as_alice.post(FRESH)
        right = newest_code()
        for wrong in ("", "0000-0001", "9" * 10_000, "\x00", "ÄÖÜ😀", "x"):
            as_alice.post(FRESH, {"code": wrong})
        for _try in range(2):
            as_alice.post(FRESH, {"code": "0000-0002"})
        assert as_alice.post(FRESH, {"code": right}).status_code == 200
        assert as_alice.get("/account/password/set/").status_code == 302

    def test_a_new_one_voids_the_old(self, as_alice: Client) -> None:
        as_alice.post(FRESH)
        old = newest_code()
        as_alice.post(FRESH)
        assert as_alice.post(FRESH, {"code": old}).status_code == 200
        assert as_alice.post(FRESH, {"code": newest_code()}).status_code == 302

    @pytest.mark.parametrize(("minutes", "good"), [(14, True), (16, False)])
    def test_it_is_good_for_fifteen_minutes(
        self, as_alice: Client, monkeypatch: pytest.MonkeyPatch, minutes: int, good: bool
    ) -> None:
        as_alice.post(FRESH)
        later(monkeypatch, minutes)
        assert (as_alice.post(FRESH, {"code": newest_code()}).status_code == 302) is good

    @pytest.mark.parametrize(("minutes", "good"), [(9, True), (11, False)])
    def test_one_may_go_on_for_ten_minutes(
        self, as_alice: Client, monkeypatch: pytest.MonkeyPatch, minutes: int, good: bool
    ) -> None:
        say_who_i_am(as_alice)
        later(monkeypatch, minutes)
        assert (as_alice.get("/account/password/set/").status_code == 200) is good

    def test_it_is_gone_with_the_session(self, as_alice: Client, alice: Member) -> None:
        say_who_i_am(as_alice)
        as_alice.post("/account/logout/")
        as_alice.force_login(alice)
        assert as_alice.get("/account/password/set/").status_code == 302

    def test_three_a_minute_are_enough(self, as_alice: Client) -> None:
        for _code in range(5):
            as_alice.post(FRESH)
        assert len(mail.outbox) == 3
        assert "a little quick" in as_alice.get(FRESH).content.decode()

    def test_who_has_just_signed_in_by_a_code_is_asked_all_the_same(self, client: Client, alice: Member) -> None:
        client.post("/account/login/", {"login": alice.email})
        client.post("/account/login/code/confirm/", {"code": newest_code()})
        assert client.get("/account/password/set/").url.startswith(FRESH)

    def test_a_member_without_a_proved_address_gets_none(self, as_alice: Client, alice: Member) -> None:
        EmailAddress.objects.filter(user=alice).update(verified=False)
        as_alice.post(FRESH)
        assert not mail.outbox


class TestAddresses:
    def test_a_second_one_is_proved_and_recognised(self, as_alice: Client, alice: Member, bob: Member) -> None:
        contact = add_contact(owner=bob, name="Al", addresses=[("email", "al@example.org")])
        assert contact.person != alice.person
        say_who_i_am(as_alice)
        add_address(as_alice, "al@example.org")
        assert verified_addresses(alice) == ["alice@example.com", "al@example.org"]
        assert digests(alice) == {fingerprint_of_email("alice@example.com"), fingerprint_of_email("al@example.org")}
        contact.refresh_from_db()
        assert contact.person == alice.person

    def test_one_that_is_not_proved_counts_for_nothing(self, as_alice: Client, alice: Member) -> None:
        say_who_i_am(as_alice)
        as_alice.post(ADDRESSES, {"action_add": "", "email": "al@example.org"})
        assert digests(alice) == {fingerprint_of_email("alice@example.com")}
        assert verified_addresses(alice) == ["alice@example.com"]

    def test_one_that_goes_takes_its_fingerprint_along(self, as_alice: Client, alice: Member, bob: Member) -> None:
        contact = add_contact(owner=bob, name="Al", addresses=[("email", "al@example.org")])
        say_who_i_am(as_alice)
        add_address(as_alice, "al@example.org")
        as_alice.post(ADDRESSES, {"action_remove": "", "email": "al@example.org"})
        assert digests(alice) == {fingerprint_of_email("alice@example.com")}
        contact.refresh_from_db()
        assert contact.person != alice.person

    def test_the_main_one_can_change_but_not_go(self, as_alice: Client, alice: Member) -> None:
        say_who_i_am(as_alice)
        as_alice.post(ADDRESSES, {"action_remove": "", "email": alice.email})
        add_address(as_alice, "al@example.org")
        as_alice.post(ADDRESSES, {"action_primary": "", "email": "al@example.org"})
        alice.refresh_from_db()
        assert alice.email == "al@example.org"
        assert len(digests(alice)) == 2
        assert any("instead of alice@example.com" in letter.body for letter in mail.outbox)

    def test_another_members_one_cannot_be_taken(
        self, as_alice: Client, alice: Member, bob: Member, carol: Member
    ) -> None:
        say_who_i_am(as_alice)
        added = as_alice.post(ADDRESSES, {"action_add": "", "email": bob.email})
        unknown = Client()  # what it looks like with an address that nobody has
        unknown.force_login(carol)
        say_who_i_am(unknown)
        assert unknown.post(ADDRESSES, {"action_add": "", "email": "free@example.org"}).url == added.url
        letter = next(letter for letter in mail.outbox if letter.to == [bob.email])
        code = re.search(r"\d{4}-\d{4}", letter.body)
        assert code
        page = as_alice.post("/account/confirm-email/", {"code": code[0]})
        assert "You can’t use that address here" in page.content.decode()
        assert digests(alice) == {fingerprint_of_email(alice.email)}
        assert digests(bob) == {fingerprint_of_email(bob.email)}

    def test_another_members_one_cannot_be_removed(self, as_alice: Client, bob: Member) -> None:
        say_who_i_am(as_alice)
        as_alice.post(ADDRESSES, {"action_remove": "", "email": bob.email})
        assert verified_addresses(bob) == [bob.email]

    @pytest.mark.parametrize("email", ["", "x", "a" * 10_000 + "@example.com", "\x00@example.com", "😀@example.com"])
    def test_nonsense_is_said_so(self, as_alice: Client, alice: Member, email: str) -> None:
        say_who_i_am(as_alice)
        answer = as_alice.post(ADDRESSES, {"action_add": "", "email": email})
        assert answer.status_code == 200
        assert EmailAddress.objects.filter(user=alice).count() == 1

    def test_the_page_names_each_and_what_can_be_done(self, as_alice: Client, alice: Member) -> None:
        EmailAddress.objects.create(user=alice, email="al@example.org", verified=False)
        page = as_alice.get(ADDRESSES).content.decode()
        for words in ("alice@example.com", "main address", "not confirmed yet", "Remove al@example.org"):
            assert words in page


def later(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    import time

    from network.platform.privacy import fresh_code

    now = time.time()
    clock = type("Clock", (), {"time": staticmethod(lambda: now + minutes * 60)})
    monkeypatch.setattr(fresh_code, "time", clock)


class TestALostMailbox:
    def test_a_code_can_go_to_another_proved_address(self, as_alice: Client, alice: Member) -> None:
        say_who_i_am(as_alice)
        add_address(as_alice, "second@example.com")
        cache.clear()
        fresh = Client()
        fresh.force_login(alice)
        page = fresh.get(f"{FRESH}?next={ADDRESSES}").content.decode()
        assert "Send a code to second@example.com" in page
        fresh.post(f"{FRESH}?next={ADDRESSES}", {"to": "second@example.com"})
        assert mail.outbox[-1].to == ["second@example.com"]
        assert fresh.post(f"{FRESH}?next={ADDRESSES}", {"code": newest_code()}).url == ADDRESSES
        fresh.post(ADDRESSES, {"action_primary": "", "email": "second@example.com"})
        fresh.post(ADDRESSES, {"action_remove": "", "email": "alice@example.com"})
        assert verified_addresses(alice) == ["second@example.com"]

    @pytest.mark.parametrize("to", ["bob@example.com", "new@example.com", "", "\x00", "x" * 10_000])
    def test_it_goes_to_nobody_elses(self, as_alice: Client, alice: Member, bob: Member, to: str) -> None:
        EmailAddress.objects.create(user=alice, email="new@example.com", verified=False)
        as_alice.post(FRESH, {"to": to})
        assert mail.outbox[-1].to == [alice.email]

    def test_a_steward_can_put_a_new_one_in_its_place(self, as_alice: Client, alice: Member) -> None:
        as_alice.get("/settings/")
        call_command("replace_address", "--of", "ALICE@example.com", "--new", "found@example.com")
        assert mail.outbox[-1].to == ["alice@example.com"]
        assert "found@example.com" in mail.outbox[-1].body
        assert "This happened on ." not in mail.outbox[-1].body
        assert as_alice.get("/people/").status_code == 302
        assert digests(alice) == set()
        visitor = Client()
        visitor.post("/account/login/", {"login": "found@example.com"})
        assert mail.outbox[-1].to == ["found@example.com"]
        visitor.post("/account/login/code/confirm/", {"code": newest_code()})
        assert visitor.get("/people/").status_code == 200
        assert verified_addresses(alice) == ["found@example.com"]
        assert digests(alice) == {fingerprint_of_email("found@example.com")}

    @pytest.mark.parametrize(
        ("of", "new"),
        [
            ("alice@example.com", "bob@example.com"),
            ("alice@example.com", "ALICE@example.com"),
            ("alice@example.com", "nonsense"),
            ("nobody@example.com", "found@example.com"),
        ],
    )
    def test_not_with_somebody_elses_or_nonsense(self, alice: Member, bob: Member, of: str, new: str) -> None:
        with pytest.raises(CommandError):
            call_command("replace_address", "--of", of, "--new", new)
        assert verified_addresses(alice) == ["alice@example.com"]
        assert mail.outbox == []
