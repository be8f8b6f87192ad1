"""What people call work when they jot it down, and where such a name stands for sure."""

from collections import Counter

import pytest

from matching.vocabulary import find_line, vocabulary
from matching.vocabulary.commonness import commonness, main_group
from matching.vocabulary.line_finder import everyday_names
from matching.vocabulary.names import group_of
from matching.vocabulary.roots import root
from matching.vocabulary.spoken import spoken_names
from matching.vocabulary.titles import DATA
from matching.vocabulary.tokenizer import stems_of
from network.demo.data import occupations


def test_there_are_three_times_as_many_as_everyday_names_and_each_is_for_a_line() -> None:
    assert len(spoken_names()) > 3 * len(everyday_names())
    assert [line for line in spoken_names().values() if not vocabulary().knows(line)] == []


def test_every_unit_group_has_five_names_and_deeds() -> None:
    named = Counter(group_of(line) for line in spoken_names().values())
    every = {code for title in vocabulary().titles for code in title.groups}
    assert {code: named[code] for code in every if named[code] < 5} == {}


def test_none_was_taken_from_the_invented_town() -> None:
    town = {tuple(stems_of(said)) for kind in occupations().values() for said in (*kind.does, *kind.doing)}
    assert [name for name in spoken_names() if tuple(stems_of(name)) in town] == []


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("fits blinds", "blind fitter"),
        ("she cuts hedges", "gardener"),
        ("does braids", "hairdresser"),
        ("on the tills at Tesco", "till operator"),
        ("has a guest house", "guest house owner"),
        ("runs a cafe", "café owner"),
        ("delivers for Amazon", "delivery driver"),
        ("cooks at the school", "cook"),
        ("was a bobby", "police officer"),
        ("plummer", "plumber"),
        ("maths teacher at Northfield", "secondary school teacher"),
        ("braider", "hairdresser"),
        ("man who does windows", "window cleaner"),
    ],
)
def test_what_people_do_is_found_where_it_is_all_they_say(said: str, line: str) -> None:
    assert find_line(said) == line


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("teaches the piano to kids", "private music teacher"),
        ("joins big cables for the electric board", "overhead linesman"),
        ("health and safety bloke", "health and safety officer"),
        ("tutors kids for the eleven plus", "private tutor"),
        ("bending sheet metal all day", "sheet metal worker"),
        ("chippy, doors and stairs", "carpenter"),
        ("does weddings, photos", "photographer"),
    ],
)
def test_what_is_like_one_kind_of_work_and_no_other_is_found_in_any_order(said: str, line: str) -> None:
    assert find_line(said) == line


@pytest.mark.parametrize(
    "said",
    [
        "takes tourists round on a horse and cart",
        "yellow",
        "mystery",
        "bored",
        "any job at all",
        "old school friend",
        "neighbour with the dog",
    ],
)
def test_what_may_be_other_work_or_none_is_asked(said: str) -> None:
    assert find_line(said) == ""


def test_a_longer_name_says_more_than_a_title_within_it() -> None:
    assert find_line("mechanic on the planes at Prestwick") == "aircraft maintenance engineer"


def test_names_that_only_share_a_root_are_told_apart() -> None:
    assert find_line("trains people") != find_line("trains")


@pytest.mark.parametrize(
    "said",
    [
        "works at the hospital",
        "her dad does taxis",
        "wants to do hair",
        "no longer fits kitchens",
        "does yoga at weekends",
        "loves gardens",
        "has the hair of an angel",
        "Bakers and Taylors",
    ],
)
def test_what_is_not_so_or_only_a_place_gives_none(said: str) -> None:
    assert find_line(said) == ""


def test_words_for_one_deed_have_one_root() -> None:
    for one, other in (("fixes", "mended"), ("taught", "teaching"), ("bakes", "baker"), ("cutting", "cuts")):
        assert root(one) == root(other)
    assert root("care") != root("cars")
    assert root("plants") != root("factory")


def test_of_a_title_with_several_groups_the_one_that_people_mean_counts() -> None:
    for name, code in (("cleaner", "9233"), ("baker", "5432"), ("plasterer", "5321"), ("cook", "5435")):
        title = vocabulary().title_of(name)
        assert title
        assert main_group(title) == code
    assert commonness("7111") > commonness("5411")
    for row in (DATA / "main_groups.tsv").read_text(encoding="utf-8").splitlines():
        name, code = row.split("\t")
        title = vocabulary().title_of(name)
        assert title
        assert code in title.groups
