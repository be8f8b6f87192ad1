"""What is understood of a text: by a table of how people write, and for anything at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.understanding import Condition, Stance, understand
from matching.understanding.stance import detect_stance
from matching.vocabulary.tokenizer import MAX_CHARACTERS, words_of
from tests.hypothesis_profiles import examples
from tests.matching.understanding.annotated_texts import FACETS, AnnotatedText, texts, wrong_in

DEVELOPMENT, HELD_OUT = texts("development"), texts("held_out")
NOT_YET = {"bakery work or something with dogs; I could also drive", "taxi"}
"""Texts that the rules were written by, and yet do not read: the vocabulary has no everyday name for the line."""
HELD_OUT_RIGHT = 48
"""Of 63, as measured the first time, and never tuned for; see said/README.md. A change may not make it worse."""


@pytest.mark.parametrize(
    "said", [entry for entry in DEVELOPMENT if entry.text not in NOT_YET], ids=lambda said: said.text
)
def test_a_text_says_what_it_says(said: AnnotatedText) -> None:
    assert wrong_in(said) == []


def test_texts_that_no_rule_was_written_for_are_read_no_worse_than_before() -> None:
    wrong = [wrong_in(said) for said in HELD_OUT]
    assert len(HELD_OUT) == 63
    assert sum(not facets for facets in wrong) >= HELD_OUT_RIGHT
    for facet in FACETS:
        assert sum(facet in facets for facets in wrong) <= 6, facet


def test_the_tables_are_two_and_share_no_text() -> None:
    assert not {said.text for said in DEVELOPMENT} & {said.text for said in HELD_OUT}


# Short texts of the words that the rules turn on, in any order: nearer to what breaks them than letters by chance.
_TURNS = st.sampled_from(
    [
        "not", "no", "more", "never", "but", "or", "and", ",", ";", ".", "-", "(", ")", "used", "to", "was", "years",
        "I", "I'm", "can", "could", "like", "maybe", "nights", "part", "time", "with", "dogs", "baker", "retail",
        "fed", "up", "of", "except", "anything", "something", "the", "it", "school", "run", "12", "&", "/", "from",
        "home", "as", "a", "want", "🐕", "é",
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=400), st.lists(_TURNS, max_size=30).map(" ".join)))
@settings(max_examples=examples(150), deadline=None)
def test_anything_at_all_is_read(text: str) -> None:
    understood = understand(text)
    mentions = [*understood.wishes, *understood.against, *understood.history]
    assert all(mention.words.strip() and len(mention.words) <= 2 * MAX_CHARACTERS for mention in mentions)
    assert all(0 < mention.confidence <= 1 and 0 <= mention.line_confidence <= 1 for mention in mentions)
    assert all(bool(mention.line) == bool(mention.line_confidence) for mention in mentions)
    assert not understood.wanted_conditions & understood.unwanted_conditions


@given(st.lists(_TURNS, max_size=20).map(" ".join))
@settings(max_examples=examples(100), deadline=None)
def test_nothing_is_made_up(text: str) -> None:
    """Each word of a mention is in the text, apart from expanded contractions and joining words."""
    said = {*words_of(text), "i", "not", "am", "have", "would", "except", "and", "or", "will", "can"}
    understood = understand(text)
    for mention in (*understood.wishes, *understood.against, *understood.history):
        assert set(words_of(mention.words)) <= said


def test_several_wishes_are_several_and_a_lesser_one_is_less_sure() -> None:
    first, second, third = understand("bakery work or something with dogs; I could also drive").wishes
    assert (first.words, second.words, third.words) == ("bakery work", "something with dogs", "drive")
    assert first.confidence == second.confidence > third.confidence


def test_what_somebody_is_counts_as_a_wish_only_where_none_is_said() -> None:
    assert [mention.line for mention in understand("I'm a plumber").wishes] == ["plumber"]
    understood = understand("I'm a plumber but I'd like to teach")
    assert [mention.words for mention in understood.wishes] == ["teach"]
    assert [mention.line for mention in understood.history] == ["plumber"]


def test_what_is_tired_of_by_it_is_what_was_said_before() -> None:
    understood = understand("I'm a carer and I've had enough of it")
    assert (understood.wishes, [mention.words for mention in understood.against]) == ((), ["carer"])


@pytest.mark.parametrize("text", ["no problem", "not fussed", "I don't mind", "no experience", "not sure yet"])
def test_what_only_looks_like_a_no_is_none(text: str) -> None:
    assert understand(f"{text}, gardening").against == ()
    assert [mention.line for mention in understand(f"{text}, gardening").wishes] == ["gardener"]


def test_a_setting_that_is_ruled_out_is_not_wanted() -> None:
    understood = understand("care work, no nights or weekends")
    assert understood.unwanted_conditions == {Condition.NIGHTS, Condition.WEEKENDS}
    assert understood.against == ()


def test_a_frame_is_taken_off_and_the_thing_stays() -> None:
    assert detect_stance("I would love to be a florist one day").words == "florist"
    assert detect_stance("not another job in retail").stance is Stance.AGAINST
