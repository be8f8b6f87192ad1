"""Each is spoken to in their own language: as they chose, or as their browser asks for."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from network.models import Introduction, Member, Notice
from network.platform.notices.compose import compose
from network.platform.notices.record import notify
from tests.factories.people import make_contact, make_handshake
from tests.network.today.test_today import an_introduction

pytestmark = pytest.mark.django_db
SPRING = datetime(timezone.now().year + 1, 3, 1, 12, tzinfo=UTC)
CYMRAEG = {"accept-language": "cy,en;q=0.5"}


def words(client: Client, path: str, **headers: str) -> str:
    return unescape(client.get(path, headers=headers or None, follow=True).content.decode())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "Rydych chi’n adnabod mwy o bobl nag yr ydych chi’n ei feddwl"),
        ("/account/login/", "Teipiwch eich cyfeiriad e-bost"),
        ("/account/signup/", "Rhaid i chi fod yn 18 oed neu’n hŷn"),
        ("/nothing-here/", "Does dim byd yma"),
    ],
)
def test_a_browser_that_asks_for_welsh_gets_it(client: Client, path: str, said: str) -> None:
    page = unescape(client.get(path, headers=CYMRAEG).content.decode())
    assert said in page
    assert '<html lang="cy">' in page


@pytest.mark.parametrize("asked", ["en-GB", "en-US,en", "pl,de;q=0.8", "", "nonsense;;;q=x", "x" * 5000])
def test_every_other_gets_english(client: Client, asked: str) -> None:
    page = words(client, "/", **{"accept-language": asked})
    assert "You know more people than you think" in page
    assert '<html lang="en-gb">' in page


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/today/", "Helô, Alice"),
        ("/people/walk/", "Rhowch y tegell ymlaen. Mae 11 cwestiwn byr"),
        ("/people/walk/near/", "Pwy sy’n byw yn agos atoch chi?"),
        ("/people/walk/end/", "Beth sy’n digwydd nawr"),
    ],
)
def test_members_pages_speak_welsh(as_alice: Client, path: str, said: str) -> None:
    page = words(as_alice, path, **CYMRAEG)
    assert said in page
    assert '<html lang="cy">' in page
    for shell in ("Heddiw", "Pobl", "Gwaith", "Cyflwyniadau", "Allgofnodi", "Neidio i’r cynnwys"):
        assert shell in page


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "wedi enwi 1 person hyd"),
        (2, "wedi enwi 2 berson hyd"),
        (3, "wedi enwi 3 pherson hyd"),
        (4, "wedi enwi 4 o bobl hyd"),
        (6, "wedi enwi 6 pherson hyd"),
    ],
)
def test_welsh_numbers_change_what_they_count(as_alice: Client, number: int, said: str) -> None:
    for name in range(number):
        as_alice.post("/people/walk/near/", {"name": f"Person {name}"})
    assert said in words(as_alice, "/people/walk/", **CYMRAEG)


def test_days_are_in_welsh_too(as_alice: Client, alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    an_introduction(bob, alice, deadline=SPRING)
    assert "mae’n aros tan 1 Mawrth" in words(as_alice, "/today/", **CYMRAEG)
    assert "you’ve got until 1 March" in words(as_alice, "/today/")


class TestChoosing:
    def test_the_foot_offers_the_other_language_in_its_own_words(self, client: Client) -> None:
        page = words(client, "/")
        assert '<button name="language" value="cy" lang="cy">Cymraeg</button>' in page
        assert 'lang="en-gb" aria-current="true">English' in page

    def test_the_way_back_to_english_is_in_english(self, client: Client) -> None:
        assert 'value="en-gb" lang="en-gb">English</button>' in words(client, "/", **CYMRAEG)

    def test_it_is_remembered_in_the_browser_and_leads_back(self, client: Client) -> None:
        answer = client.post("/language/", {"language": "cy", "next": "/account/login/?next=/work/"})
        assert answer.url == "/account/login/?next=/work/"
        assert "Mewngofnodi" in words(client, "/account/login/")
        client.post("/language/", {"language": "en-gb", "next": "/"})
        assert "You know more people" in words(client, "/", **CYMRAEG)

    def test_it_is_remembered_with_the_member(self, as_alice: Client, alice: Member) -> None:
        as_alice.post("/language/", {"language": "cy", "next": "/today/"})
        elsewhere = Client()
        elsewhere.force_login(alice)
        assert "Helô, Alice" in words(elsewhere, "/today/")

    def test_it_does_not_stay_behind_for_the_next_member(self, as_alice: Client, bob: Member) -> None:
        bob.language = "en-gb"
        bob.save()
        as_alice.post("/language/", {"language": "cy", "next": "/today/"})
        as_alice.logout()
        as_alice.force_login(bob)
        assert "Hello, Bob" in words(as_alice, "/today/")

    @pytest.mark.parametrize("code", ["", "xx", "en", "../../etc", "cy\x00", "x" * 10_000])
    def test_there_is_no_other(self, as_alice: Client, alice: Member, code: str) -> None:
        assert as_alice.post("/language/", {"language": code, "next": "/today/"}).status_code == 400
        alice.refresh_from_db()
        assert alice.language == ""

    @pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example", "", "javascript:alert(1)"])
    def test_it_never_leads_to_another_site(self, client: Client, there: str) -> None:
        assert client.post("/language/", {"language": "cy", "next": there}).url == "/"

    def test_pages_that_send_no_origin_can_choose_too(self, alice: Member) -> None:
        strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})
        assert strict.post("/language/", {"language": "cy", "next": "/"}).status_code == 302

    def test_looking_changes_nothing(self, client: Client) -> None:
        assert client.get("/language/?language=cy").status_code == 405


class TestLetters:
    @pytest.fixture
    def asked(self, alice: Member, bob: Member) -> Introduction:
        make_handshake(alice, bob)
        return an_introduction(bob, alice, contact=make_contact(alice, "Priya"), deadline=SPRING)

    @pytest.fixture
    def notice(self, asked: Introduction, alice: Member) -> Notice:
        return notify(kind="introduction_asked", member=alice, subject=asked, details={"path": "/"})

    @pytest.mark.parametrize(("language", "day"), [("", "1 March"), ("cy", "1 Mawrth"), ("gone", "1 March")])
    def test_a_member_is_written_to_in_the_language_they_chose(
        self, notice: Notice, asked: Introduction, alice: Member, language: str, day: str
    ) -> None:
        alice.language = language
        notice.member = alice
        assert day in str(compose(notice, alice.email, asked).body)

    def test_a_code_comes_in_the_language_of_the_page(self, client: Client, alice: Member) -> None:
        cache.clear()
        client.post("/account/login/", {"login": alice.email}, headers=CYMRAEG)
        letter: Any = mail.outbox[-1]
        assert "Teipiwch y cod hwn ar y dudalen lle rydych chi’n mewngofnodi" in letter.body
        assert re.search(r"\d{4}-\d{4} yw eich cod", letter.subject) or "cod" in letter.subject


def test_it_leads_back_to_the_page_it_was_chosen_on(client: Client) -> None:
    answer = client.post("/language/", {"language": "cy"}, headers={"referer": "http://testserver/help/?from=here"})
    assert answer.url == "http://testserver/help/?from=here"  # type: ignore[attr-defined]
    elsewhere = client.post("/language/", {"language": "cy"}, headers={"referer": "https://elsewhere.example/"})
    assert elsewhere.url == "/"  # type: ignore[attr-defined]
