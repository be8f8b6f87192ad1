"""Another model by one setting: what changes, by a stub that stands for a model of many languages."""

import sys
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np
import pytest

from matching import encoder, index
from matching.models import TextVector
from matching.vectors import add_texts, encode_missing, vectors_of

MANY = "intfloat/multilingual-e5-small"
MEANINGS = {"nurse": 0, "krankenschwester": 0, "pielęgniarka": 0, "plumber": 1, "klempner": 1}


class ManyLanguages:
    """Stands for `sentence_transformers.SentenceTransformer`: knows a few words of three languages."""

    made: ClassVar[list[tuple[str, bool]]] = []
    max_seq_length = 512

    def __init__(self, place: str, *, device: str, local_files_only: bool) -> None:
        self.made.append((place, local_files_only))

    def __getitem__(self, number: int) -> Any:
        raise AssertionError("no adapter may touch another model")

    def encode(self, texts: Sequence[str], **options: Any) -> Any:
        rows = np.full((len(texts), 3), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            rows[row, MEANINGS.get(text, 2)] = 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(autouse=True)
def _many_languages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.MATCHING_ENCODER = "matching.encoder.SentenceTransformerEncoder"
    settings.MATCHING_MODEL = MANY
    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=ManyLanguages))
    ManyLanguages.made.clear()
    encoder.reset()
    index.reset()
    yield
    encoder.reset()
    index.reset()


def test_it_is_loaded_by_its_name_from_what_is_at_hand_without_the_adapter() -> None:
    model = encoder.encoder()
    assert ManyLanguages.made == [(MANY, True)]
    assert model.name == encoder.model_name()
    assert model.name.startswith(MANY)
    assert model.dimensions == 3


def test_texts_of_several_languages_meet() -> None:
    made = encoder.encoder().encode(["nurse", "Krankenschwester", "pielęgniarka", "Klempner"])
    assert made[0] @ made[1] > 0.99
    assert made[0] @ made[2] > 0.99
    assert made[0] @ made[3] < 0.1


def test_vectors_of_two_models_are_never_compared(db: None, settings: Any) -> None:
    settings.MATCHING_MODEL = "all-MiniLM-L6-v2"
    add_texts(["krankenschwester"])
    settings.MATCHING_MODEL = MANY
    assert vectors_of(["krankenschwester"]) == {}
    add_texts(["krankenschwester"])
    assert encode_missing() == 1
    assert len(vectors_of(["krankenschwester"])["krankenschwester"]) == 3
    assert TextVector.objects.values_list("model", flat=True).distinct().count() == 2


def test_the_adapter_is_part_of_the_name_of_the_vectors(settings: Any) -> None:
    settings.MATCHING_MODEL = encoder.SHIPPED_MODEL
    settings.MATCHING_ADAPTER = ""
    frozen = encoder.model_name()
    settings.MATCHING_ADAPTER = "backr2"
    assert encoder.model_name() != frozen
    assert "backr2" in encoder.model_name()
