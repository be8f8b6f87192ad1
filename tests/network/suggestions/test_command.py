"""`manage.py suggest`: the same list as the page's, for measuring."""

import io
import json
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command

from matching import encoder
from network.models import Member
from network.suggestions import vectors
from tests.factories.people import make_contact, make_handshake
from tests.network.suggestions.conftest import know

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "hold_vocabulary", lambda: None)


def test_it_prints_the_list_as_the_page_shows_it(alice: Member, bob: Member, projected: Callable[[], None]) -> None:
    make_handshake(alice, bob)
    know(bob, "pastry chef")
    make_contact(alice, "Auntie Jo", line_of_work="pastry chef", work="cakes")
    projected()
    out = io.StringIO()
    call_command("suggest", member="ALICE@example.com", work="pastry chef", json=True, stdout=out)
    own, other = json.loads(out.getvalue())
    assert set(own) == set(other) == {"work", "place", "introducer", "steps", "fit", "why"}
    assert (own["steps"], own["introducer"], own["work"]) == (1, "", "cakes")
    assert (other["steps"], other["introducer"], other["work"]) == (2, "Bob", "pastry chef")
    assert other["fit"] == pytest.approx(1.0, abs=1e-3)


def test_a_typed_text_is_given_to_the_model_though_nothing_else_needed_it(
    alice: Member, graph: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder.reset()
    call_command("suggest", member=alice.email, work="something with boats", json=True, stdout=io.StringIO())
    assert encoder.ready()


@pytest.mark.parametrize("work", ["", "🎉", "x" * 10_000])
def test_nonsense_gives_an_empty_list(alice: Member, graph: object, work: str) -> None:
    out = io.StringIO()
    call_command("suggest", member=alice.email, work=work, json=True, stdout=out)
    assert json.loads(out.getvalue()) == []


def test_an_unknown_member_is_said_so() -> None:
    with pytest.raises(CommandError, match="no member"):
        call_command("suggest", member="nobody@example.com")
