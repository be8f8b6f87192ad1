"""A stand-in for the language model: quick, deterministic, and near when words are shared."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


class WordEncoder:
    """Encode a text as the normalised sum of a fixed random direction for each of its words (64 numbers)."""

    name = "words-for-tests"

    def __init__(self, *, adapter: str | None = None) -> None:
        """It has no adapter to go without."""

    dimensions = 64

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split() or [""]:
                out[row] += _direction(word)
            out[row] /= np.linalg.norm(out[row]) or 1.0
        return out


@lru_cache(maxsize=50_000)
def _direction(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(WordEncoder.dimensions).astype(np.float32)
