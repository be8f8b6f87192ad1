"""People who do what you want: own contacts first, then by fit with a little for the path."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from matching.fit import LineFits
from network.contacts.actions import add_contact
from network.introductions.offers import read_offer
from network.models import Closeness, Contact, Fingerprint, Handshake, Introduction, Member, Place
from network.privacy.blocks import block
from network.suggestions.candidates import by_line_first
from network.suggestions.further import _around
from network.suggestions.hidden import hidden_from
from network.suggestions.queries import suggestions_for
from network.suggestions.wanted import read_wanted
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.suggestions.conftest import know, want

pytestmark = pytest.mark.django_db


def lines_of(member: Member, text: str = "") -> list[str]:
    return [card.line_of_work for card in suggestions_for(member, text).cards]


def test_somebody_i_know_comes_with_name_and_my_own_words(alice: Member, no_graph: None) -> None:
    make_contact(alice, "Auntie Jo", work="makes cakes at Bettys", line_of_work="pastry chef", private=True)
    found = suggestions_for(alice, "pastry chef")
    assert [(one.name, one.work) for one in found.known] == [("Auntie Jo", "makes cakes at Bettys")]
    assert "pastry chef" in found.known[0].why


def test_my_own_wishes_are_looked_for_when_nothing_is_typed(alice: Member, bob: Member, no_graph: None) -> None:
    make_handshake(alice, bob)
    know(bob, "plumber")
    want(alice, "plumber")
    assert lines_of(alice) == ["plumber"]
    assert lines_of(alice, "nurse") == []


def test_a_friend_of_my_friend_is_suggested_by_line_of_work_and_introducer(
    alice: Member, bob: Member, projected: Callable[[], None]
) -> None:
    make_handshake(alice, bob)
    contact = know(bob, "pastry chef")
    know(bob, "bricklayer")
    projected()
    found = suggestions_for(alice, "pastry chef")
    assert not found.graph_away
    assert [(card.line_of_work, card.introducer, card.steps) for card in found.cards] == [("pastry chef", "Bob", 2)]
    assert read_offer(found.cards[0].offer, alice.pk).contact_id == contact.pk


def test_the_same_card_comes_from_the_record_when_the_graph_is_down(
    alice: Member, bob: Member, projected: Callable[[], None], request: pytest.FixtureRequest
) -> None:
    make_handshake(alice, bob, closeness=Closeness.A_LITTLE)
    know(bob, "pastry chef", closeness=Closeness.WELL)
    projected()
    (by_graph,) = suggestions_for(alice, "pastry chef").cards
    request.getfixturevalue("no_graph")
    found = suggestions_for(alice, "pastry chef")
    assert found.graph_away
    assert [replace(card, offer="", handle="") for card in found.cards] == [replace(by_graph, offer="", handle="")]


def test_three_steps_are_shown_and_cannot_be_asked_yet(
    alice: Member, bob: Member, carol: Member, projected: Callable[[], None]
) -> None:
    make_handshake(alice, bob)
    make_handshake(bob, carol)
    know(carol, "pastry chef")
    projected()
    (card,) = suggestions_for(alice, "pastry chef").cards
    assert (card.steps, card.introducer, card.offer) == (3, "Bob", "")
    assert "Carol" not in card.why


def test_of_a_circle_too_large_to_look_through_the_nearest_are_and_the_best_work_wherever_it_is(
    alice: Member, bob: Member, carol: Member, projected: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    dora = make_member("Dora")
    make_handshake(alice, bob, closeness=Closeness.WELL)
    make_handshake(bob, carol, closeness=Closeness.HARDLY)
    make_handshake(bob, dora, closeness=Closeness.VERY_WELL)
    know(bob, "pastry cook")
    know(carol, "pastry chef")
    know(make_member("Somebody far away"), "pastry chef")
    know(alice, "pastry chef")
    projected()
    assert lines_of(alice, "pastry chef") == ["pastry chef", "pastry cook"]
    monkeypatch.setattr("network.suggestions.ways.MOST_OWNERS", 2)
    assert lines_of(alice, "pastry chef") == ["pastry chef", "pastry cook"]
    monkeypatch.setattr("network.suggestions.candidates.LINES_FIRST", 0)
    assert lines_of(alice, "pastry chef") == ["pastry cook"], "Carol is beyond the two nearest"


def test_beyond_the_nearest_who_cannot_be_asked_and_what_is_not_open_stays_out(
    alice: Member, bob: Member, carol: Member, projected: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("network.suggestions.ways.MOST_OWNERS", 1)
    make_handshake(alice, bob)
    make_handshake(bob, carol)
    record = know(carol, "pastry chef")
    projected()
    assert lines_of(alice, "pastry chef") == ["pastry chef"]
    Member.objects.filter(pk=carol.pk).update(requests_a_month=0)
    assert lines_of(alice, "pastry chef") == []
    Member.objects.filter(pk=carol.pk).update(requests_a_month=3)
    Contact.objects.filter(pk=record.pk).update(private=True)
    assert lines_of(alice, "pastry chef") == []


def test_of_a_line_that_all_the_town_knows_each_member_looks_at_records_about_another_owner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only so many records of a line are looked at, two here; so that no one is always, or never, looked at."""
    monkeypatch.setattr("network.suggestions.candidates.OF_A_LINE", 2)
    owners = [make_member(f"Owner {number}") for number in range(6)]
    for owner in owners:
        know(owner, "pastry chef", f"Chef of {owner.pk}")
    fits, found = LineFits(read_wanted(["pastry chef"])), set()
    for number in range(6):
        asker = make_member(f"Asker {number}")
        seen = {one.owner for one in by_line_first(asker, [one.pk for one in owners], fits, hidden_from(asker))}
        assert 1 <= len(seen) <= 2
        found |= seen
    assert found == {owner.pk for owner in owners}


