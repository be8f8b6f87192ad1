"""The plain reference for paths: every way there is, tried one by one, in the order of the rules."""

from itertools import pairwise

from network.models import Closeness
from tests.factories.networks import Network

STRENGTHS = {Closeness.HARDLY: 0.25, Closeness.A_LITTLE: 0.5, Closeness.WELL: 0.75, Closeness.VERY_WELL: 1.0}


def paths(network: Network, start: int, target: int) -> list[tuple[tuple[int, ...], float]]:
    """Up to three best paths as (people by number, score). Numbers must rise as ids do, for equals to agree."""
    found = [(way, _score(network, way)) for way in _every_way(network, start, target)]
    found.sort(key=lambda each: (len(each[0]) > 2, -each[1], len(each[0]), each[0]))
    chosen: list[tuple[tuple[int, ...], float]] = []
    for way, score in found:
        if way[1] not in [other[1] for other, _ in chosen]:
            chosen.append((way, score))
    return chosen[:3]


def _every_way(network: Network, start: int, target: int) -> list[tuple[int, ...]]:
    last = [one for one in range(network.members) if one != target and _open(network, one, target)]
    willing = [one for one in last if one != start and one not in network.away]
    ways: list[tuple[int, ...]] = [(start, target)] if start in last else []
    ways += [(start, one, target) for one in willing if _shaken(network, start, one)]
    for two in willing:
        for one in range(network.members):
            if one not in network.away | {start, two, target} and _shaken(network, start, one):
                ways += [(start, one, two, target)] if _shaken(network, one, two) else []
    return [way for way in ways if start != target and not _blocked(network, way)]


def _open(network: Network, one: int, other: int) -> bool:
    return one < network.members and (one, other) in network.knows and not network.knows[one, other][1]


def _shaken(network: Network, one: int, other: int) -> bool:
    return (min(one, other), max(one, other)) in network.handshakes and _open(network, one, other)


def _blocked(network: Network, way: tuple[int, ...]) -> bool:
    return any((one, other) in network.blocks for one in way for other in way)


def _score(network: Network, way: tuple[int, ...]) -> float:
    score = 0.5 ** (len(way) - 2)
    for one, other in pairwise(way):
        score *= STRENGTHS[network.knows[one, other][0]] if (one, other) in network.knows else 0
    return score
