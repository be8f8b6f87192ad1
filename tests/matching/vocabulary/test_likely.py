"""What is taken for somebody's work unaided because it is like a name, and what is not."""

import pytest

from matching.vocabulary import find_line


@pytest.mark.parametrize(
    "text",
    ["owes me money", "still owes us money for the boiler", "paid me back the rent money", "chased us for payments"],
)
def test_what_somebody_did_to_the_owner_is_no_work(text: str) -> None:
    assert find_line(text) == ""


@pytest.mark.parametrize("text", ["rings people who owe money", "chases invoices for a builder"])
def test_the_same_said_of_others_may_be(text: str) -> None:
    assert find_line(text) == "credit controller"


@pytest.mark.parametrize("text", ["working in gardens", "in gardens", "in the gardens"])
def test_a_garden_is_no_shipyard(text: str) -> None:
    assert find_line(text) != "ship builder"