def test_without_the_graph_three_steps_are_not_found_and_it_is_said(
    alice: Member, bob: Member, carol: Member, no_graph: None
) -> None:
    make_handshake(alice, bob)
    make_handshake(bob, carol)
    know(carol, "pastry chef")
    found = suggestions_for(alice, "pastry chef")
    assert found.cards == ()
    assert found.graph_away


def test_a_better_fit_goes_before_a_better_path_and_of_equal_fits_the_closer_path(
    alice: Member, bob: Member, carol: Member, no_graph: None
) -> None:
    make_handshake(alice, bob, closeness=Closeness.VERY_WELL)
    make_handshake(alice, carol, closeness=Closeness.HARDLY)
    know(bob, "pastry cook", closeness=Closeness.VERY_WELL)
    know(carol, "pastry chef", closeness=Closeness.HARDLY)
    know(bob, "pastry chef", closeness=Closeness.VERY_WELL)
    found = suggestions_for(alice, "pastry chef")
    assert [(card.line_of_work, card.introducer) for card in found.cards] == [
        ("pastry chef", "Bob"),
        ("pastry chef", "Carol"),
        ("pastry cook", "Bob"),
    ]
    assert all(0 <= card.rank - card.fit <= 0.1 for card in found.cards)


def test_where_somebody_is_is_told_roughly(alice: Member, bob: Member, no_graph: None) -> None:
    here = Place.objects.create(
        geoname_id=1, name="Haverby", search_name="haverby", country="GB", latitude=54, longitude=-0.4, population=9000
    )
    there = Place.objects.create(
        geoname_id=2, name="Nearby", search_name="nearby", country="GB", latitude=54.1, longitude=-0.4
    )
    Member.objects.filter(pk=alice.pk).update(place=here)
    alice.refresh_from_db()
    for introducer, place in ((bob, here), (make_member("Near"), there), (make_member("Anywhere"), None)):
        make_handshake(alice, introducer)
        know(introducer, "plumber", place=place)
    places = {card.place for card in suggestions_for(alice, "plumber").cards}
    assert places == {"in Haverby, where you are", "about 5 miles from you", ""}
    Member.objects.filter(pk=alice.pk).update(place=there)
    alice.refresh_from_db()
    places = {card.place for card in suggestions_for(alice, "plumber").cards}
    assert places == {"about 5 miles from you", ""}, "a hamlet is not named to whoever says that they live there"


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

    def test_a_blocked_person(self, alice: Member, carol: Member, target: Contact, seen: Any) -> None:
        Contact.objects.filter(pk=target.pk).update(person=carol.person, confirmed_as=carol)
        assert seen() == ["plumber"]
        block(owner=carol, other=alice)
        assert seen() == []

    def test_a_person_by_way_of_a_blocked_introducer(self, alice: Member, bob: Member, seen: Any) -> None:
        block(owner=alice, other=bob)
        assert seen() == []

    def test_a_person_who_is_blocked_with_the_introducer(
        self, alice: Member, bob: Member, carol: Member, target: Contact, no_graph: None
    ) -> None:
        Contact.objects.filter(pk=target.pk).update(person=carol.person, confirmed_as=carol)
        assert lines_of(alice, "plumber") == ["plumber"]
        block(owner=carol, other=bob)
        assert lines_of(alice, "plumber") == []

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
            Fingerprint.objects.create(contact=contact, kind="email", digest="f" * 64)
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


