"""The lines of work in memory: exact, and following what workers make."""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching import index
from matching.calibration import as_in_all
from matching.encoder import encoder
from matching.index import LineIndex
from matching.models import TextVector
from matching.texts import encode_missing, hold
from matching.vocabulary import vocabulary

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _always_fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(index, "FRESH_FOR", 0.0)
    yield
    index.start_afresh()


def test_a_new_vector_is_in_the_index_of_every_process_at_the_next_question() -> None:
    one, other = LineIndex(), LineIndex()
    assert one.vector("nurse") is None
    hold(["nurse", "baker"])
    encode_missing()
    for process in (one, other):
        assert process.vector("nurse") is not None
        assert process.progress().made >= 2
    hold(["plumber"])
    encode_missing()
    assert one.vector("plumber") is not None


def test_a_vector_whose_transaction_ended_late_is_not_missed() -> None:
    following = LineIndex()
    hold(["nurse", "baker"])
    encode_missing(texts=["nurse"])
    assert following.vector("nurse") is not None
    encode_missing(texts=["baker"])
    TextVector.objects.filter(text="baker").update(made_at=timezone.now() - timedelta(seconds=30))
    assert following.vector("baker") is not None


def test_a_look_that_finds_nothing_new_reads_no_vector_again() -> None:
    following = LineIndex()
    hold(["nurse", "baker"])
    encode_missing()
    assert following.vector("nurse") is not None
    with CaptureQueriesContext(connection) as looked:
        assert following.vector("baker") is not None
    assert len(looked) == 1
    assert '"vector"' not in looked[0]["sql"].split(" FROM ")[0]


def test_before_there_is_any_vector_lines_are_found_by_their_words() -> None:
    parts = LineIndex().parts("pastry chef", encoder().encode(["pastry chef"])[0])
    made = LineIndex()
    best = int(parts.score.argmax())
    assert made.titles[best] == "pastry chef"
    assert not parts.vector.any()


def test_the_search_is_exact() -> None:
    hold(["nurse", "ward nurse", "baker"])
    encode_missing()
    following = LineIndex()
    query = encoder().encode(["ward nurse"])[0]
    near = following.parts("ward nurse", query).vector
    for line in ("nurse", "ward nurse", "baker"):
        place = following.place(line)
        if place is None:
            continue
        assert near[place] == pytest.approx(max(0.0, float(query @ encoder().encode([line])[0])), abs=2e-3)
    assert np.all(near <= 1.001)


def test_what_is_no_line_of_work_has_no_place() -> None:
    assert LineIndex().place("my brother Ben") is None


def test_unit_groups_count_once_every_line_has_its_vector() -> None:
    hold(title.text for title in vocabulary().titles)
    encode_missing(at_most=30_000, seconds=600)
    query = encoder().encode(["plumber"])[0]
    whole = LineIndex()
    parts = whole.parts("plumber", query)
    plumber, florist = whole.place("plumber"), whole.place("florist")
    assert parts.groups is not None
    assert plumber is not None
    assert florist is not None
    assert parts.groups[plumber] > 0.5 > parts.groups[florist]
    assert parts.score[plumber] == pytest.approx(0.8 * parts.of_texts[plumber] + 0.2 * parts.groups[plumber], abs=1e-5)
    assert TextVector.objects.filter(text="florist").update(vector=None, made_at=None) == 1
    parts = LineIndex().parts("plumber", query)
    assert parts.groups is None
    np.testing.assert_allclose(parts.score, as_in_all(parts.of_texts))
