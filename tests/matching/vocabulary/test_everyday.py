"""What people call work: several hundred names of ours, each for a line of work that is there."""

import re

import pytest

from matching.vocabulary import find_line, vocabulary
from matching.vocabulary.line_finder import everyday_names
from matching.vocabulary.titles import DATA, MANY_GROUPS
from matching.vocabulary.tokenizer import cleaned, stems_of

ROWS = [row.split("\t") for row in (DATA / "everyday.tsv").read_text(encoding="utf-8").splitlines()]


def test_there_are_several_hundred_in_order_and_each_once() -> None:
    assert len(ROWS) > 600
    names = [name for name, _ in ROWS]
    assert names == sorted(names)
    assert len({tuple(stems_of(name)) for name in names}) == len(everyday_names())


def test_every_one_is_for_a_line_of_the_vocabulary() -> None:
    assert [row for row in ROWS if not vocabulary().knows(row[1])] == []


def test_none_is_for_a_line_that_says_nothing() -> None:
    vague = [row for row in ROWS if (title := vocabulary().title_of(row[1])) and len(title.groups) >= MANY_GROUPS * 2]
    assert vague == []


def test_every_one_is_found_as_it_is_written() -> None:
    assert [row for row in ROWS if find_line(row[0]) != everyday_names()[tuple(stems_of(row[0]))]] == []


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("HGV", "HGV driver"),
        ("TA", "teaching assistant"),
        ("HCA", "healthcare assistant"),
        ("Sparky", "electrician"),
        ("lollipop lady", "school crossing patrol"),
        ("chippy", "carpenter"),
        ("brickie", "bricklayer"),
        ("pot wash", "kitchen porter"),
        ("trolley dolly", "air hostess"),
        ("he is a brickie in Hull", "bricklayer"),
        ("janny", "caretaker"),
        ("on the bins", "refuse collector"),
        ("physio", "physiotherapist"),
        ("bean counter", "accountant"),
    ],
)
def test_names_from_the_street(said: str, line: str) -> None:
    assert find_line(said) == line


@pytest.mark.parametrize("said", ["PCSO", "SENCO", "dinner lady", "lollipop man", "PSV driver", "bin man"])
def test_what_the_index_knows_itself_is_found_too(said: str) -> None:
    assert find_line(said)


def test_no_title_is_left_inverted_and_every_one_has_its_unit_group() -> None:
    assert [title.text for title in vocabulary().titles if "," in title.text or "nos" in title.words] == []
    assert [title.text for title in vocabulary().titles if cleaned(title.text) != title.text] == []
    unit = re.compile(r"\d{4}")
    names = vocabulary().group_names
    assert all(title.groups for title in vocabulary().titles)
    assert {code for title in vocabulary().titles for code in title.groups if not unit.fullmatch(code)} == set()
    assert {code for title in vocabulary().titles for code in title.groups} <= set(names)
    assert {"media liaison executive", "kitchen porter", "press liaison officer"} & {
        t.text for t in vocabulary().titles
    }
