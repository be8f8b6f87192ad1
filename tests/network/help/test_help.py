"""Help is open to everybody, says who can be reached, and does not pretend."""

import json
from html import unescape
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client

from backr.settings.environment import json_or_text
from network.help.topics import TOPICS
from network.help.views import link_to


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_front_of_help_leads_to_every_topic(client: Client) -> None:
    page = words(client, "/help/")
    for topic in TOPICS:
        assert f'href="/help/{topic.slug}/"' in page
        assert str(topic.title) in words(client, f"/help/{topic.slug}/")


@pytest.mark.parametrize("slug", ["nothing", "base_topic", "contact", "..", "x" * 300])
def test_there_is_no_other_topic(client: Client, slug: str) -> None:
    assert client.get(f"/help/{slug}/").status_code == 404


@pytest.mark.parametrize("path", ["/help/", "/help/person/", "/help/who/"])
class TestReachingAHuman:
    def test_it_says_who_and_how(self, client: Client, settings: Any, path: str) -> None:
        settings.OPERATOR_NAME, settings.OPERATOR_CONTACT = "Whitby Library", "hello@whitby.example"
        page = words(client, path)
        assert "Whitby Library looks after this service." in page
        assert 'href="mailto:hello@whitby.example"' in page

    def test_it_says_plainly_when_nobody_has_said(self, client: Client, settings: Any, path: str) -> None:
        settings.OPERATOR_NAME = settings.OPERATOR_CONTACT = ""
        assert "hasn’t said yet who they are or how to reach them" in words(client, path)

    def test_a_name_without_a_contact_is_not_enough(self, client: Client, settings: Any, path: str) -> None:
        settings.OPERATOR_NAME, settings.OPERATOR_CONTACT = "Whitby Library", ""
        assert "Whitby Library looks after this service, but hasn’t said yet" in words(client, path)


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("hello@whitby.example", "mailto:hello@whitby.example"),
        ("01632 960 123", "tel:01632960123"),
        ("+44 (0)1632 960123", "tel:+4401632960123"),
        ("https://whitby.example/contact", "https://whitby.example/contact"),
        ("the desk by the door, on weekdays", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_contact_can_be_tapped_on(contact: str, link: str) -> None:
    assert link_to(contact) == link


class TestCrisis:
    def test_the_united_kingdoms_numbers_are_there_to_tap(self, client: Client) -> None:
        page = words(client, "/help/crisis/")
        for link in ("tel:999", "tel:111", "tel:116123", "sms:85258", "tel:08082000247"):
            assert f'href="{link}"' in page
        assert "choose option 2" in page
        assert "Text SHOUT to 85258" in page

    def test_an_operator_elsewhere_names_their_own(self, client: Client, settings: Any) -> None:
        settings.CRISIS_LINES = [{"name": "Notruf", "call": "112", "how": "Ring 112.", "when": "Danger."}]
        page = words(client, "/help/crisis/")
        assert 'href="tel:112"' in page
        assert "999" not in page

    @pytest.mark.parametrize(
        "lines",
        [
            [],
            {},
            "not json",
            [{"name": "Notruf"}],
            [{"name": "Notruf", "call": "112", "how": "", "when": "Danger."}],
            [{"name": "Notruf", "call": 112, "how": "Ring.", "when": "Danger."}],
            [{"name": "Notruf", "call": "112", "how": "Ring.", "when": "Danger.", "text": "yes"}],
            [{"name": "Notruf", "call": "112", "how": "Ring.", "when": "Danger.", "more": "no"}],
        ],
    )
    def test_numbers_that_cannot_be_read_are_found_at_the_start(self, settings: Any, lines: object) -> None:
        settings.CRISIS_LINES = lines
        assert [message.id for message in run_checks() if message.id == "backr.E001"] == ["backr.E001"]

    @pytest.mark.parametrize("own", [None, [{"name": "N", "call": "1", "how": "R", "when": "D", "text": True}]])
    def test_numbers_that_can_be_read_are_fine(self, settings: Any, own: object) -> None:
        settings.CRISIS_LINES = own
        assert [message for message in run_checks() if message.id == "backr.E001"] == []

    def test_they_are_read_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for text, read in (("", None), ("[1", "[1"), (json.dumps([{"name": "N"}]), [{"name": "N"}])):
            monkeypatch.setenv("BACKR_CRISIS_LINES", text)
            assert json_or_text("BACKR_CRISIS_LINES") == read


def test_how_old_one_must_be_is_said_before_joining(client: Client, settings: Any) -> None:
    for age in (18, 21):
        assert f"You have to be {age} or older. By joining, you’re telling us that you are." in words(
            client, "/account/signup/"
        )
        assert f"You have to be {age} or older to join." in words(client, "/help/age/")
        settings.MINIMUM_AGE = 21  # 18 unless the operator says otherwise


def test_the_while_on_a_shared_computer_is_the_real_one(client: Client, settings: Any) -> None:
    assert "after 15 minutes without a tap" in words(client, "/help/shared-computer/")
