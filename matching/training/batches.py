"""Batches in which the wrong answers are hard: occupations stand beside their neighbours."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from matching.training.sources import Pair, Sources

BATCH = 96
"""Pairs a step; each pair's other texts are the wrong answers for it."""
NEIGHBOURS = 16
AT_ONCE = 7
"""Of an occupation's nearest neighbours, so many are drawn into the same batch with it."""
HARD = 0.5
"""The share of a batch's occupations that come with their neighbours; the rest come alone. Its titles come in runs of
one minor group (`sources.beside_neighbours`)."""


def batches(
    sources: Sources, nearest: Mapping[str, Sequence[str]], chance: Random, size: int = BATCH
) -> Iterator[list[Pair]]:
    """Yield an epoch's batches. `nearest` has the nearest occupations of each, by the model before it learns."""
    uris = list(sources.labels)
    others = [sources.labels[uri][0] for uri in uris]
    waiting = {uri: sources.occupation_pairs(uri, chance, others) for uri in uris}
    titles = sources.title_pairs(chance, others)
    count = (sum(map(len, waiting.values())) + len(titles)) // size
    share = len(titles) // count
    for number in range(count):
        batch = titles[number * share : (number + 1) * share]
        hard_until = share + HARD * (size - share)
        live = [uri for uri in uris if waiting[uri]]
        while len(batch) < size and live:
            first = chance.choice(live)
            drawn = [first]
            if sources.recipe.neighbours and len(batch) < hard_until:
                drawn += chance.sample(list(nearest[first]), min(AT_ONCE, len(nearest[first])))
            for uri in drawn:
                if waiting[uri] and len(batch) < size:
                    batch.append(waiting[uri].pop())
            live = [uri for uri in live if waiting[uri]]
        yield batch
