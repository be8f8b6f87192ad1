"""The lines of work in memory: exact, and following what workers make."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching import index
from matching.calibration import on_group_scale
from matching.encoder import encoder
from matching.index import LineIndex
from matching.models import TextVector
from matching.shipped import shipped_vectors
from matching.vectors import add_texts, content_hash, encode_missing, vectors_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _always_fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(index, "FRESH_FOR", 0.0)
    yield
    index.reset()


def test_a_new_vector_is_in_the_index_of_every_process_at_the_next_question() -> None:
    first, second = LineIndex(), LineIndex()
    assert first.vector("nurse") is None
    add_texts(["nurse", "baker"])
    encode_missing()
    for process in (first, second):
        assert process.vector("nurse") is not None
        assert process.progress().made >= 2
    add_texts(["plumber"])
    encode_missing()
    assert first.vector("plumber") is not None


def test_a_vector_whose_transaction_ended_late_is_not_missed() -> None:
    following = LineIndex()
    add_texts(["nurse", "baker"])
    encode_missing(texts=["nurse"])
    assert following.vector("nurse") is not None
    encode_missing(texts=["baker"])
    TextVector.objects.filter(text="baker").update(made_at=timezone.now() - timedelta(seconds=30))
    assert following.vector("baker") is not None


def test_a_look_that_finds_nothing_new_reads_no_vector_again() -> None:
    following = LineIndex()
    add_texts(["nurse", "baker"])
    encode_missing()
    assert following.vector("nurse") is not None
    with CaptureQueriesContext(connection) as looked:
        assert following.vector("baker") is not None
    assert len(looked) == 1
    assert '"vector"' not in looked[0]["sql"].split(" FROM ")[0]


def test_before_there_is_any_vector_lines_are_found_by_their_words() -> None:
    parts = LineIndex().components("pastry chef", encoder().encode(["pastry chef"])[0])
    made = LineIndex()
    best = int(parts.score.argmax())
    assert made.titles[best] == "pastry chef"
    assert not parts.vector.any()


def test_the_search_is_exact() -> None:
    add_texts(["nurse", "ward nurse", "baker"])
    encode_missing()
    following = LineIndex()
    query = encoder().encode(["ward nurse"])[0]
    near = following.components("ward nurse", query).vector
    for line in ("nurse", "ward nurse", "baker"):
        place = following.row_of(line)
        if place is None:
            continue
        assert near[place] == pytest.approx(max(0.0, float(query @ encoder().encode([line])[0])), abs=2e-3)
    assert np.all(near <= 1.001)


def test_no_line_scores_higher_than_its_bound(settings: Any) -> None:
    following = LineIndex()
    query = encoder().encode(["ward sister"])
    assert following.highest_scores(query).tolist() == [1.0]
    settings.MATCHING_ENCODER = "matching.encoder.SentenceTransformerEncoder"  # whose vectors are shipped
    following = LineIndex()
    for text in ("plumber", "ward sister", "drives the hearse"):
        vector = vectors_of([text])[text]
        bound = float(following.highest_scores(vector[None])[0])
        assert following.text_scores(text, vector).max() <= bound + 1e-6
        assert bound <= 1 + 1e-6


def test_what_is_no_line_of_work_has_no_place() -> None:
    assert LineIndex().row_of("my brother Ben") is None


def test_unit_groups_count_once_every_line_has_its_vector(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MATCHING_ENCODER = "matching.encoder.SentenceTransformerEncoder"  # whose vectors are shipped
    shipped = shipped_vectors()
    query = shipped.of([content_hash("plumber")])[content_hash("plumber")]
    whole = LineIndex()
    assert whole.progress().complete
    parts = whole.components("plumber", query)
    plumber, florist = whole.row_of("plumber"), whole.row_of("florist")
    assert parts.groups is not None
    assert plumber is not None
    assert florist is not None
    assert parts.groups[plumber] > 0.5 > parts.groups[florist]
    assert parts.score[plumber] == pytest.approx(
        0.8 * parts.text_score[plumber] + 0.2 * parts.groups[plumber], abs=1e-5
    )
    vectors = shipped.vectors.copy()
    vectors[florist] = 0
    monkeypatch.setattr(index, "shipped_vectors", lambda: replace(shipped, vectors=vectors))
    parts = LineIndex().components("plumber", query)
    assert parts.groups is None
    np.testing.assert_allclose(parts.score, on_group_scale(parts.text_score))
