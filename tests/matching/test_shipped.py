"""The vectors that come with the project: of this model, adapter and vocabulary, and of no other."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching import encoder, shipped
from matching.adapter import Adapter, load_adapter
from matching.encoder import Encoder, adapter_in_use, vectors_name, weights_sha256
from matching.models import TextVector
from matching.shipped import CARD, FOLDER, HASHES, VECTORS, made_of, read, read_card, shipped_vectors, write
from matching.vectors import add_texts, content_hash, encode_missing, missing, vectors_of
from matching.vocabulary import vocabulary

MOST_BYTES = 10_000_000
SAMPLE = 64
FURTHEST = 0.002
"""By which a part of a shipped vector may differ from the model's: half a step of int8 at the largest part (.36)."""
NEAREST = 0.9998
"""The least cosine of a shipped vector with the model's."""


@pytest.fixture
def real_model(settings: Any) -> None:
    settings.MATCHING_ENCODER = "matching.encoder.SentenceTransformerEncoder"


def hashes_of_lines() -> list[str]:
    return [content_hash(title.text) for title in vocabulary().titles]


def test_they_belong_to_the_model_the_adapter_and_the_lines_of_work() -> None:
    card = read_card()
    remedy = "make ship-vectors"
    assert card["name"] == vectors_name(adapter_in_use()), remedy
    assert card == card | made_of(adapter_in_use()), remedy
    assert card["model_sha256"] == weights_sha256(), remedy
    assert card["command"] == remedy


def test_they_are_small_and_complete(real_model: None) -> None:
    shipped = shipped_vectors()
    assert sum((FOLDER / name).stat().st_size for name in (VECTORS, HASHES, CARD)) <= MOST_BYTES
    assert shipped.lines == len(vocabulary().titles)
    assert len(shipped.vectors) == len(shipped.hashes) == read_card()["texts"]
    lines = shipped.of_lines()
    np.testing.assert_allclose(np.linalg.norm(lines, axis=1), 1, atol=1e-5)
    hashes = hashes_of_lines()
    made = shipped.of(hashes)
    assert len(made) == len(set(hashes))
    assert all(np.array_equal(made[key], line) for key, line in zip(hashes, lines, strict=True))


def unlike_the_models(model: Encoder) -> list[str]:
    """Return those of a sample of lines of work whose shipped vector is not, up to rounding, what `model` makes.

    `tests/matching/test_encoder.py` holds that there are none, in a process that has the model loaded.
    """
    titles = vocabulary().titles
    texts = [title.text for title in titles[:: len(titles) // SAMPLE]]
    shipped = shipped_vectors().of({content_hash(text) for text in texts})
    pairs = [(text, shipped[content_hash(text)], own) for text, own in zip(texts, model.encode(texts), strict=True)]
    return [text for text, ours, own in pairs if np.abs(ours - own).max() > FURTHEST or ours @ own < NEAREST]


def test_a_text_of_which_there_is_none_is_not_taken_for_its_neighbour(real_model: None) -> None:
    shipped = shipped_vectors()
    strangers = [content_hash("a text that nobody ships"), "0" * 64, "f" * 64]
    assert shipped.of(strangers) == {}
    assert shipped.among([*strangers, content_hash("nurse")]) == {content_hash("nurse")}
    assert shipped.of([]) == {}


def test_rounding_to_a_byte_keeps_a_vectors_direction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "FOLDER", tmp_path)
    made = np.random.default_rng(1).standard_normal((50, 384)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    hashes = [content_hash(f"text {number}") for number in range(len(made))]
    write(hashes, made, {"name": "random", **made_of("")}, tmp_path)
    back = read("random").of(hashes)
    assert all(back[key] @ vector > NEAREST for key, vector in zip(hashes, made, strict=True))


@pytest.mark.django_db
def test_a_shipped_text_needs_no_row_and_no_model(real_model: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder._Loader, "load", lambda self: pytest.fail("the model was loaded"))
    add_texts(["Nurse", "nurse", "a text that nobody ships"])
    assert [row.text for row in TextVector.objects.all()] == ["a text that nobody ships"]
    assert set(vectors_of(["Nurse", "a text that nobody ships"])) == {"Nurse"}
    assert missing(["Nurse"]) == 0
    assert encode_missing(texts=["Nurse"]) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"MATCHING_MODEL": "another"}, {"MATCHING_ADAPTER": ""}])
def test_another_model_or_adapter_makes_its_own(real_model: None, settings: Any, changed: dict[str, str]) -> None:
    for name, value in changed.items():
        setattr(settings, name, value)
    assert shipped_vectors().lines == 0
    assert vectors_of(["nurse"]) == {}
    add_texts(["nurse"])
    assert missing(["nurse"]) == 1


def test_they_are_not_used_after_a_training_under_the_same_name(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    trained: Adapter = replace(load_adapter("backr2"), sha256="another")
    monkeypatch.setattr(shipped, "load_adapter", lambda name: trained)
    assert read(vectors_name("backr2")).lines == 0
    assert "ship_vectors" in caplog.text


def test_they_are_not_used_with_other_lines_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = replace(vocabulary(), titles=vocabulary().titles[1:])
    monkeypatch.setattr(shipped, "vocabulary", lambda: fewer)
    assert read(vectors_name("backr2")).lines == 0


def test_without_the_files_the_model_makes_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "FOLDER", tmp_path)
    assert read(vectors_name("backr2")).lines == 0
