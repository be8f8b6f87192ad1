"""Stored vectors: one a distinct text, made once, resumable, forgotten when nobody holds them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

import numpy as np
import pytest
from django.utils import timezone
from numpy.typing import NDArray

from matching import encoder
from matching.models import TextVector
from matching.vectors import (
    add_texts,
    content_hash,
    delete_unused,
    encode_missing,
    missing,
    pack_vector,
    unpack_vector,
    vectors_of,
)
from tests.factories.encoder import WordEncoder

pytestmark = pytest.mark.django_db


def test_texts_that_differ_in_case_and_spaces_share_one_row() -> None:
    add_texts(["Pastry Chef", "pastry  chef ", "PASTRY CHEF\n", "", "  ", "\x00"])
    assert list(TextVector.objects.values_list("text", flat=True)) == ["pastry chef"]


def test_holding_again_asks_for_nothing_new() -> None:
    add_texts(["nurse"])
    encode_missing()
    before = TextVector.objects.get()
    add_texts(["Nurse"])
    assert TextVector.objects.get().made_at == before.made_at
    assert encode_missing() == 0


def test_what_a_killed_worker_left_is_gone_on_with() -> None:
    add_texts(f"trade {number}" for number in range(256))
    assert encode_missing(seconds=0.0) == 64
    assert missing() == 192
    assert encode_missing() == 192
    assert missing() == 0


def test_what_another_worker_made_meanwhile_is_not_made_again(settings: Any) -> None:
    settings.MATCHING_ENCODER = f"{__name__}.Interrupted"
    encoder.reset()
    add_texts(f"trade {number}" for number in range(256))
    encode_missing()
    encoder.reset()
    assert missing() == 0
    assert len(Interrupted.encoded) <= 256 + 64


class Interrupted(WordEncoder):
    """While it encodes its first batch, another worker makes all that is missing."""

    encoded: ClassVar[list[str]] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        first = not self.encoded
        self.encoded.extend(texts)
        if first:
            encode_missing()
        return super().encode(texts)


def test_only_the_texts_named_are_made_when_some_are_named() -> None:
    add_texts(["nurse", "baker", "cook"])
    assert encode_missing(texts=["Baker"]) == 1
    assert set(vectors_of(["nurse", "Baker", "cook"])) == {"Baker"}
    assert missing(["nurse", "baker"]) == 1


def test_a_vector_comes_back_as_it_went_in_to_half_precision() -> None:
    vector = np.random.default_rng(1).standard_normal(384).astype(np.float32)
    vector /= np.linalg.norm(vector)
    back = unpack_vector(pack_vector(vector))
    assert len(pack_vector(vector)) == 768
    assert float(back @ vector) > 0.9999
    assert np.linalg.norm(back) == pytest.approx(1)


def test_a_long_text_is_held_by_its_beginning() -> None:
    add_texts(["word " * 3000])
    assert len(TextVector.objects.get().text) <= 300
    assert content_hash("word " * 3000) == content_hash("word " * 4000)


def test_vectors_of_another_model_are_neither_read_nor_made(settings: Any) -> None:
    add_texts(["nurse"])
    TextVector.objects.update(model="another")
    assert missing() == 0
    assert vectors_of(["nurse"]) == {}


def test_what_nobody_holds_is_forgotten_but_not_within_the_hour() -> None:
    add_texts(["nurse", "baker"])
    assert delete_unused(["nurse"]) == 0
    TextVector.objects.update(created_at=timezone.now() - timedelta(hours=2))
    assert delete_unused(["Nurse"]) == 1
    assert TextVector.objects.get().text == "nurse"
