"""Which words name one firm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.people_map.lines import firm_key, same_firm, shared_firms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour Bakery Ltd.", "harbour bakery"),
        ("Smith & Sons", "Smith and Sons Limited"),
        ("Café Conti", "Cafe  CONTI"),
        ("Sainsbury's", "Sainsbury’s plc"),
        ("The Company", "the company"),
    ],
)
def test_one_firm_is_one_however_it_is_written(one: str, other: str) -> None:
    assert firm_key(one) == firm_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Harbour Bakery", "Harbour Café"), ("A Ltd", "B Ltd"), ("李宁", "华为")])
def test_two_firms_are_two(one: str, other: str) -> None:
    assert firm_key(one) != firm_key(other)


@pytest.mark.parametrize("nothing", ["", " ", "-", "…", "\u200d"])
def test_nothing_is_no_firm(nothing: str) -> None:
    assert firm_key(nothing) == ""
    assert same_firm(nothing, [(1, nothing)]) == []
    assert shared_firms({1: nothing, 2: nothing}) == []


def test_who_shares_a_firm_is_found_and_who_is_alone_in_one_is_not() -> None:
    assert shared_firms({3: "Greggs", 1: "GREGGS plc", 2: "Boots"}) == [[1, 3]]
    assert same_firm("greggs", [(1, "Greggs Ltd"), (2, "Boots")]) == [1]


@given(st.text(max_size=60))
def test_any_words_have_a_key_that_is_its_own_key(words: str) -> None:
    assert firm_key(firm_key(words)) == firm_key(words)
