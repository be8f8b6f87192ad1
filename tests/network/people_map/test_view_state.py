"""What the address of the circles says."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from network.people_map.view_state import Look, look_in, look_of
from network.people_map.words import RINGS, SECTORS, WORK

looks = st.builds(
    Look,
    search=st.sampled_from(["", "Ama", "a b", "é&=?#"]),
    ring=st.sampled_from([None, *RINGS]),
    sector=st.sampled_from(["", *SECTORS]),
    work=st.sampled_from(["", *WORK]),
    handshake=st.booleans(),
    person=st.one_of(st.none(), st.integers(1, 2**63 - 1)),
)


@given(looks)
def test_a_look_comes_back_from_its_own_address(look: Look) -> None:
    assert look_in(look.query()) == look


@pytest.mark.parametrize(
    "query",
    [
        "ring=9",
        "ring=x",
        "ring=%00",
        "sector=enemies",
        "work=11",
        "person=-1",
        "person=1e3",
        "person=" + "9" * 30,
        "person=99999999999999999999",
        "person=٣",
        "q=%E2%80%AE",
        "&&&===",
    ],
)
def test_what_an_address_says_amiss_is_as_if_it_said_nothing(query: str) -> None:
    assert look_of(QueryDict(query)) == Look()


def test_changes_begin_on_the_first_page() -> None:
    assert look_of(QueryDict("page=3&q=a")).query(ring=4) == "?q=a&ring=4"
    assert Look().query() == "?"
