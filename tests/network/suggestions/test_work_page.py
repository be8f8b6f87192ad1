"""The page /work/: what it says, to whom, and that nothing typed breaks it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching import encoder
from network.models import Member
from network.suggestions import intent
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.suggestions.conftest import know, want

pytestmark = pytest.mark.django_db


def page(client: Client, **query: str) -> str:
    answer = client.get(reverse("work"), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("no_graph")
class TestWithoutTheGraph:
    def test_somebody_without_wishes_is_told_what_to_do_first(self, as_alice: Client) -> None:
        said = page(as_alice)
        assert "What work would you like?" in said
        assert reverse("settings_work") in said

    @pytest.mark.parametrize(
        ("wish", "typed"), [("", ""), ("plumber", ""), ("", "plumber"), ("", "anything"), ("", "no")]
    )
    def test_somebody_who_knows_nobody_is_told_what_could_help_whatever_they_want(
        self, as_alice: Client, alice: Member, wish: str, typed: str
    ) -> None:
        if wish:
            want(alice, wish)
        said = page(as_alice, q=typed)
        assert ("Nobody near yet" in said) == ("plumber" in (wish, typed))
        assert all(f'href="{reverse(name)}"' in said for name in ("walk", "people"))
        assert "Ask at your library or community centre" in said

    def test_a_member_who_is_sorted_is_pressed_to_do_nothing(self, as_alice: Client, alice: Member) -> None:
        Member.objects.filter(pk=alice.pk).update(sorted_at=timezone.now())
        assert "How to find more people" not in page(as_alice)

    def test_a_card_says_what_who_how_far_and_why_and_leads_to_asking(
        self, as_alice: Client, alice: Member, bob: Member
    ) -> None:
        make_handshake(alice, bob)
        know(bob, "pastry chef")
        said = page(as_alice, q="pastry chef")
        assert "Bob knows a pastry chef" in said
        assert "Ask Bob" in said
        assert "This is the work you asked for: pastry chef; Bob knows them." in said
        assert "/introductions/ask/" in said
        assert "Just now we can only look" in said

    def test_what_is_looked_for_stands_on_one_line_and_what_was_understood_otherwise_below_it(
        self, as_alice: Client, alice: Member
    ) -> None:
        want(alice, "work in a bakery")
        want(alice, "gardening")
        said = page(as_alice)
        assert "Looking for: <strong>bakery · gardening.</strong>" in said
        assert "Lower down" not in said
        said = page(as_alice, q="gardening or bakery work, but no nights, not in a pub")
        assert "Looking for: <strong>gardening · bakery work.</strong>" in said
        assert "Lower down: work that’s often at night." in said
        assert "Not looking for: “pub”." in said

    def test_what_somebody_has_left_behind_is_not_looked_for(self, as_alice: Client, alice: Member) -> None:
        want(alice, "Was in Tesco 12 years fancy a change")
        want(alice, "gardening")
        said = page(as_alice)
        assert "Looking for: <strong>gardening.</strong>" in said
        assert "You’ve moved on from “Tesco”, so we’re not looking for that." in said

    def test_what_is_typed_is_shown_as_text(self, as_alice: Client) -> None:
        said = page(as_alice, q="<script>alert(1)</script> plumber")
        assert "<script>alert" not in said
        assert "&lt;script&gt;" in said

    @pytest.mark.parametrize("text", ["🎉🎉🎉", "...", "12345", "a", "\x00\x01\x02", "؟", "\u202e", "💥" * 4000])
    def test_what_says_nothing_is_met_with_examples(self, as_alice: Client, text: str) -> None:
        assert "Tell us a little more" in page(as_alice, q=text)

    @pytest.mark.parametrize(
        "text", ["a job", "money", "test test", "foo bar", "anything", "work please", "I need work"]
    )
    def test_who_asks_for_work_and_not_for_which_is_met_with_examples_too(self, as_alice: Client, text: str) -> None:
        assert "Tell us a little more" in page(as_alice, q=text)

    @pytest.mark.parametrize("text", ["dogs", "boats", "a job in a shop", "money advice", "bar", "IT"])
    def test_a_short_wish_is_a_wish(self, as_alice: Client, text: str) -> None:
        assert "Tell us a little more" not in page(as_alice, q=text)

    @pytest.mark.parametrize(
        "text",
        [
            "asdf qwer zxcv",
            "enfermera con experiencia",
            "看護師",
            "медсестра",
            "ممرضة",
            "nurse 👩‍⚕️",
            "nurse\x00\x07\x1b[31m",
            "nurse' OR 1=1; --",
            "{{ 7*7 }} {% now 'Y' %}",
            "n\u0301\u0301\u0301urse",
            "word " * 2000,
            "x" * 10_000,
            "\ud83d nurse".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
            "\r\n\r\nnurse",
            "not care work",
            "null",
            "../../etc/passwd",
        ],
    )
    def test_anything_at_all_is_answered(self, as_alice: Client, alice: Member, bob: Member, text: str) -> None:
        make_handshake(alice, bob)
        know(bob, "nurse")
        said = page(as_alice, q=text)
        assert "Work you’d like" in said

    def test_a_long_text_is_read_to_its_beginning_and_that_is_said(self, as_alice: Client) -> None:
        assert "we only read the beginning" in page(as_alice, q="I want to be a nurse, and " + "really " * 1500)

    def test_bytes_that_are_no_text_are_answered(self, as_alice: Client) -> None:
        assert as_alice.get(reverse("work") + "?q=%ff%fe%00nurse").status_code == 200


def test_a_typed_text_is_understood_once(
    as_alice: Client, alice: Member, monkeypatch: pytest.MonkeyPatch, no_graph: None
) -> None:
    want(alice, "plumber")
    understood: list[str] = []
    understand = intent.understand
    monkeypatch.setattr(intent, "understand", lambda text: understood.append(text) or understand(text))
    page(as_alice, q="baker or florist")
    assert understood == ["baker or florist"]
    page(as_alice)
    assert understood == ["baker or florist", "plumber"]


def test_while_the_model_loads_a_typed_text_waits_and_own_wishes_do_not(
    as_alice: Client, alice: Member, monkeypatch: pytest.MonkeyPatch, no_graph: None
) -> None:
    want(alice, "plumber")
    monkeypatch.setattr(intent.encoder, "state", lambda: encoder.LoadState.LOADING)
    monkeypatch.setattr(intent.encoder, "ready", lambda: False)
    answer = as_alice.get(reverse("work"), {"q": "something with boats"})
    assert answer.status_code == 202
    assert "One moment" in answer.content.decode()
    assert 'http-equiv="refresh"' in answer.content.decode()
    assert "Work you’d like" in page(as_alice)


def test_without_a_model_at_all_words_do(
    as_alice: Client, alice: Member, bob: Member, monkeypatch: pytest.MonkeyPatch, no_graph: None
) -> None:
    make_handshake(alice, bob)
    know(bob, "boat builder")
    monkeypatch.setattr(intent.encoder, "state", lambda: encoder.LoadState.FAILED)
    monkeypatch.setattr(intent.encoder, "ready", lambda: False)
    said = page(as_alice, q="boat builder")
    assert "Bob knows a boat builder" in said
    assert "going by the words themselves" in said


def test_three_steps_cannot_be_asked_for_here_and_say_whom_to_talk_to(
    as_alice: Client, alice: Member, bob: Member, carol: Member, projected: Callable[[], None]
) -> None:
    make_handshake(alice, bob)
    make_handshake(bob, carol)
    know(carol, "pastry chef")
    projected()
    said = page(as_alice, q="pastry chef")
    assert "<strong>Pastry chef</strong>: through Bob" in said
    assert "You can’t ask for that here yet" in said
    assert "/introductions/ask/" not in said


def test_nothing_of_somebody_elses_contact_is_on_the_page_but_the_line_of_work(
    as_alice: Client, alice: Member, bob: Member, carol: Member, projected: Callable[[], None]
) -> None:
    """Names, the owner's words, notes, addresses, ids, and who stands further along are nowhere in the page."""
    make_handshake(alice, bob)
    make_handshake(bob, carol)
    secret = {"work": "pastry chef, owes me money", "note": "lovely but late", "place_words": "above the chip shop"}
    for owner, line in ((bob, "pastry chef"), (carol, "pastry cook")):
        contact = know(owner, line, "Quentin Zebedee", **secret)
        contact.addresses.create(kind="email", value="quentin@zebedee.example")
        know(owner, "pastry chef", "Priscilla Private", private=True, work="pastry chef private")
    projected()
    said = page(as_alice, q="pastry chef")
    assert "Bob knows a pastry chef" in said
    assert said.count('<li class="card">') == 1
    assert said.count('<li class="work-row">') == 1
    for word in ("Quentin", "Zebedee", "owes", "lovely", "chip shop", "zebedee.example", "Priscilla", "Carol"):
        assert word not in said


