"""`manage.py evaluate_suggestions`: what is shown is judged by what each text is truly about."""

import contextlib
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from network.demo.evaluation import JudgedLists
from network.demo.ground_truth import GroundTruth, Judgement
from network.management.commands import evaluate_suggestions
from network.models import Contact, Member, ProfileLine
from network.platform.graph.driver import GraphUnavailable
from network.suggestions import vectors
from network.suggestions.others import others_for
from network.suggestions.page import suggestions_for
from tests.factories.people import make_contact, make_handshake
from tests.network.suggestions.conftest import know, want

pytestmark = pytest.mark.django_db
ANSWERS = {
    "seed": 1,
    "answered": [],
    "occupations": {
        "baker": {"soc2010": "5432", "line": "baker", "family": "food"},
        "chef": {"soc2010": "5434", "line": "chef", "family": "food"},
        "plumber": {"soc2010": "5314", "line": "plumber", "family": "building"},
    },
    "wishes": {"baker, early mornings": "baker"},
    "done": {"baker for years": "baker"},
    "jobs": {"bakes the bread": "baker", "xyzzy all night": "baker", "cooks": "chef", "fixes baths": "plumber"},
}


@contextlib.contextmanager
def no_available_graph() -> Iterator[None]:
    raise GraphUnavailable("down for the test")
    yield


@pytest.fixture(autouse=True)
def _town(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alice: Member, bob: Member) -> None:
    """Alice wishes to be a baker. Bob, whom she has shaken hands with, knows one, and somebody who is no baker."""
    settings.BACKR_HOME = tmp_path
    (tmp_path / "demo-answers.json").write_text(json.dumps(ANSWERS))
    monkeypatch.setattr(vectors, "hold_vocabulary", lambda: None)
    monkeypatch.setattr(evaluate_suggestions, "available_graph", no_available_graph)
    make_handshake(alice, bob)
    want(alice, "baker, early mornings")
    know(bob, "baker", work="bakes the bread")
    know(bob, "bakery assistant", name="Rosa Fixes", work="fixes baths")
    make_contact(alice, "Jo", line_of_work="baker", work="cooks")


def test_each_thing_that_is_shown_is_right_or_of_the_family_or_neither(alice: Member) -> None:
    truth = GroundTruth()
    suggestions = suggestions_for(alice)
    assert truth.members_with_wishes() == [alice]
    assert truth.judge_contacts(alice, suggestions.own_contacts) == [Judgement(right=False, akin=True)]
    assert truth.judge_cards(alice, suggestions.cards)[0] == Judgement(right=True, akin=True)
    assert len(truth.judge_page(alice, suggestions)) == len(suggestions.own_contacts) + len(suggestions.cards)


def test_what_answers_anothers_wish_is_judged_too(alice: Member, bob: Member) -> None:
    alice.wishes_seen = True
    alice.save()
    ProfileLine.objects.create(member=bob, kind=ProfileLine.Kind.DONE, text="baker for years")
    assert GroundTruth().judge_others(others_for(bob)) == [Judgement(right=True, akin=True)]


def test_a_line_tells_how_many_see_something_and_how_much_of_it_is_right() -> None:
    right, akin, wrong = (
        Judgement(right=True, akin=True),
        Judgement(right=False, akin=True),
        Judgement(right=False, akin=False),
    )
    told = JudgedLists("Cards", [[right, wrong], [akin], []]).summary()
    assert told.startswith("Cards: 2 of 3 see something; the first is right 0.500 (")
    assert "of the family 1.000 (1.000–1.000); of the first 10 are right 0.250 (" in told
    assert JudgedLists("Cards", [[]]).summary() == "Cards: 0 of 1 see something"


def test_the_command_prints_every_list(alice: Member) -> None:
    out, err = StringIO(), StringIO()
    call_command("evaluate_suggestions", stdout=out, stderr=err)
    assert "1 with a wish" in out.getvalue()
    for name in ("The page, both ways", "Own contacts", "Cards, both ways", "Cards, by fit alone"):
        assert f"{name}: 1 of 1 see something" in out.getvalue()
    assert "Who could use what I know: 0 of 0" in out.getvalue()
    assert "in the mean, at nan" in out.getvalue(), "nobody here has offered anything"
    assert "graph cannot be reached" in err.getvalue()


def test_the_more_owners_answer_the_more_is_known_and_seen_and_then_half_have_answered(
    alice: Member, bob: Member
) -> None:
    Contact.objects.filter(confirmed_as=None).delete()
    Member.objects.update(invented=True)
    for owner, name in ((alice, "Ede"), (bob, "Rosa")):
        make_contact(owner, name, work="xyzzy all night")
    out = StringIO()
    call_command("evaluate_suggestions", stdout=out, stderr=StringIO())
    told = re.findall(r"With (\d+)% of .*: (\d) of 2 contacts .*\nThe page, both ways: (\d) of 1 see", out.getvalue())
    assert told == [("0", "0", "0"), ("50", "1", "1"), ("100", "2", "1")]
    assert Contact.objects.filter(line_of_work="baker", line_source="chosen").count() == 1


def test_where_no_town_was_made_it_says_so(settings: Any, tmp_path: Path) -> None:
    settings.BACKR_HOME = tmp_path / "elsewhere"
    with pytest.raises(CommandError, match="make a demo town first"):
        call_command("evaluate_suggestions")
