"""What members say of the people they know besides: where these work, and which of them know each other."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, groupby

from network.demo.chance import chance_for
from network.demo.knowing import Tie

KNOWS_THE_FIRM = {"work": 0.7, "trade": 0.6}
SELDOM = 0.2
SAID = 0.12
"""Of those in one circle whom a member knows, how many pairs they have written down as knowing each other."""


def firms_of(ties: Sequence[Tie], seed: int) -> list[str]:
    """Return for each tie the firm that its owner has written down, or ""."""
    chance = chance_for("firms", seed)
    told = [chance.random() < KNOWS_THE_FIRM.get(tie.how, SELDOM) for tie in ties]
    return [tie.known.firm if said else "" for tie, said in zip(ties, told, strict=True)]


def acquainted(ties: Sequence[Tie], seed: int) -> list[tuple[int, int]]:
    """Return pairs of places in `ties`, the lower first: two whom one owner lists and has said to know each other.

    `ties` come in the order of their owners. Two who know each other share a circle of the town.
    """
    chance = chance_for("acquaintances", seed)
    pairs: list[tuple[int, int]] = []
    for _, group in groupby(enumerate(ties), key=lambda numbered: numbered[1].owner.number):
        by_circle: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, tie in group:
            for circle in tie.known.circles:
                by_circle[circle].append(place)
        shared = sorted({pair for places in by_circle.values() for pair in combinations(places, 2)})
        pairs += [pair for pair in shared if chance.random() < SAID]
    return pairs
