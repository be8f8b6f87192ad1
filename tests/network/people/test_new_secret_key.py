"""The operator changes the service's secret key: what the old one made goes on working while that one counts."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from backr.settings.environment import list_of_texts
from network.conversations.actions import leave, post_message
from network.conversations.guests import guest_path
from network.introductions import guests
from network.introductions.actions import agree_as
from network.introductions.errors import CodeWrongError
from network.introductions.offers import OfferUnreadableError, read_offer, sign_offer
from network.introductions.states import Role
from network.models import Conversation, Member, Notice
from network.platform.notices.compose import compose
from network.platform.privacy.tokens import hash_of_token
from network.platform.subjects import load_subjects
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_handshake
from tests.network.people.test_authenticators import digits_of, set_up, sign_in_by_code

pytestmark = pytest.mark.django_db
NEW = "a new key of the service, as long as keys have to be to pass"


@pytest.fixture
def new_key(settings: Any) -> Callable[..., None]:
    """Change the key; with `stolen`, the old one counts no more."""

    def change(*, stolen: bool = False) -> None:
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = ([] if stolen else [settings.SECRET_KEY]), NEW

    return change


@pytest.fixture
def talk(alice: Member, bob: Member) -> Conversation:
    """Alice and Ben, who has no account and was mailed his link."""
    make_handshake(alice, bob)
    passed = make_introduction(alice, make_contact(bob, "Ben"), state="passed_on")
    agree_as(
        passed,
        Role.TARGET,
        by=None,
        name="Ben",
        shares=[["email", "ben@bakery.example"]],
        reach_verified_at=timezone.now(),
    )
    return Conversation.objects.select_related("introduction__requester").get(introduction=passed)


def newest_link() -> str:
    notice = Notice.objects.filter(address="ben@bakery.example").latest("pk")
    (conversation,) = load_subjects([notice.subject]).values()
    return str(compose(notice, notice.address, conversation).body).partition("/conversations/guest/")[2].split("/")[0]


def opens(token: str) -> bool:
    return Client().get(f"/conversations/guest/{token}/").status_code == 200


def write(talk: Conversation, key: str = "a" * 32) -> None:
    post_message(conversation=talk, by=talk.introduction.requester, text="Hello Ben", key=key)


def test_the_link_in_a_guests_mail_opens_and_so_does_the_one_in_the_next(
    talk: Conversation, new_key: Callable[..., None]
) -> None:
    old = newest_link()
    assert opens(old)
    new_key()
    assert opens(old)
    write(talk)
    assert newest_link() == old
    assert opens(old)


def test_a_link_made_with_a_stolen_key_is_dead_at_once_and_the_next_mail_brings_another(
    talk: Conversation, new_key: Callable[..., None]
) -> None:
    old = newest_link()
    new_key(stolen=True)
    assert not opens(old)
    write(talk)
    assert newest_link() != old
    assert opens(newest_link())
    assert not opens(old)


def test_a_key_can_be_taken_off_later(talk: Conversation, new_key: Callable[..., None], settings: Any) -> None:
    new_key()
    write(talk)
    old = newest_link()
    settings.SECRET_KEY_FALLBACKS = []
    assert not opens(old)
    write(talk, "b" * 32)
    assert opens(newest_link())


def test_whoever_has_left_gets_no_new_link(talk: Conversation, new_key: Callable[..., None]) -> None:
    leave(conversation=talk)
    new_key(stolen=True)
    talk.refresh_from_db()
    assert not opens(guest_path(talk).split("/")[-2])


@pytest.mark.parametrize("stolen", [False, True])
def test_a_code_that_is_on_its_way_counts_while_the_key_does(
    alice: Member, bob: Member, new_key: Callable[..., None], stolen: bool
) -> None:
    asked = make_introduction(
        alice,
        make_contact(bob, "Ben"),
        state="passed_on",
        token_hash=hash_of_token("a-token"),
        token_expires_at=timezone.now() + timedelta(days=1),
    )
    tried = guests.send_code(token="a-token", name="Ben", address="ben@bakery.example")
    on_its_way = guests.code_for(tried.handle)
    new_key(stolen=stolen)
    if stolen:
        with pytest.raises(CodeWrongError):
            guests.confirm_code(token="a-token", handle=tried.handle, code=on_its_way)
        on_its_way = guests.code_for(tried.handle)
    guests.confirm_code(token="a-token", handle=tried.handle, code=on_its_way)
    asked.refresh_from_db()
    assert asked.state == "agreed"


def test_an_offer_and_a_sign_in_go_on(alice: Member, as_alice: Client, new_key: Callable[..., None]) -> None:
    offer = sign_offer(alice.pk, 7, "baker")
    elsewhere = Client()
    elsewhere.force_login(alice)
    new_key()
    assert read_offer(offer, alice.pk).contact_id == 7
    assert as_alice.get("/settings/").status_code == 200
    new_key(stolen=True)
    with pytest.raises(OfferUnreadableError):
        read_offer(offer, alice.pk)
    assert elsewhere.get("/settings/").status_code == 302


class TestAdopting:
    def test_locks_apps_and_spare_codes_anew_so_that_the_old_key_can_go(
        self, as_alice: Client, alice: Member, new_key: Callable[..., None], settings: Any
    ) -> None:
        secret = set_up(as_alice)
        before = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        new_key()
        said = StringIO()
        call_command("adopt_secret_key", stdout=said)
        assert "locked with the new key: 2" in said.getvalue()
        settings.SECRET_KEY_FALLBACKS = []
        assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() == before
        other = Client()
        sign_in_by_code(other, alice)
        assert other.post("/account/2fa/authenticate/", {"code": digits_of(secret, ahead=1)}).url == "/today/"

    def test_says_what_no_key_opens_and_leaves_it_alone(self, as_alice: Client, new_key: Callable[..., None]) -> None:
        set_up(as_alice)
        before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
        new_key(stolen=True)
        with pytest.raises(CommandError, match="2 cannot be opened"):
            call_command("adopt_secret_key", stdout=StringIO())
        assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before


@pytest.mark.parametrize(("said", "keys"), [("", []), ("one", ["one"]), (" one , two,,", ["one", "two"]), (",", [])])
def test_old_keys_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch, said: str, keys: list[str]) -> None:
    monkeypatch.setenv("BACKR_OLD_SECRET_KEYS", said)
    assert list_of_texts("BACKR_OLD_SECRET_KEYS") == keys
