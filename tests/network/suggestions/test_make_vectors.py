"""`manage.py make_vectors`."""

from io import StringIO

import pytest
from django.core.management import call_command

from matching.vectors import add_texts, missing, vectors_of
from network.management.commands import make_vectors
from network.models import ProfileLine
from network.suggestions import vectors
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db


def test_it_makes_all_that_is_missing_and_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_vectors, "hold_vocabulary", lambda: add_texts(f"trade {number}" for number in range(200)))
    monkeypatch.setattr(vectors, "hold_vocabulary", lambda: None)
    ProfileLine.objects.create(member=make_member("Alice"), kind=ProfileLine.Kind.WISH, text="mending old clocks")
    said = StringIO()
    call_command("make_vectors", stdout=said)
    assert missing() == 0
    assert "mending old clocks" in vectors_of(["mending old clocks"])
    first, *others = said.getvalue().splitlines()
    total = first.split()[0]
    assert "vectors are missing" in first
    assert others[-1] == f"{total} of {total} made."
    call_command("make_vectors", stdout=said)
    assert said.getvalue().splitlines()[-1].startswith("0 vectors are missing")
