"""What a member wants, read from their own words: several wishes in one text, and what they rule out."""

import numpy as np
import pytest
from django.db import transaction

from matching import encoder
from matching.models import TextVector
from matching.understanding import Condition
from matching.vectors import add_texts, encode_missing, pack_vector
from network.models import Member
from network.platform.outbox.drain import drain_consumer
from network.platform.outbox.record import mark
from network.suggestions.intent import MAX_WISHES, matched_texts, must_wait, read_texts, read_wanted, summarised
from network.suggestions.page import suggestions_for
from network.suggestions.vectors import texts_of
from tests.factories.people import make_contact, make_handshake
from tests.network.suggestions.conftest import know, want

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_graph")]


def lines_of(member: Member, text: str = "") -> list[str]:
    return [card.line_of_work for card in suggestions_for(member, text).cards]


def wishes(*texts: str) -> list[str]:
    return [wish.text for wish in read_wanted(read_texts(texts)).wishes]


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
    answer = suggestions_for(alice, "not care work")
    assert answer.puzzled
    assert answer.intent.against == ("care work",)
    assert suggestions_for(alice, "was in Tesco 12 years, fancy a change").intent.history == ("Tesco",)


@pytest.mark.parametrize(
    "text",
    [
        "Was in Tesco 12 years fancy a change",
        "was in Tesco 12 years, fancy a change",
        "Tesco 12 years fancy a change",
        "12 yrs tesco fancy change",
        "12 years at Tesco want something different",
        "I worked at Tesco for 12 years and need a fresh start",
        "worked in Tesco for ages want a change",
        "Was at Tesco for donkey’s years, fancy something different",
        "I was in Tesco for most of my life, need a change",
    ],
)
def test_what_somebody_wants_a_change_from_is_not_looked_for_however_it_is_jotted_down(text: str) -> None:
    read = read_texts([text])
    assert read_wanted(read).wishes == ()
    assert [name.casefold() for name in summarised(read).moved_on_from] == ["tesco"]


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
    ideas = summarised(read_texts([text])).ideas
    assert (idea in ideas) if idea else ideas == ()


def test_a_setting_that_is_asked_for_beside_the_work_is_hoped_for_unless_it_is_ruled_out() -> None:
    assert read_wanted(read_texts(["I want night work as a driver"])).wished_conditions == {Condition.NIGHTS}
    assert read_wanted(read_texts(["driver, nights", "no nights"])).wished_conditions == frozenset()
    assert read_wanted(read_texts(["something outdoors"])).wished_conditions == frozenset()


def test_who_only_says_what_they_have_done_may_want_it_again() -> None:
    assert wishes("30 years a welder") == ["welder"]
    assert wishes("30 years a welder, fancy a change") == []


def test_a_text_in_which_nothing_is_found_is_taken_whole() -> None:
    assert wishes("I can speak Polish") == ["I can speak Polish"]
    assert read_wanted(read_texts(["I can speak Polish"])).wishes[0].tentative


def test_frames_are_taken_off_before_matching() -> None:
    assert wishes("I'd love to be a florist one day, part time to begin with") == ["florist"]


def test_settings_that_one_text_rules_out_count_for_all() -> None:
    assert read_wanted(read_texts(["baker", "no nights"])).unwanted_conditions == {Condition.NIGHTS}


def test_at_most_a_dozen_wishes_are_read() -> None:
    assert len(read_wanted(read_texts([f"plumber number{chr(97 + n)}" for n in range(40)])).wishes) == MAX_WISHES


def test_each_part_of_a_wish_is_held_to_be_encoded(alice: Member) -> None:
    want(alice, "I'd like to be a baker or a florist, not a waiter")
    assert {"baker", "a florist", "waiter"} <= set(texts_of([alice.pk]))
    assert matched_texts(read_texts(["🎉"])) == []


class TestWhatSomebodyElseHasWritten:
    """That the very same text is stored, because somebody has written it, shows nowhere."""

    TEXT = "mending very old clocks"

    def store(self) -> None:
        add_texts([self.TEXT])
        encode_missing()

    def test_a_typed_text_has_the_same_vector(self) -> None:
        (before,) = read_wanted(read_texts([self.TEXT])).wishes
        self.store()
        TextVector.objects.update(vector=pack_vector(np.ones(64, dtype=np.float32) / 8))
        (after,) = read_wanted(read_texts([self.TEXT])).wishes
        assert before.vector is not None
        assert after.vector is not None
        assert before.vector.tolist() == after.vector.tolist()

    def test_one_made_here_is_as_exact_as_a_stored_one(self) -> None:
        self.store()
        (made,) = read_wanted(read_texts([self.TEXT])).wishes
        (held,) = read_wanted(read_texts([self.TEXT]), stored=True).wishes
        assert made.vector is not None
        assert held.vector is not None
        assert made.vector.tolist() == held.vector.tolist()

    def test_whoever_types_it_waits_for_the_model_all_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store()
        monkeypatch.setattr(encoder, "warm_up", lambda: None)
        monkeypatch.setattr(encoder, "state", lambda: encoder.LoadState.COLD)
        assert must_wait(read_texts([self.TEXT]))

    def test_words_about_a_contact_are_matched_alike_until_their_own_vectors_are_made(self, alice: Member) -> None:
        make_contact(alice, "Jo", work="mends very old clocks")
        with transaction.atomic():
            mark("vectors", [alice.pk])
        before = suggestions_for(alice, self.TEXT).own_contacts
        add_texts(["mends very old clocks"])
        encode_missing()
        assert suggestions_for(alice, self.TEXT).own_contacts == before
        drain_consumer("vectors")
        assert suggestions_for(alice, self.TEXT).own_contacts != before
