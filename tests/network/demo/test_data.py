"""The words that the town is made of: people's own, with one meaning each, and nobody made small."""

import re
from collections import Counter

from matching.vocabulary import vocabulary
from matching.vocabulary.line_finder import everyday_names
from matching.vocabulary.tokenizer import stems_of
from network.demo.data import lives, occupations, origins, words

PHRASES = [(kind.key, phrase) for kind in occupations().values() for phrase in (*kind.does, *kind.doing, *kind.plainly)]


def test_there_is_a_real_towns_worth_of_work() -> None:
    assert len(occupations()) >= 150
    assert all(kind.does and kind.doing for kind in occupations().values())
    assert len({kind.group[0] for kind in occupations().values()}) == 9, "work of every major group"


def test_a_phrase_is_of_one_occupation_only() -> None:
    assert [phrase for phrase, times in Counter(phrase for _, phrase in PHRASES).items() if times > 1] == []


def test_nobody_says_it_as_the_vocabulary_does() -> None:
    assert [phrase for _, phrase in PHRASES if vocabulary().title_of(phrase)] == []
    assert [phrase for _, phrase in PHRASES if tuple(stems_of(phrase)) in everyday_names()] == []


def test_the_line_that_an_owner_would_choose_is_in_the_vocabulary_and_of_that_unit_group() -> None:
    for kind in occupations().values():
        title = vocabulary().title_of(kind.line)
        assert title is not None, kind.key
        assert title.text == kind.line
        assert kind.group in title.groups, kind.key


def test_what_friends_write_of_somebody_fits_whoever_it_is() -> None:
    gendered = re.compile(r"\b(he|she|him|her|his|hers|husband|wife)\b", re.IGNORECASE)
    said = [phrase for kind in occupations().values() for phrase in kind.does]
    assert [phrase for phrase in said if gendered.search(phrase) and "son through his test" not in phrase] == [
        "saw to our cat when she was poorly"
    ]


def test_every_kind_of_firm_that_people_work_for_is_in_town() -> None:
    assert {kind.firms for kind in occupations().values()} - {"-"} <= set(words())


def test_names_come_from_many_places_and_lives_are_of_every_age() -> None:
    assert len(origins()) >= 25
    assert all(len(set(origin.given)) >= 8 and len(set(origin.family)) >= 5 for origin in origins())
    assert min(life.youngest for life in lives()) == 18
    assert max(life.oldest for life in lives()) > 80
    assert all(life.done and life.offer for life in lives()), (
        "everybody has done something, and can help with something"
    )