def test_a_stranger_has_to_sign_in(client: Client) -> None:
    for name in ("work", "vocabulary_suggest"):
        assert client.get(reverse(name)).status_code == 302


def test_only_reading_is_allowed(as_alice: Client) -> None:
    assert as_alice.post(reverse("work")).status_code == 405


@pytest.mark.parametrize("typed", ["past ch", "", "🎉", "\x00", "a" * 5000, "%%%", "é"])
def test_the_box_suggests_lines_of_work(as_alice: Client, typed: str) -> None:
    answer = as_alice.get(reverse("vocabulary_suggest"), {"q": typed})
    assert answer.status_code == 200
    suggestions = json.loads(answer.content)["suggestions"]
    assert len(suggestions) <= 8
    assert ("pastry chef" in suggestions) == (typed == "past ch")


class TestTheQuestionsToTheDatabase:
    """As many at 10 contacts as at 1,000."""

    def ask(self, as_alice: Client, counted: Any) -> int:
        page(as_alice, q="pastry chef")  # what is looked up once a process
        with counted() as queries:
            page(as_alice, q="pastry chef")
        return len(queries)

    def test_are_few_and_do_not_grow(
        self, as_alice: Client, alice: Member, projected: Callable[[], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("matching.index.FRESH_FOR", 3600.0)
        counts = []
        partner = make_member("Partner")
        make_handshake(alice, partner)
        for many in (10, 1000):
            for number in range(many // 2):
                know(partner, ["pastry chef", "pastry cook"][number % 2], f"Contact {many} {number}")
                make_contact(alice, f"Own {many} {number}", work="pastry chef of a kind", line_of_work="")
            projected()
            counts.append(self.ask(as_alice, lambda: CaptureQueriesContext(connection)))
        small, large = counts
        assert large <= small + 1  # the way for a large reach asks for those near and for others apart
        assert large <= 30
