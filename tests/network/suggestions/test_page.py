"""People who do what you want: own contacts first, then by fit with a little for the path."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from matching.fit import LineFits
from network.introductions.offers import read_offer
from network.models import Closeness, Contact, Member, Place
from network.suggestions.eligibility import exclusions_for
from network.suggestions.intent import read_texts, read_wanted
from network.suggestions.page import suggestions_for
from network.suggestions.retrieval import candidates_by_line
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.suggestions.conftest import know, lines_of, want

pytestmark = pytest.mark.django_db


def test_somebody_i_know_comes_with_name_and_my_own_words(alice: Member, no_graph: None) -> None:
    make_contact(alice, "Auntie Jo", work="makes cakes at Bettys", line_of_work="pastry chef", private=True)
    answer = suggestions_for(alice, "pastry chef")
    assert [(contact.name, contact.work) for contact in answer.own_contacts] == [("Auntie Jo", "makes cakes at Bettys")]
    assert "pastry chef" in answer.own_contacts[0].why


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
    answer = suggestions_for(alice, "pastry chef")
    assert not answer.graph_down
    assert [(card.line_of_work, card.introducer, card.steps) for card in answer.cards] == [("pastry chef", "Bob", 2)]
    assert read_offer(answer.cards[0].offer, alice.pk).contact_id == contact.pk


def test_the_same_card_comes_from_the_record_when_the_graph_is_down(
    alice: Member, bob: Member, projected: Callable[[], None], request: pytest.FixtureRequest
) -> None:
    make_handshake(alice, bob, closeness=Closeness.A_LITTLE)
    know(bob, "pastry chef", closeness=Closeness.WELL)
    projected()
    (by_graph,) = suggestions_for(alice, "pastry chef").cards
    request.getfixturevalue("no_graph")
    answer = suggestions_for(alice, "pastry chef")
    assert answer.graph_down
    assert [replace(card, offer="", handle="") for card in answer.cards] == [replace(by_graph, offer="", handle="")]


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
    assert lines_of(alice, "pastry chef") == ["pastry cook", "pastry chef"], "what can be asked goes first"
    monkeypatch.setattr("network.suggestions.retrieval.MAX_OWNERS", 2)
    assert lines_of(alice, "pastry chef") == ["pastry cook", "pastry chef"]
    monkeypatch.setattr("network.suggestions.retrieval.LINES_BEYOND", 0)
    assert lines_of(alice, "pastry chef") == ["pastry cook"], "Carol is beyond the two nearest"


def test_beyond_the_nearest_who_cannot_be_asked_and_what_is_not_open_stays_out(
    alice: Member, bob: Member, carol: Member, projected: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("network.suggestions.retrieval.MAX_OWNERS", 1)
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
    monkeypatch.setattr("network.suggestions.retrieval.RECORDS_PER_LINE", 2)
    owners = [make_member(f"Owner {number}") for number in range(6)]
    for owner in owners:
        know(owner, "pastry chef", f"Chef of {owner.pk}")
    fits, looked_at = LineFits(read_wanted(read_texts(["pastry chef"]))), set()
    for number in range(30):
        asker = make_member(f"Asker {number}")
        pks = [owner.pk for owner in owners]
        candidates = candidates_by_line(asker, pks, fits, exclusions_for(asker))
        seen = {candidate.owner for candidate in candidates}
        assert 1 <= len(seen) <= 2
        looked_at |= seen
    assert looked_at == {owner.pk for owner in owners}


def test_without_the_graph_three_steps_are_not_found_and_it_is_said(
    alice: Member, bob: Member, carol: Member, no_graph: None
) -> None:
    make_handshake(alice, bob)
    make_handshake(bob, carol)
    know(carol, "pastry chef")
    answer = suggestions_for(alice, "pastry chef")
    assert answer.cards == ()
    assert answer.graph_down


def test_a_better_fit_goes_before_a_better_path_and_of_equal_fits_the_closer_path(
    alice: Member, bob: Member, carol: Member, no_graph: None
) -> None:
    make_handshake(alice, bob, closeness=Closeness.VERY_WELL)
    make_handshake(alice, carol, closeness=Closeness.HARDLY)
    know(bob, "pastry cook", closeness=Closeness.VERY_WELL)
    know(carol, "pastry chef", closeness=Closeness.HARDLY)
    know(bob, "pastry chef", closeness=Closeness.VERY_WELL)
    answer = suggestions_for(alice, "pastry chef")
    assert [(card.line_of_work, card.introducer) for card in answer.cards] == [
        ("pastry chef", "Bob"),
        ("pastry chef", "Carol"),
        ("pastry cook", "Bob"),
    ]
    assert all(0 <= card.rank - card.fit <= 0.1 for card in answer.cards)


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


def test_whoever_has_hardly_anybody_to_ask_is_told_so_and_what_others_know_changes_nothing(
    alice: Member, no_graph: None
) -> None:
    before = suggestions_for(alice, "pastry chef")
    assert before.few
    for number in range(8):
        know(make_member(f"Stranger {number}"), "pastry chef")
    assert suggestions_for(alice, "pastry chef") == before
    for name in ("Ann", "Ben", "Cat"):
        introducer = make_member(name)
        make_handshake(alice, introducer)
        know(introducer, "pastry chef")
    assert not suggestions_for(alice, "pastry chef").few
