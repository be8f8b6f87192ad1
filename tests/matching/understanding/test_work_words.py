"""What tells of no work is asked about; a real wish, however short or misspelt, is not."""

import pytest

from matching.calibration import NO_KNOWN_WORD, TEXT_ONLY_STRETCH
from matching.understanding.work_words import min_fit, names_no_work


@pytest.mark.parametrize(
    "text",
    [
        "a job", "money", "test test", "foo bar", "anything", "work please", "???", "any job at all", "I need a job",
        "looking for work", "something new", "12345", "", "help me", "a better job with more money",
    ],
)  # fmt: skip
def test_asking_for_work_without_a_word_of_which_tells_nothing(text: str) -> None:
    assert names_no_work(text)


@pytest.mark.parametrize(
    "text",
    [
        "dogs",
        "boats",
        "baking",
        "a job in a shop",
        "money advice",
        "cleaning",
        "IT",
        "a job in IT",
        "something in it",
        "bar",
        "bar work",
        "test engineer",
    ],
)
def test_a_word_of_work_tells_something(text: str) -> None:
    assert not names_no_work(text)


@pytest.mark.parametrize(
    "words", ["dogs", "sparky", "IT", "hairdreser", "plubmer", "electricain", "wokring with horses"]
)
def test_a_word_that_a_line_of_work_has_is_known_though_it_is_misspelt(words: str) -> None:
    assert min_fit(words) == (0 if words == "IT" else TEXT_ONLY_STRETCH)


@pytest.mark.parametrize("words", ["asdf qwer", "hello", "lorem ipsum dolor", "xqzt", "tomorrow"])
def test_without_such_a_word_a_wish_must_be_nearer(words: str) -> None:
    assert min_fit(words) == NO_KNOWN_WORD
