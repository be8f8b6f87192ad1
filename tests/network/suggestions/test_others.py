"""Who could use what I know: wishes that may be read, by whom, and what of one's own answers them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.vectors import add_texts, encode_missing
from network.models import Handshake, Member, ProfileLine
from network.platform.privacy.blocks import block
from network.suggestions.others import others_for
from network.suggestions.vectors import texts_of
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.suggestions.conftest import want

pytestmark = pytest.mark.django_db
Kind = ProfileLine.Kind


@pytest.fixture
def bob(db: None) -> Member:
    """Bob would like to be a baker, and lets those he has shaken hands with read it."""
    bob = make_member("Bob", wishes_seen=True)
    want(bob, "I'd love to be a baker one day")
    return bob


def say(member: Member, kind: str, text: str) -> None:
    ProfileLine.objects.create(member=member, kind=kind, text=text)
    add_texts(texts_of())
    encode_missing()


def answered(member: Member) -> list[tuple[str, str, str]]:
    return [(answer.name, answer.wish, answer.resource.shown) for answer in others_for(member).answerable]


def test_what_i_have_done_answers_a_wish_of_somebody_i_shook_hands_with(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    say(alice, Kind.DONE, "20 years a baker")
    assert answered(alice) == [("Bob", "I'd love to be a baker one day", "20 years a baker")]


def test_so_does_somebody_i_know_who_does_that_work_a_private_one_too(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    make_contact(alice, "Auntie Jo", line_of_work="baker", work="bread", private=True)
    assert answered(alice) == [("Bob", "I'd love to be a baker one day", "Auntie Jo")]
    (answer,) = others_for(alice).answerable
    assert answer.resource.work == "baker"


def test_what_is_far_from_anything_of_mine_is_not_shown(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    say(alice, Kind.DONE, "fixing clocks")
    page = others_for(alice)
    assert (page.answerable, page.asking) == ((), 1)


def test_what_they_do_not_want_is_no_wish_to_answer(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    want(bob, "not care work")
    say(alice, Kind.DONE, "care work")
    assert answered(alice) == []


class TestWhoMayReadAWish:
    @pytest.fixture(autouse=True)
    def _a_baker(self, alice: Member, bob: Member) -> None:
        make_handshake(alice, bob)
        say(alice, Kind.DONE, "baker")
        assert len(answered(alice)) == 1

    def test_nobody_unless_its_owner_said_so(self, alice: Member, bob: Member) -> None:
        Member.objects.filter(pk=bob.pk).update(wishes_seen=False)
        assert others_for(alice).asking == 0

    def test_nobody_without_a_handshake(self, alice: Member, bob: Member) -> None:
        Handshake.objects.all().delete()
        assert others_for(alice).asking == 0

    def test_nobody_at_two_handshakes(self, alice: Member, bob: Member, carol: Member) -> None:
        make_handshake(bob, carol)
        Member.objects.filter(pk=carol.pk).update(wishes_seen=True)
        want(carol, "baker")
        assert {name for name, _wish, _mine in answered(alice)} == {"Bob"}

    def test_nobody_whom_the_reader_has_blocked(self, alice: Member, bob: Member) -> None:
        block(owner=alice, other=bob)
        assert others_for(alice).asking == 0

    def test_a_block_by_its_owner_does_not_show(self, alice: Member, bob: Member) -> None:
        """Or Alice, who reads it, could tell. Bob closes it to her by ending the handshake."""
        before = others_for(alice)
        block(owner=bob, other=alice)
        assert others_for(alice) == before
        assert before.asking == 1

    def test_not_while_its_owner_is_sorted_or_gone(self, alice: Member, bob: Member) -> None:
        Member.objects.filter(pk=bob.pk).update(sorted_at=timezone.now())
        assert others_for(alice).asking == 0
        Member.objects.filter(pk=bob.pk).update(sorted_at=None, is_active=False)
        assert others_for(alice).asking == 0

    def test_only_wishes_are_read(self, alice: Member, bob: Member) -> None:
        say(bob, Kind.DONE, "baker of old")
        say(bob, Kind.OFFER, "baker to be")
        assert [wish for _name, wish, _shown in answered(alice)] == ["I'd love to be a baker one day"]


class TestThePage:
    def test_it_names_them_and_leads_to_a_gentle_step(self, as_alice: Client, alice: Member, bob: Member) -> None:
        make_handshake(alice, bob)
        say(alice, Kind.DONE, "baker")
        said = as_alice.get(reverse("work_others")).content.decode()
        assert "I&#x27;d love to be a baker one day" in said
        assert "have a word with Bob" in said
        assert reverse("contact", args=[alice.contacts.get(confirmed_as=bob).pk]) in said

    def test_the_three_empty_pages_say_what_to_do(self, as_alice: Client, alice: Member, bob: Member) -> None:
        assert "What do you know?" in as_alice.get(reverse("work_others")).content.decode()
        say(alice, Kind.DONE, "fixing clocks")
        assert "Nobody you’ve shaken hands with" in as_alice.get(reverse("work_others")).content.decode()
        make_handshake(alice, bob)
        assert "found nothing near" in as_alice.get(reverse("work_others")).content.decode()

    def test_it_asks_the_database_as_often_for_many_as_for_few(
        self, as_alice: Client, alice: Member, bob: Member, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("matching.index.FRESH_FOR", 3600.0)
        make_handshake(alice, bob)
        say(alice, Kind.DONE, "baker")
        counts = []
        for many in (1, 30):
            for number in range(many):
                other = make_member(f"Other {many} {number}", wishes_seen=True)
                make_handshake(alice, other)
                want(other, f"baker or plumber, number {number}")
            add_texts(texts_of())
            encode_missing()
            as_alice.get(reverse("work_others"))
            with CaptureQueriesContext(connection) as queries:
                as_alice.get(reverse("work_others"))
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 30


class TestTheSwitches:
    def test_both_are_off_until_their_owner_ticks_them(self, as_alice: Client, alice: Member) -> None:
        assert (alice.wishes_seen, alice.offers_counted) == (False, False)
        said = as_alice.get(reverse("settings_work")).content.decode()
        assert "People I’ve shaken hands with can read what work I’d like" in said
        sent: dict[str, Any] = {"wish": ["baker"], "wishes_seen": "on", "offers_counted": "on"}
        as_alice.post(reverse("settings_work"), sent)
        alice.refresh_from_db()
        assert (alice.wishes_seen, alice.offers_counted) == (True, True)
        as_alice.post(reverse("settings_work"), {"wish": ["baker"]})
        alice.refresh_from_db()
        assert (alice.wishes_seen, alice.offers_counted) == (False, False)

    def test_the_first_steps_ask_for_each_where_it_is_written(self, as_alice: Client, alice: Member) -> None:
        as_alice.post(reverse("welcome", args=[2]), {"wish": ["baker"], "wishes_seen": "on"})
        as_alice.post(reverse("welcome", args=[3]), {"offer": ["a lift"]})
        alice.refresh_from_db()
        assert (alice.wishes_seen, alice.offers_counted) == (True, False)
        as_alice.post(reverse("welcome", args=[2]), {"skip": "yes"})
        alice.refresh_from_db()
        assert alice.wishes_seen
