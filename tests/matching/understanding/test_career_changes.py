"""Ideas for who says only what they have done: lines that there are, of other work, for whatever they did."""

import pytest

from matching.understanding.career_changes import _EMPLOYERS, _FIELDS, _IDEAS_AFTER, career_ideas, usual_work_at
from matching.vocabulary import vocabulary


def test_every_idea_and_every_usual_work_is_a_line_of_the_vocabulary() -> None:
    named = {line for ideas in _IDEAS_AFTER.values() for line in ideas} | set(_EMPLOYERS) | set(_FIELDS)
    assert [line for line in sorted(named) if vocabulary().title_of(line) is None] == []


def test_there_are_ideas_after_any_work_and_none_is_that_work_again() -> None:
    for title in vocabulary().titles:
        ideas = career_ideas(title.text)
        assert ideas, title.text
        titles = [vocabulary().title_of(idea) for idea in ideas]
        assert all(
            idea_title is not None and idea_title.groups[0][:3] != title.groups[0][:3] for idea_title in titles
        ), title.text


def test_after_nothing_known_there_are_no_ideas() -> None:
    assert career_ideas("") == career_ideas("wizard of Oz") == ()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Tesco", "supermarket assistant"),
        ("tesco on the tills", "supermarket assistant"),
        ("at McDonald's", "fast food assistant"),
        ("the Royal Mail", "postal worker"),
        ("retail", "shop assistant"),
        ("a call centre", "call centre agent"),
        ("care home manager", ""),
        ("NHS nurse", ""),
        ("Boots pharmacist", ""),
        ("next door neighbour", ""),
        ("M&S", "shop assistant"),
        ("B&Q in the garden centre", "shop assistant"),
        ("nextdoor", ""),
        ("", ""),
    ],
)
def test_who_names_an_employer_did_what_most_do_there(words: str, line: str) -> None:
    assert usual_work_at(words) == line
