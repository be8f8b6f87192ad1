"""What a member wants, read from their own words: several wishes in one text, and what they rule out."""

import pytest

from matching.understanding import Setting
from network.models import Member
from network.suggestions.queries import suggestions_for
from network.suggestions.reading import reading_of
from network.suggestions.texts import texts_of
from network.suggestions.wanted import MOST_WISHES, matched_texts, read_wanted
from tests.factories.people import make_handshake
from tests.network.suggestions.conftest import know, want

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_graph")]


def lines_of(member: Member, text: str = "") -> list[str]:
    return [card.line_of_work for card in suggestions_for(member, text).cards]


def wishes(*texts: str) -> list[str]:
    return [wish.text for wish in read_wanted(texts).wishes]


def test_one_text_gives_several_wishes_each_with_its_people(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    know(bob, "plumber")
    know(bob, "gardener")
    assert set(lines_of(alice, "plumber or gardener")) == {"plumber", "gardener"}


def test_what_is_not_wanted_is_not_shown_though_another_wish_would(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    know(bob, "care worker")
    know(bob, "hospital porter")
    assert lines_of(alice, "care worker or hospital porter, no nights") == ["hospital porter", "care worker"]
    want(alice, "care worker")
    want(alice, "hospital porter")
    assert set(lines_of(alice)) == {"care worker", "hospital porter"}
    want(alice, "not care work any more")
    assert lines_of(alice) == ["hospital porter"]


def test_only_what_is_not_wanted_is_no_wish(alice: Member) -> None:
    found = suggestions_for(alice, "not care work")
    assert found.puzzled
    assert found.reading.against == ("care work",)
    assert suggestions_for(alice, "was in Tesco 12 years, fancy a change").reading.history == ("Tesco",)


@pytest.mark.parametrize(
    ("text", "idea"),
    [
        ("was in Tesco 12 years, fancy a change", "receptionist"),
        ("was at M&S 12 years, fancy a change", "barista"),
        ("I was an NHS nurse for 20 years, need a fresh start", "welfare officer"),
        ("30 years a welder, fancy a change", "caretaker"),
        ("was in Tesco, fancy a change, not care work", None),
        ("was in Tesco, would like to be a florist", None),
        ("fancy a change", None),
    ],
)
def test_who_wants_a_change_from_what_they_did_is_given_ideas(text: str, idea: str | None) -> None:
    ideas = reading_of([text]).ideas
    assert (idea in ideas) if idea else ideas == ()


def test_a_setting_that_is_asked_for_beside_the_work_is_hoped_for_unless_it_is_ruled_out() -> None:
    assert read_wanted(["I want night work as a driver"]).hoped == {Setting.NIGHTS}
    assert read_wanted(["driver, nights", "no nights"]).hoped == frozenset()
    assert read_wanted(["something outdoors"]).hoped == frozenset()


def test_who_only_says_what_they_have_done_may_want_it_again() -> None:
    assert wishes("30 years a welder") == ["welder"]
    assert wishes("30 years a welder, fancy a change") == []


def test_a_text_in_which_nothing_is_found_is_taken_whole() -> None:
    assert wishes("I can speak Polish") == ["I can speak Polish"]
    assert read_wanted(["I can speak Polish"]).wishes[0].lesser


def test_frames_are_taken_off_before_matching() -> None:
    assert wishes("I'd love to be a florist one day, part time to begin with") == ["florist"]


def test_settings_that_one_text_rules_out_count_for_all() -> None:
    assert read_wanted(["baker", "no nights"]).unwanted == {Setting.NIGHTS}


def test_at_most_a_dozen_wishes_are_read() -> None:
    assert len(read_wanted([f"plumber number{chr(97 + n)}" for n in range(40)]).wishes) == MOST_WISHES


def test_each_part_of_a_wish_is_held_to_be_encoded(alice: Member) -> None:
    want(alice, "I'd like to be a baker or a florist, not a waiter")
    assert {"baker", "a florist", "waiter"} <= set(texts_of([alice.pk]))
    assert matched_texts("🎉") == []
