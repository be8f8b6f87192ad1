"""Ideas for who says only what they have done: lines that there are, of other work, for whatever they did."""

import pytest

from matching.understanding.onwards import _AFTER, _EMPLOYERS, _FIELDS, ideas_after, usual_work_at
from matching.vocabulary import vocabulary


def test_every_idea_and_every_usual_work_is_a_line_of_the_vocabulary() -> None:
    named = {line for ideas in _AFTER.values() for line in ideas} | set(_EMPLOYERS) | set(_FIELDS)
    assert [line for line in sorted(named) if vocabulary().title_of(line) is None] == []


def test_there_are_ideas_after_any_work_and_none_is_that_work_again() -> None:
    for title in vocabulary().titles:
        ideas = ideas_after(title.text)
        assert ideas, title.text
        found = [vocabulary().title_of(idea) for idea in ideas]
        assert all(one is not None and one.groups[0][:3] != title.groups[0][:3] for one in found), title.text


def test_after_nothing_known_there_are_no_ideas() -> None:
    assert ideas_after("") == ideas_after("wizard of Oz") == ()


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
