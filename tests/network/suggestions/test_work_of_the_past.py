"""Whoever did the work once is suggested as somebody who knows it: told so, and below those who do it now."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from network.introductions.offers import read_offer
from network.models import Closeness, Contact, Member, ProfileLine
from network.suggestions.others import others_for
from network.suggestions.page import suggestions_for
from network.suggestions.vectors import project_members
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.suggestions.conftest import know, want

pytestmark = pytest.mark.django_db


def told(member: Member, text: str = "electrician") -> list[tuple[str, str]]:
    return [
        (f"was {card.line_of_work}" if card.is_past else card.line_of_work, card.introducer)
        for card in suggestions_for(member, text).cards
    ]


def page(client: Client, text: str = "electrician") -> str:
    return " ".join(client.get(reverse("work"), {"q": text}).content.decode().split())


@pytest.mark.usefixtures("no_graph")
class TestACard:
    @pytest.fixture(autouse=True)
    def _handshake(self, alice: Member, bob: Member) -> None:
        make_handshake(alice, bob)

    def test_says_was_and_never_that_they_do_it(self, as_alice: Client, bob: Member) -> None:
        know(bob, "electrician", line_is_past=True)
        said = page(as_alice)
        assert "Bob knows somebody who was an electrician</h3>" in said
        assert "Bob knows an electrician" not in said

    def test_names_both_kinds_of_work_of_one_introducer(self, as_alice: Client, bob: Member) -> None:
        know(bob, "electrician")
        know(bob, "plumber", line_is_past=True)
        said = page(as_alice, "electrician or plumber")
        assert "Bob knows an electrician and somebody who was a plumber</h3>" in said
        assert "Ask about whoever was a plumber instead" in said
        assert "Ask about the electrician" in said

    def test_is_of_whoever_does_it_now_where_the_introducer_knows_both(self, alice: Member, bob: Member) -> None:
        for _ in range(4):
            know(bob, "electrician", line_is_past=True, closeness=Closeness.VERY_WELL)
        present = know(bob, "electrician", closeness=Closeness.HARDLY)
        (card,) = suggestions_for(alice, "electrician").cards
        assert not card.is_past
        assert read_offer(card.offer, alice.pk).contact_id == present.pk

    def test_goes_below_all_who_do_it_now_whatever_the_ties(self, alice: Member, bob: Member) -> None:
        dora = make_member("Dora")
        make_handshake(alice, dora, closeness=Closeness.HARDLY)
        make_handshake(alice, bob, closeness=Closeness.VERY_WELL)
        know(bob, "electrician", line_is_past=True, closeness=Closeness.VERY_WELL)
        know(dora, "electrician", closeness=Closeness.HARDLY)
        assert told(alice) == [("electrician", "Dora"), ("was electrician", "Bob")]

    def test_does_not_outlive_what_the_record_says(
        self, alice: Member, bob: Member, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        record = know(bob, "electrician")
        assert told(alice) == [("electrician", "Bob")]

        def changed_meanwhile(*args: object) -> set[int]:
            Contact.objects.filter(pk=record.pk).update(line_is_past=True)
            return set()

        monkeypatch.setattr("network.suggestions.retrieval.hidden_from", changed_meanwhile)
        assert told(alice) == []


def test_what_can_be_asked_goes_first_and_a_step_further_who_does_it_now_is_not_left_out(
    as_alice: Client, alice: Member, bob: Member, carol: Member, projected: Callable[[], None]
) -> None:
    make_handshake(alice, bob)
    make_handshake(bob, carol)
    know(bob, "electrician", line_is_past=True)
    know(carol, "electrician")
    know(carol, "plumber", line_is_past=True)
    projected()
    assert told(alice, "electrician or plumber") == [
        ("was electrician", "Bob"),
        ("electrician", "Bob"),
        ("was plumber", "Bob"),
    ]
    said = page(as_alice, "electrician or plumber")
    assert "<strong>Electrician</strong>: through Bob" in said
    assert "<strong>Was a plumber</strong>: through Bob" in said


@pytest.mark.usefixtures("no_graph")
def test_whom_one_knows_oneself_comes_last_and_is_marked(as_alice: Client, alice: Member) -> None:
    make_contact(alice, "Ann Before", line_of_work="electrician", work="electrician", line_is_past=True)
    make_contact(alice, "Zoe Now", line_of_work="electrician", work="electrician")
    own = suggestions_for(alice, "electrician").own_contacts
    assert [(contact.name, contact.is_past) for contact in own] == [("Zoe Now", False), ("Ann Before", True)]
    assert page(as_alice).count("past work") == 1


def test_somebody_who_did_the_work_answers_a_wish_as_that(as_alice: Client, alice: Member) -> None:
    bob = make_member("Bob", wishes_seen=True)
    want(bob, "I'd love to be a baker one day")
    make_handshake(alice, bob)
    make_contact(alice, "Auntie Jo", line_of_work="baker", work="retired baker", line_is_past=True)
    ProfileLine.objects.filter(member=alice).delete()
    (answer,) = others_for(alice).answerable
    assert (answer.resource.shown, answer.resource.is_past) == ("Auntie Jo", True)
    said = " ".join(as_alice.get(reverse("work_others")).content.decode().split())
    assert "You know Auntie Jo, who was a baker." in said


@pytest.mark.parametrize(
    ("work", "source", "line", "after"),
    [
        ("retired nurse", "found", "", ("nurse", True)),
        ("used to do the ironing for people", "found", "", ("laundry assistant", True)),
        ("nurse", "found", "nurse", ("nurse", False)),
        ("was a nurse, now drives a taxi", "found", "nurse", ("taxi driver", False)),
        ("retired nurse", "chosen", "nurse", ("nurse", False)),
        ("retired nurse", "hidden", "", ("", False)),
    ],
)
def test_the_words_are_read_again_where_the_line_is_ours_to_find(
    alice: Member, work: str, source: str, line: str, after: tuple[str, bool]
) -> None:
    contact = make_contact(alice, "Jo", work=work, line_source=source, line_of_work=line)
    project_members([str(alice.pk)])
    contact.refresh_from_db()
    assert (contact.line_of_work, contact.line_is_past) == after
