"""The pages behind a personal link, as somebody without an account opens them on a phone."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from backr.logs import HidePersonalLinks
from network.conversations.guests import guest_path
from network.introductions import actions, guests, link_actions
from network.models import Block, Conversation, Introduction, Member, ReachCode
from tests.factories.people import make_member
from tests.network.introductions.conftest import PRAISE, WORDS, as_, pass_on

Wait = Callable[[timedelta], None]


@pytest.fixture
def token(asked: Introduction) -> str:
    return pass_on(asked).token


@pytest.fixture
def guest() -> Client:
    """A browser that sends what browsers send from a no-referrer page, checks on, and keeps no cookies."""
    return Client(enforce_csrf_checks=True, headers={"origin": "null"})


def say_yes(guest: Client, token: str, address: str = "ben@bakery.example") -> str:
    """Go through name, address and code; return the last page's path."""
    sent = guest.post(f"/i/{token}/yes/", {"name": "Ben", "address": address})
    assert sent.status_code == 302
    tried = ReachCode.objects.latest("pk")
    code = guests.code_for(tried.handle)
    return str(guest.post(sent.url, {"code": f" {code[:3]} {code[3:]}"}).url)  # type: ignore[attr-defined]


def test_a_yes_without_effect_is_thanked_alike_and_opens_nobody_elses_conversation(
    guest: Client, token: str, asked: Introduction
) -> None:
    blocked = make_member("Regina", email="regina@example.com")
    Block.objects.create(owner=blocked, other=asked.requester)
    of_blocked = say_yes(guest, token, "regina@example.com")
    of_ben = say_yes(guest, token)
    pages = [guest.get(thanks).content.decode().replace(thanks, "") for thanks in (of_blocked, of_ben)]
    assert pages[0] == pages[1]
    assert guest.get(f"{of_ben}conversation/").status_code == 302
    assert guest.get(f"{of_blocked}conversation/").status_code == 410


def test_the_page_says_who_asks_through_whom_and_why(guest: Client, token: str) -> None:
    seen = guest.get(f"/i/{token}/").content.decode()
    for there in ("Rosa would like to meet you", "Amina", WORDS, PRAISE, "No thank you", "You don’t need an account"):
        assert there in seen
    for not_there in ("rosa@example.com", "960123", "Ben Baker", "amina@example.com"):
        assert not_there not in seen


def test_opening_any_page_answers_nothing(guest: Client, token: str, asked: Introduction) -> None:
    tried = guests.send_code(token=token, name="Ben", address="ben@bakery.example")
    for path in (f"/i/{token}/", f"/i/{token}/yes/", f"/i/{token}/no/", f"/i/{token}/code/{tried.handle}/"):
        assert guest.get(path).status_code == 200
        assert guest.head(path).status_code == 200
    asked.refresh_from_db()
    assert asked.state == "passed_on"
    assert guest.post(f"/i/{token}/").status_code in (403, 405)


def test_a_yes_goes_all_the_way_without_a_cookie(guest: Client, token: str, asked: Introduction) -> None:
    thanks = say_yes(guest, token)
    seen = guest.get(thanks).content.decode()
    assert "Go to the conversation" in seen
    assert not guest.cookies
    asked.refresh_from_db()
    assert asked.state == "agreed"
    assert guest.get(f"/i/{token}/").status_code == 410
    assert f'href="{thanks}conversation/"' in seen
    assert guest.get(f"{thanks}conversation/").url == guest_path(asked.conversation)  # type: ignore[attr-defined]
    talk = guest.get(guest_path(asked.conversation)).content.decode()
    assert "You and Rosa" in talk
    assert "rosa@example.com" in talk


@pytest.mark.parametrize("path", ["", "yes/", "no/", "code/x/"])
def test_the_address_of_the_page_goes_nowhere(guest: Client, token: str, path: str) -> None:
    for which in (token, "nobody-made-this"):
        response = guest.get(f"/i/{which}/{path}")
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]


