"""Texts from a file, one a line, for measuring."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.encoder import encoder
from matching.plain import plain


def read_lines(path: Path) -> list[str]:
    """Return the lines of a UTF-8 file, so that numbers are line numbers from 0; an empty line is an empty text."""
    content = path.read_text(encoding="utf-8-sig")
    return content.removesuffix("\n").split("\n") if content else []


def encoded_texts(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return an array of a row for each text, of unit length; a text that says nothing has a row of zeros."""
    read = [plain(text) for text in texts]
    distinct = sorted({text for text in read if text})
    model = encoder()
    rows = dict(zip(distinct, model.encode(distinct), strict=True))
    nothing = np.zeros(model.dimensions, dtype=np.float32)
    return np.array([rows.get(text, nothing) for text in read], dtype=np.float32).reshape(len(read), model.dimensions)
