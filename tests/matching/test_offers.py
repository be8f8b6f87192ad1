"""Lines of work to choose from, for what people write of somebody's work."""

import pytest

from matching.offers import completions, core, lines_to_choose, offered_lines
from matching.vocabulary import vocabulary
from matching.vocabulary.commonness import main_group
from matching.vocabulary.spelt import spelt
from matching.vocabulary.spoken import deeds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("does alterations", "seamstress"),
        ("does braids", "hairdresser"),
        ("maths teacher", "secondary school teacher"),
        ("teaches maths", "secondary school teacher"),
        ("teaching maths at Northfield", "secondary school teacher"),
        ("plummer", "plumber"),
        ("hairdreser from home", "hairdresser"),
        ("secretery at the surgery", "secretary"),
        ("sparky on the new estate", "electrician"),
        ("from the chippy", "fish fryer"),
        ("drives a taxi", "taxi driver"),
        ("does taxis for Istanbul Cabs", "taxi driver"),
        ("washes pots", "kitchen porter"),
        ("cuts hedges", "gardener"),
        ("delivers for Amazon", "delivery driver"),
        ("cooks at the school", "cook"),
        ("on the tills", "till operator"),
    ],
)
def test_the_right_line_is_among_those_offered(said: str, line: str) -> None:
    [lines] = lines_to_choose([said])
    assert line in lines
    assert len(lines) <= 5


@pytest.mark.parametrize("said", ["", "🌟", "retired", "my", "x" * 400, "works", "anything"])
def test_where_nothing_is_said_nothing_is_offered(said: str) -> None:
    assert offered_lines(said, None) == []


def test_no_two_are_of_one_unit_group_and_all_are_lines_of_work() -> None:
    for said in ("does hair", "drives a bus", "teacher", "kitchen", "engineer"):
        titles = [vocabulary().title_of(line) for line in offered_lines(said, None)]
        groups = [main_group(title) for title in titles if title]
        assert len(groups) == len(set(groups)) == len(titles) > 0


def test_each_deed_leads_to_lines_of_work() -> None:
    for deed, lines in deeds():
        assert deed
        for line in lines:
            assert vocabulary().title_of(line), line


@pytest.mark.parametrize(
    "said", ["does braids", "on the chips", "lash extensions", "minds the vat", "feathers and hats"]
)
def test_a_rare_trade_never_pushes_out_a_common_one(said: str) -> None:
    rare = {"braider", "chipper-in", "lasher", "feather worker", "mica man", "vat cleaner"}
    assert not rare & set(offered_lines(said, None)[:3])


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("maths", "secondary school teacher"),
        ("chippy", "carpenter"),
        ("chippy", "fish fryer"),
        ("sparky", "electrician"),
        ("tills", "till operator"),
        ("braids", "hairdresser"),
        ("alterations", "seamstress"),
        ("past ch", "pastry chef"),
        ("plumber", "plumber"),
    ],
)
def test_what_is_typed_to_choose_is_found_by_what_it_means(typed: str, line: str) -> None:
    assert line in completions(typed)[:5]
    assert all(map(vocabulary().knows, completions(typed)))


def test_the_employer_is_no_work() -> None:
    assert core("cleans for Istanbul Barbers") == "cleans"
    assert core("at the chippy") == "chippy"
    assert spelt(["carpinter", "at", "leeds"]) == ["carpenter", "at", "leeds"]
    assert spelt(["secretery", "solicter"]) == ["secretary", "solicitor"]