def test_the_link_is_not_in_the_log(
    guest: Client, token: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.handler.addFilter(HidePersonalLinks())
    guest.get(f"/i/{token}x/")
    guest.get(f"/conversations/guest/{token}/")
    guest.get(f"/join/{token}/extra/")
    guest.put(f"/i/{token}/")
    logging.getLogger("backr").warning("opened %s", f"http://testserver/i/{token}/yes/")
    try:
        raise ValueError(f"/i/{token}/")
    except ValueError:
        logging.getLogger("backr").exception("went wrong")
    assert "Gone: /i/…/" in caplog.text
    assert token not in caplog.text
    assert token not in capsys.readouterr().err
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["links"]


def test_a_no_costs_nothing_and_can_be_clicked_twice(guest: Client, token: str, asked: Introduction) -> None:
    for _ in range(2):
        answer = guest.post(f"/i/{token}/no/", {"telling": "quietly"})
        assert (answer.status_code, answer["Location"]) == (302, "/thank-you/no/")
    asked.refresh_from_db()
    assert (asked.state, asked.declined_by, asked.telling) == ("declined", "target", "quietly")
    assert "won’t hear from us" in guest.get("/thank-you/no/").content.decode()


def test_the_page_stays_as_it_was_after_a_quiet_no_for_the_introducer_has_the_link_too(
    guest: Client, token: str, asked: Introduction, wait: Wait
) -> None:
    before = guest.get(f"/i/{token}/").content
    guest.post(f"/i/{token}/no/", {"telling": "quietly"})
    assert guest.get(f"/i/{token}/").content == before
    wait(timedelta(days=14))
    assert guest.get(f"/i/{token}/").status_code == 410


def test_a_no_that_is_told_now_ends_the_link(guest: Client, token: str) -> None:
    guest.post(f"/i/{token}/no/", {"telling": "now", "words": "Not my cup of tea."})
    assert guest.get(f"/i/{token}/").status_code == 410


def test_links_that_ended_for_whatever_reason_show_one_page(
    guest: Client, token: str, asked: Introduction, rosa: Member
) -> None:
    link_actions.make_link_again(introduction=asked, by=asked.introducer)
    seen = {guest.get(f"/i/{ended}/").content for ended in (token, "never", "a" * 500, "…", "%00")}
    newest = link_actions.make_link_again(introduction=asked, by=asked.introducer)
    actions.withdraw(introduction=asked, by=rosa)
    seen.add(guest.get(f"/i/{newest}/").content)
    assert len(seen) == 1


@pytest.mark.parametrize("blocked", ["rosa", "amina"])
def test_a_member_who_has_blocked_one_of_the_two_gets_to_read_nothing_of_them(
    token: str, rosa: Member, amina: Member, cal: Member, blocked: str
) -> None:
    other = {"rosa": rosa, "amina": amina}[blocked]
    Block.objects.create(owner=other, other=cal)
    assert as_(cal).get(f"/i/{token}/").status_code == 200, "another's block must not show"
    Block.objects.all().delete()
    Block.objects.create(owner=cal, other=other)
    for page in ("", "yes/", "no/"):
        assert as_(cal).get(f"/i/{token}/{page}").status_code == 410


@pytest.mark.parametrize("who", ["rosa", "amina"])
def test_requester_and_introducer_can_read_it_and_not_answer(token: str, asked: Introduction, who: str) -> None:
    client = as_(Member.objects.get(name=who.title()))
    seen = client.get(f"/i/{token}/").content.decode()
    assert "you can’t do it here" in seen
    assert f"/i/{token}/yes/" not in seen
    assert client.post(f"/i/{token}/yes/", {"name": "B", "address": "b@example.org"}).status_code == 410
    assert client.post(f"/i/{token}/no/", {"telling": "now"}).status_code == 410
    asked.refresh_from_db()
    assert asked.state == "passed_on"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("", "ben@bakery.example"),
        ("   ", "ben@bakery.example"),
        ("B" * 121, "ben@bakery.example"),
        ("Ben", ""),
        ("Ben", "not an address"),
        ("Ben", "a@b@c.example"),
        ("Ben", "ben@bakery.example\r\nBcc: all@example.org"),
        ("Ben", "a" * 250 + "@example.org"),
    ],
)
def test_what_is_wrong_with_a_name_or_address_is_said_and_kept(
    guest: Client, token: str, name: str, address: str
) -> None:
    answer = guest.post(f"/i/{token}/yes/", {"name": name, "address": address})
    assert answer.status_code == 422
    assert "You haven’t lost anything you typed." in answer.content.decode()
    assert not ReachCode.objects.exists()


