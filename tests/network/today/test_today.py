"""The front pages: for strangers what this is, for members what waits, and one small next step."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.contacts.actions import add_contact
from network.introductions.states import State
from network.models import Conversation, Introduction, Member, ProfileLine
from network.people.actions import take_break
from network.today.queries import MOST, front_page, next_step
from tests.factories.people import make_contact, make_handshake, make_member

pytestmark = pytest.mark.django_db


def an_introduction(requester: Member, introducer: Member, **fields: Any) -> Introduction:
    now = timezone.now()
    contact = fields.pop("contact", None) or make_contact(introducer, "Priya")
    fields.setdefault("deadline", now + timedelta(days=14))
    return Introduction.objects.create(
        requester=requester,
        introducer=introducer,
        contact=contact,
        target=contact.person,
        line_of_work="pastry chef",
        purpose="chat",
        words="I would love to know how you began.",
        requester_agreed_at=now,
        **fields,
    )


def agreed(requester: Member, introducer: Member, target: Member) -> Introduction:
    now = timezone.now()
    contact = make_contact(introducer, target.name, person=target.person)
    introduction = an_introduction(
        requester,
        introducer,
        contact=contact,
        target_member=target,
        target_name=target.name,
        state=State.AGREED,
        introducer_agreed_at=now,
        target_agreed_at=now,
        closed_at=now,
    )
    Conversation.objects.create(introduction=introduction)
    return introduction


class TestHome:
    def test_it_says_what_this_is_to_a_stranger(self, client: Client) -> None:
        page = client.get("/").content.decode()
        assert page.count("<h1>") == 1
        for words in (
            "How it works",
            "Fair play",
            "Nobody hears your name before you say yes",
            'href="/account/signup/"',
        ):
            assert words in page
        assert "noindex" not in page

    def test_it_takes_no_query(self, client: Client, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(0):
            client.get("/")

    def test_a_member_goes_on_to_today(self, as_alice: Client) -> None:
        assert as_alice.get("/").url == "/today/"


class TestWhatWaits:
    def test_asks_come_first_then_who_says_they_know_me_then_what_moves(
        self, as_alice: Client, alice: Member, bob: Member, carol: Member
    ) -> None:
        make_handshake(alice, bob)
        an_introduction(bob, alice)
        add_contact(owner=carol, name="Al", addresses=[("email", alice.email)])
        an_introduction(alice, bob)
        page = as_alice.get("/today/").content.decode()
        places = [
            page.index(words)
            for words in ("Bob would like to meet Priya", "“Carol” says they know you", "no answer yet")
        ]
        assert places == sorted(places)

    def test_nothing_that_is_not_mine_is_there(self, as_alice: Client, bob: Member, carol: Member) -> None:
        an_introduction(bob, carol)
        add_contact(owner=carol, name="Robert", addresses=[("email", bob.email)])
        page = as_alice.get("/today/").content.decode()
        assert "Waiting for you" not in page
        assert "Carol" not in page
        assert "Bob" not in page

    def test_who_was_answered_waits_no_more(self, alice: Member, bob: Member) -> None:
        introduction = an_introduction(bob, alice)
        assert front_page(alice).waits
        introduction.state, introduction.introducer_agreed_at = State.PASSED_ON, timezone.now()
        introduction.save()
        assert not front_page(alice).waits

    def test_a_quiet_no_still_looks_like_asking(self, alice: Member, bob: Member) -> None:
        an_introduction(
            alice, bob, state=State.DECLINED, declined_by="introducer", telling="quietly", closed_at=timezone.now()
        )
        an_introduction(alice, bob)
        page = front_page(alice)
        assert [entry.conversation for entry in page.moving] == [None, None]
        assert {entry.row.status for entry in page.moving} == {"still_asking"}

    def test_what_was_agreed_leads_to_the_conversation(
        self, as_alice: Client, alice: Member, bob: Member, carol: Member
    ) -> None:
        introduction = agreed(alice, bob, carol)
        assert f"/conversations/{introduction.conversation.pk}/" in as_alice.get("/today/").content.decode()

    def test_many_take_as_many_queries_as_few(self, as_alice: Client, alice: Member) -> None:
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert as_alice.get("/today/").status_code == 200
            return len(caught)

        def one_more() -> None:
            friend, other = make_member(), make_member()
            an_introduction(friend, alice)
            an_introduction(alice, friend)
            agreed(alice, friend, other)
            add_contact(owner=other, name="Al", addresses=[("email", alice.email)])

        one_more()
        queries()  # the first page of an hour also notes in which browser it was
        few = queries()
        for _more in range(12):
            one_more()
        assert queries() == few
        assert few <= 18
        page = front_page(alice)
        assert len(page.asks) == len(page.recognitions) == MOST
        assert page.more_asks == page.more_recognitions == 13 - MOST


class TestNextStep:
    def test_it_goes_one_small_thing_at_a_time(self, alice: Member, bob: Member) -> None:
        Member.objects.filter(pk=alice.pk).update(first_steps_done_at=None)
        alice.refresh_from_db()
        assert next_step(alice) == "first_steps"
        alice.first_steps_done_at = timezone.now()
        alice.save()
        assert next_step(alice) == "somebody_you_know"
        make_contact(alice)
        assert next_step(alice) == "a_wish"
        ProfileLine.objects.create(member=alice, kind="wish", text="baker")
        assert next_step(alice) == "invite"
        make_handshake(alice, bob)
        assert next_step(alice) == "look_around"
        unplaced = make_contact(alice, "Sue", work="keen on braids", line_of_work="")
        assert next_step(alice) == "place_work"
        unplaced.delete()
        take_break(member=alice, until=timezone.localdate())
        assert next_step(alice) == "on_a_break"

    @pytest.mark.parametrize(
        "step",
        ["first_steps", "on_a_break", "somebody_you_know", "a_wish", "invite", "place_work", "look_around", "sorted"],
    )
    def test_each_has_words_and_one_way_on(
        self, as_alice: Client, alice: Member, bob: Member, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        an_introduction(alice, bob)
        monkeypatch.setattr("network.today.queries.next_step", lambda member: step)
        page = as_alice.get("/today/").content.decode()
        card = page[page.index('aria-labelledby="next"') :]
        card = card[: card.index("</section>")]
        assert card.count("href=") + card.count("action=") == 1

    def test_whoever_has_nothing_yet_is_led_to_the_walk(self, as_alice: Client) -> None:
        page = as_alice.get("/today/").content.decode()
        assert 'class="empty"' in page
        assert "/people/walk/" in page
        assert 'id="next"' not in page


@pytest.mark.parametrize("name", ["", "x" * 80, "<b>Amina</b>", "👩🏽‍🍳"])
def test_it_greets_by_any_name(as_alice: Client, alice: Member, name: str) -> None:
    Member.objects.filter(pk=alice.pk).update(name=name)
    page = as_alice.get("/today/").content.decode()
    assert "<b>Amina" not in page
    assert "Hello" in page
