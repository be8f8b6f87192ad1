"""Top lists that are not ten times the same: maximal marginal relevance. Plain functions over arrays; no database."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

RELEVANCE = 0.8
"""The weight of how well something fits against how unlike it is to what stands above it: see `diverse`."""
THE_SAME = 1.0
"""Two things so alike are the same to whoever reads the list, and the second is left out."""


def diverse(relevance: Floats, likeness: Floats, limit: int, *, weight: float = RELEVANCE) -> list[int]:
    """Return up to `limit` places of `relevance`, shape (n,), each the best that is left and unlike those before it.

    `likeness`, shape (n, n), is from 0 to 1, and 1 on the diagonal. The first is the most relevant; each further one is
    the one of the greatest `weight * relevance - (1 - weight) * likeness to the likest before it` (Carbonell and
    Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing summaries", SIGIR
    1998). Equals in their order. What is the same as something before it is left out. With a weight of 1 this is the
    order by relevance.
    """
    size = len(relevance)
    likest = np.zeros(size, dtype=np.float32)
    open_still = np.ones(size, dtype=np.bool_)
    chosen: list[int] = []
    while len(chosen) < limit and open_still.any():
        worth = np.where(open_still, weight * relevance - (1 - weight) * likest, -np.inf)
        best = int(worth.argmax())
        chosen.append(best)
        likest = np.maximum(likest, likeness[best])
        open_still &= likest < THE_SAME
    return chosen
