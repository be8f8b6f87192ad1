"""Whatever attackers do, worlds that differ in what no shown record says itself answer them alike, byte for byte."""

from collections.abc import Sequence
from copy import deepcopy
from difflib import unified_diff

import pytest
from allauth.account.models import EmailAddress
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.models import Address, Block, Contact, Fingerprint, Member, ProfileLine
from tests.hypothesis_profiles import examples
from tests.integration.two_worlds.browser import differences
from tests.integration.two_worlds.facts import FACTS
from tests.integration.two_worlds.frozen import Drawn
from tests.integration.two_worlds.play import Stage, undone
from tests.integration.two_worlds.script import Act
from tests.integration.two_worlds.scripts import hidden_facts, scripts

pytestmark = pytest.mark.django_db


def told(town: Stage, script: Sequence[Act], facts: set[str], **how: bool) -> str:
    """What came back otherwise where `facts` are otherwise; "" if nothing did."""
    usual, other = town.play(script, facts, **how), town.play(script, facts, secret=True, **how)
    for mine, theirs in differences(usual, other):
        lines = unified_diff(mine.shown.splitlines(), theirs.shown.splitlines(), "usual", "otherwise", lineterm="", n=0)
        return "\n".join([f"line {mine.line}: {mine.what} | {theirs.what}", *lines])
    return ""


QUICK = settings(
    max_examples=examples(16),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


@pytest.mark.costly("some forty requests for each example, in each of two worlds")
@QUICK
@given(script=scripts, facts=hidden_facts, graph=st.booleans(), crowded=st.booleans())
def test_worlds_that_differ_in_what_is_hidden_answer_alike(
    town: Stage, script: list[Act], facts: set[str], graph: bool, crowded: bool
) -> None:
    assert told(town, script, facts, graph=graph, crowded=crowded) == ""


@pytest.mark.slow
@settings(QUICK, max_examples=examples(20))
@given(script=scripts, facts=hidden_facts)
def test_attackers_who_look_at_everything_afterwards_see_no_difference(
    town: Stage, script: list[Act], facts: set[str]
) -> None:
    assert told(town, script, facts, to_the_end=True) == ""


@pytest.mark.parametrize("written", ["gAAAAABnine==", "gAAAAABnine%3D%3D", "next=%2FgAAAAABnine%3D%3D"])
def test_what_is_sealed_is_known_by_its_number_wherever_it_stands(written: str) -> None:
    worlds = []
    for sealed in (b"gAAAAABnine==", b"gAAAAABfive=="):
        drawn = Drawn()
        drawn.note(sealed)
        worlds.append(drawn.plain(written.replace("nine", sealed.decode()[7:11])))
    assert worlds[0] == worlds[1]
    assert "<secret 1>" in worlds[0]


@pytest.mark.slow
@pytest.mark.parametrize("fact", FACTS)
def test_each_fact_changes_something_that_is_kept(town: Stage, fact: str) -> None:
    with undone():
        before = all_that_is_kept()
        FACTS[fact](deepcopy(town.town))
        assert all_that_is_kept() != before


def all_that_is_kept() -> set[tuple[object, ...]]:
    models = (Address, Block, Contact, EmailAddress, Fingerprint, Member, ProfileLine)
    return {(model.__name__, *row) for model in models for row in model._default_manager.values_list()}
