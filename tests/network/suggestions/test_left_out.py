"""Whom suggestions leave out, and whom not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from network.models import Contact, Fingerprint, Handshake, Introduction, Member
from network.platform.privacy.blocks import block
from network.suggestions.page import Suggestions, suggestions_for
from tests.factories.introductions import make_introduction
from tests.factories.people import make_handshake, make_member
from tests.network.suggestions.conftest import know, lines_of

pytestmark = pytest.mark.django_db


class TestLeftOut:
    """Who is not suggested."""

    @pytest.fixture
    def target(self, alice: Member, bob: Member) -> Contact:
        make_handshake(alice, bob)
        return know(bob, "plumber")

    @pytest.fixture
    def seen(self, alice: Member, target: Contact, projected: Callable[[], None]) -> Callable[[], list[str]]:
        """The answer by the graph, whose state is from before whatever the test does to the record."""
        projected()
        assert lines_of(alice, "plumber") == ["plumber"]
        return lambda: lines_of(alice, "plumber")

    def test_whom_i_shook_hands_with(
        self, alice: Member, carol: Member, target: Contact, seen: Callable[[], list[str]]
    ) -> None:
        Contact.objects.filter(pk=target.pk).update(person=carol.person, confirmed_as=carol)
        assert seen() == ["plumber"]
        make_handshake(alice, carol)
        assert seen() == []

    def test_me(self, alice: Member, bob: Member, target: Contact, seen: Callable[[], list[str]]) -> None:
        Contact.objects.filter(owner=bob, confirmed_as=alice).update(line_of_work="plumber")
        target.delete()
        assert seen() == []

    def test_whom_i_know_and_have_blocked(self, alice: Member, carol: Member, target: Contact, seen: Any) -> None:
        Contact.objects.filter(pk=target.pk).update(person=carol.person, confirmed_as=carol)
        make_handshake(alice, carol)
        block(owner=alice, other=carol)
        assert seen() == []

    def test_a_person_by_way_of_a_blocked_introducer(self, alice: Member, bob: Member, seen: Any) -> None:
        block(owner=alice, other=bob)
        assert seen() == []

    def test_a_record_with_an_address_of_my_own(self, alice: Member, target: Contact, seen: Any) -> None:
        digest = Fingerprint.objects.get(member=alice).digest
        Fingerprint.objects.create(contact=target, kind="email", digest=digest)
        assert seen() == []

    def test_a_contact_made_private_or_hidden_since(self, target: Contact, seen: Any) -> None:
        Contact.objects.filter(pk=target.pk).update(private=True)
        assert seen() == []
        Contact.objects.filter(pk=target.pk).update(private=False, line_of_work="", line_source="hidden")
        assert seen() == []

    def test_a_person_of_whom_the_introducer_keeps_a_private_record_too(
        self, bob: Member, target: Contact, seen: Any
    ) -> None:
        secret = know(bob, "plumber", person=target.person, private=True)
        for contact in (target, secret):
            Fingerprint.objects.create(contact=contact, kind="email", digest="f" * 32)
        assert seen() == []

    def test_by_way_of_somebody_on_a_break_or_full(self, bob: Member, seen: Any) -> None:
        Member.objects.filter(pk=bob.pk).update(break_until=timezone.now() + timedelta(days=3))
        assert seen() == []
        Member.objects.filter(pk=bob.pk).update(break_until=None, requests_a_month=0)
        assert seen() == []

    def test_by_way_of_a_handshake_that_is_no_more(self, alice: Member, bob: Member, seen: Any) -> None:
        Handshake.objects.all().delete()
        assert seen() == []

    def test_whom_i_have_asked_to_meet_whatever_became_of_it(
        self, alice: Member, bob: Member, target: Contact, seen: Any
    ) -> None:
        asked = make_introduction(alice, target)
        assert seen() == []
        Introduction.objects.filter(pk=asked.pk).update(
            state="declined", declined_by="introducer", telling="quietly", closed_at=timezone.now()
        )
        assert seen() == []

    def test_a_line_that_the_vocabulary_does_not_know(self, target: Contact, seen: Any) -> None:
        Contact.objects.filter(pk=target.pk).update(line_of_work="plumber Pat Smith of 12 High Street")
        assert seen() == []


class TestNotLeftOut:
    """What nobody but the viewer did, and what is written on two records, changes no card (docs/visibility.md)."""

    @pytest.mark.parametrize("cause", ["blocks me", "blocks the introducer", "the introducer blocks me", "both"])
    def test_by_a_block_that_another_made(
        self, alice: Member, bob: Member, carol: Member, no_graph: None, cause: str
    ) -> None:
        make_handshake(alice, bob)
        make_handshake(bob, carol)
        Contact.objects.filter(owner=bob, confirmed_as=carol).update(line_of_work="plumber")
        before = suggestions_for(alice, "plumber")
        assert [card.line_of_work for card in before.cards] == ["plumber"]
        if cause in ("blocks me", "both"):
            block(owner=carol, other=alice)
        if cause in ("blocks the introducer", "both"):
            block(owner=carol, other=bob)
        if cause in ("the introducer blocks me", "both"):
            block(owner=bob, other=alice)
        assert without_seals(suggestions_for(alice, "plumber")) == without_seals(before)

    def test_a_second_record_of_somebody_i_know_met_or_asked_for(
        self, alice: Member, bob: Member, carol: Member, no_graph: None
    ) -> None:
        for other in (bob, carol):
            make_handshake(alice, other)
        dora = make_member("Dora")
        make_handshake(alice, dora)
        for owner in (bob, carol):
            know(owner, "plumber", "Dora", person=dora.person)
        make_introduction(alice, Contact.objects.get(owner=bob, name="Dora"))
        assert [card.introducer for card in suggestions_for(alice, "plumber").cards] == ["Carol"]

    def test_two_records_with_one_address_are_two_cards(
        self, alice: Member, bob: Member, carol: Member, no_graph: None
    ) -> None:
        for owner in (bob, carol):
            make_handshake(alice, owner)
            Fingerprint.objects.create(contact=know(owner, "plumber"), kind="email", digest="f" * 32)
        assert sorted(card.introducer for card in suggestions_for(alice, "plumber").cards) == ["Bob", "Carol"]


def without_seals(answer: Suggestions) -> Suggestions:
    return replace(answer, cards=tuple(replace(card, offer="", handle="") for card in answer.cards))


def test_of_several_records_of_one_person_only_the_last_introducers_own_line_is_shown(
    alice: Member, bob: Member, carol: Member, projected: Callable[[], None]
) -> None:
    """Carol, whom Alice does not know, calls him a plumber; Bob calls him a nurse, and only Bob is on Alice's path."""
    make_handshake(alice, bob)
    hers = know(carol, "plumber")
    know(bob, "nurse", person=hers.person)
    projected()
    assert lines_of(alice, "plumber") == []
    assert lines_of(alice, "nurse") == ["nurse"]