def test_further_away_is_told_of_nobody_in_particular(alice: Member, projected: Callable[[], None]) -> None:
    projected()
    for number in range(4):
        know(make_member(f"Stranger {number}"), "pastry chef")
    assert suggestions_for(alice, "pastry chef").further == ()
    know(make_member("Stranger 5"), "pastry chef", private=True)
    assert suggestions_for(alice, "pastry chef").further == ()
    know(make_member("Stranger 6"), "pastry chef")
    assert suggestions_for(alice, "pastry chef").further == ("pastry chef",)


def five_know(line: str, **fields: Any) -> None:
    for number in range(5):
        know(make_member(f"Stranger {number} {line}", **fields), line)


def test_what_a_way_leads_to_is_not_further_away_be_it_shown_put_aside_or_known(
    alice: Member, bob: Member, projected: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    five_know("pastry chef")
    projected()
    assert suggestions_for(alice, "pastry chef").further == ("pastry chef",)
    make_handshake(alice, bob)
    known = know(bob, "pastry chef")
    projected()
    assert lines_of(alice, "pastry chef") == ["pastry chef"]
    assert suggestions_for(alice, "pastry chef").further == ()
    monkeypatch.setattr("network.suggestions.dealing.SHOWN_CARDS", 0)
    assert suggestions_for(alice, "pastry chef").further == (), "a way that is not shown is a way"
    known.delete()
    assert suggestions_for(alice, "pastry chef").further == ("pastry chef",)
    know(alice, "pastry chef")
    assert suggestions_for(alice, "pastry chef").further == (), "one's own contact is the shortest way"


def test_while_the_graph_is_away_nobody_is_told_that_there_is_no_way(
    alice: Member, bob: Member, no_graph: None
) -> None:
    make_handshake(alice, bob)
    five_know("pastry chef")
    found = suggestions_for(alice, "pastry chef")
    assert (found.graph_away, found.further) == (True, ())


def test_in_town_does_not_slide_with_where_somebody_says_they_are() -> None:
    """Or two villages, given one after the other, would tell by the difference who lives on the edge."""
    around = {_around(Place(latitude=53 + step / 1000, longitude=step / 1000)) for step in range(200)}
    assert len(around) <= 4


def test_a_block_looks_like_a_private_record_in_what_is_further_away(
    alice: Member, bob: Member, projected: Callable[[], None]
) -> None:
    make_handshake(alice, bob)
    five_know("pastry chef")
    dora = make_member("Dora", email="dora@example.com")
    record = add_contact(owner=bob, name="Dora", work="pastry chef", addresses=[("email", "dora@example.com")])
    Contact.objects.filter(pk=record.pk).update(line_of_work="pastry chef")
    projected()
    assert (lines_of(alice, "pastry chef"), suggestions_for(alice, "pastry chef").further) == (["pastry chef"], ())
    block(owner=dora, other=alice)
    blocked = suggestions_for(alice, "pastry chef")
    Contact.objects.filter(pk=record.pk).update(private=True)
    private = suggestions_for(alice, "pastry chef")
    assert blocked.cards == private.cards == ()
    assert blocked.further == private.further == ("pastry chef",)


def test_further_away_is_in_town(alice: Member, projected: Callable[[], None]) -> None:
    here, near, north, east = (
        Place.objects.create(geoname_id=number, name=name, search_name=name, country="GB", latitude=lat, longitude=lon)
        for number, (name, lat, lon) in enumerate(
            [("here", 53.0, 0.2), ("near", 53.05, 0.25), ("north", 54.0, 0.2), ("east", 53.0, 1.2)]
        )
    )
    projected()
    Member.objects.filter(pk=alice.pk).update(place=here)
    alice.refresh_from_db()
    five_know("pastry chef", place=north)
    five_know("baker", place=east)
    assert suggestions_for(alice, "pastry chef").further == ()
    assert suggestions_for(alice, "baker").further == ()
    five_know("florist", place=near)
    found = suggestions_for(alice, "florist")
    assert (found.further, found.further_within) == (("florist",), 15)
    Member.objects.filter(pk=alice.pk).update(place=None)
    alice.refresh_from_db()
    assert suggestions_for(alice, "pastry chef").further == ("pastry chef",)