@pytest.mark.parametrize("whose", ["rosa@example.com", "AMINA@EXAMPLE.COM", "ben@bakery.example"])
def test_whose_an_address_is_shows_only_to_who_has_read_its_mail(
    guest: Client, token: str, asked: Introduction, whose: str
) -> None:
    """A link's holder could else try whether an address is the requester's or the introducer's."""
    sent = guest.post(f"/i/{token}/yes/", {"name": "Ben", "address": whose})
    assert sent.status_code == 302
    assert "use an e-mail address of your own" not in guest.get(sent["Location"]).content.decode()
    answer = guest.post(sent["Location"], {"code": guests.code_for(ReachCode.objects.get().handle)})
    asked.refresh_from_db()
    if whose.startswith("ben"):
        assert (answer.status_code, asked.state) == (302, "agreed")
    else:
        assert (answer.status_code, asked.state) == (422, "passed_on")
        assert "use an e-mail address of your own" in answer.content.decode()


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "１２３４５６", "-1", "' or 1=1 --", "0" * 5000, "\x00"]
)
def test_a_wrong_code_is_told_and_can_be_tried_again(guest: Client, token: str, asked: Introduction, code: str) -> None:
    sent = guest.post(f"/i/{token}/yes/", {"name": "Ben", "address": "ben@bakery.example"})
    answer = guest.post(sent["Location"], {"code": code})
    assert answer.status_code == 422
    asked.refresh_from_db()
    assert asked.state == "passed_on"
    right = guests.code_for(ReachCode.objects.get().handle)
    assert guest.post(sent["Location"], {"code": right}).status_code == 302


def test_the_page_for_the_code_opens_only_with_its_own_link(guest: Client, token: str) -> None:
    sent = guest.post(f"/i/{token}/yes/", {"name": "Ben", "address": "ben@bakery.example"})
    handle = sent["Location"].split("/")[-2]
    assert "ben@bakery.example" in guest.get(sent["Location"]).content.decode()
    assert guest.get(f"/i/other/code/{handle}/").status_code == 410
    assert guest.get(f"/i/{token}/code/%00/").status_code == 410
    assert guest.get(f"/i/{token}/code/other/").status_code == 410


def test_names_with_markup_are_shown_as_they_are(guest: Client, token: str, rosa: Member, asked: Introduction) -> None:
    Member.objects.filter(pk=rosa.pk).update(name="<b>Rosa</b>")
    assert "<b>Rosa</b>" not in guest.get(f"/i/{token}/").content.decode()


class TestTheGuestsConversation:
    @pytest.fixture
    def path(self, guest: Client, token: str, asked: Introduction) -> str:
        say_yes(guest, token)
        return guest_path(Conversation.objects.get(introduction=asked))

    def form(self, client: Client, path: str) -> dict[str, str]:
        seen = client.get(path).content.decode()
        key = re.search(r'name="key" value="(\w{32})"', seen)
        assert key
        return {"key": key[1], "text": "Come by on Tuesday at five."}

    def test_what_is_sent_twice_is_said_once(self, guest: Client, path: str, rosa: Member, asked: Introduction) -> None:
        given = self.form(guest, path)
        for _ in range(2):
            assert guest.post(path, given).status_code == 302
        assert guest.get(path).content.decode().count("Come by on Tuesday at five.") == 1
        talk = reverse("conversation", args=[asked.conversation.pk])
        assert "Come by on Tuesday at five." in as_(rosa).get(talk).content.decode()

    def test_leaving_is_for_good(self, guest: Client, path: str, rosa: Member, asked: Introduction) -> None:
        assert guest.get(path + "leave/").status_code == 405
        assert guest.post(path + "leave/")["Location"] == reverse("conversation_left")
        assert guest.get(reverse("conversation_left")).status_code == 200
        assert guest.get(path).status_code == 410
        talk = as_(rosa).get(reverse("conversation", args=[asked.conversation.pk])).content.decode()
        assert "This conversation is closed." in talk

    def test_a_signed_in_stranger_with_the_link_speaks_as_the_guest_and_not_as_themselves(
        self, path: str, amina: Member
    ) -> None:
        assert "Me</a>" not in as_(amina).get(path).content.decode()

    @pytest.mark.parametrize("blocker", ["the guest", "rosa"])
    def test_a_block_by_the_member_whose_address_it_is_ends_it_as_if_somebody_left(
        self, guest: Client, path: str, rosa: Member, asked: Introduction, blocker: str
    ) -> None:
        given = self.form(guest, path)
        ben = make_member("Ben", email="ben@bakery.example")
        owner, other = (ben, rosa) if blocker == "the guest" else (rosa, ben)
        Block.objects.create(owner=owner, other=other)
        assert guest.post(path, given).status_code == 422
        talk = as_(rosa).get(reverse("conversation", args=[asked.conversation.pk])).content.decode()
        closed = "This conversation is closed." in talk
        assert closed is (blocker == "the guest"), "or Rosa would learn by her blocks which member the guest is"
