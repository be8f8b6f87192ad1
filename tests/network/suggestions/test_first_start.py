"""A first start, with nothing in the database: suggestions are by meaning at once, and no model is waited for."""

from collections.abc import Iterator
from typing import Any

import pytest

from matching import encoder, index
from matching.models import TextVector
from matching.vectors import missing, vectors_of
from network.demo.cast import script
from network.demo.seed import DEMO_MEMBERS, DEMO_SEED
from network.management.commands.ship_vectors import texts_of_the_town
from network.models import Contact, Member
from network.suggestions import vectors
from network.suggestions.intent import matched_texts, must_wait, read_texts
from network.suggestions.page import suggestions_for
from network.suggestions.vectors import find_lines, make_vectors, mend_texts
from tests.factories.people import make_contact, make_handshake
from tests.network.suggestions.conftest import know, want

pytestmark = pytest.mark.django_db
VISITED = ("grace", "amina", "oksana")


@pytest.fixture(autouse=True)
def real_model_not_loaded(_model_loaded: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings name the real model, and whoever loads it fails."""
    settings.MATCHING_ENCODER = "matching.encoder.SentenceTransformerEncoder"
    monkeypatch.setattr(encoder._Loader, "load", lambda self: pytest.fail("the model was loaded"))
    monkeypatch.setattr(encoder._Loader, "warm_up", lambda self: None)
    monkeypatch.setattr(vectors, "_held_for", set())
    encoder.reset()
    index.reset()
    yield
    encoder.reset()
    index.reset()


def test_suggestions_are_by_meaning_with_nothing_in_the_database(alice: Member, bob: Member, no_graph: None) -> None:
    make_handshake(alice, bob)
    know(bob, "care assistant")
    want(alice, "home carer")
    answer = suggestions_for(alice)
    assert not answer.words_only
    assert [card.line_of_work for card in answer.cards] == ["care assistant"]


def test_no_vector_is_made_or_stored_for_the_lines_of_work(alice: Member) -> None:
    assert make_vectors() == 0
    assert not TextVector.objects.exists()
    make_contact(alice, "Jo", work="a text that nobody ships")
    mend_texts()
    assert [row.text for row in TextVector.objects.all()] == ["a text that nobody ships"]
    assert missing() == 1


@pytest.mark.parametrize("wish", [wish for part in script() if part["key"] in VISITED for wish in part.get("wish", [])])
def test_nobody_waits_for_what_those_wish_whom_a_visitor_may_be(wish: str) -> None:
    parts = matched_texts(read_texts([wish]))
    assert parts
    assert set(vectors_of(parts)) == set(parts)
    assert not must_wait(read_texts([wish]))


@pytest.mark.parametrize(
    ("work", "line"), [("pharmacist here", "pharmacist"), ("drives the hearse, evenings and weekends", "")]
)
def test_words_of_the_demos_people_come_to_a_line_of_work_by_meaning_where_it_is_sure(
    alice: Member, work: str, line: str
) -> None:
    make_contact(alice, "Jo", work=work)
    find_lines([alice.pk])
    assert Contact.objects.get().line_of_work == line


@pytest.mark.slow
def test_nearly_every_text_of_the_demo_town_is_among_them() -> None:
    """The model makes what is not, in seconds; when this fails it is time for `make ship-vectors`."""
    assert (DEMO_MEMBERS, DEMO_SEED) == (300, 1)
    texts = texts_of_the_town()
    assert len(texts) > 2_000
    assert len(vectors_of(texts)) > 0.95 * len(texts)
