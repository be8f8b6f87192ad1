"""The plain reference for paths: every path there is, tried one after another, in the order of the rules."""

from itertools import pairwise

from network.models import Closeness
from tests.factories.networks import Network

STRENGTHS = {Closeness.HARDLY: 0.25, Closeness.A_LITTLE: 0.5, Closeness.WELL: 0.75, Closeness.VERY_WELL: 1.0}


def paths(network: Network, start: int, target: int) -> list[tuple[tuple[int, ...], float]]:
    """Up to three best paths as (people by number, strength). Numbers must rise as ids do, for equals to agree."""
    every = [(path, _strength(network, path)) for path in every_path(network, start, target)]
    every.sort(key=lambda each: (len(each[0]) > 2, -each[1], len(each[0]), each[0]))
    chosen: list[tuple[tuple[int, ...], float]] = []
    for path, strength in every:
        if path[1] not in [other[1] for other, _ in chosen]:
            chosen.append((path, strength))
    return chosen[:3]


def every_path(network: Network, start: int, target: int) -> list[tuple[int, ...]]:
    members = range(network.members)
    owners = [owner for owner in members if owner != target and _open(network, owner, target)]
    able = [owner for owner in owners if owner != start and owner not in network.away]
    paths: list[tuple[int, ...]] = [(start, target)] if start in owners else []
    paths += [(start, owner, target) for owner in able if _shaken(network, start, owner)]
    near = [member for member in members if member not in {start, target} and _shaken(network, start, member)]
    near = [member for member in near if member not in network.away]
    for second in able:
        paths += [
            (start, first, second, target) for first in near if first != second and _shaken(network, first, second)
        ]
    return [path for path in paths if start != target and not _blocked(network, path)]


def _open(network: Network, owner: int, person: int) -> bool:
    return owner < network.members and (owner, person) in network.knows and not network.knows[owner, person][1]


def _shaken(network: Network, member: int, other: int) -> bool:
    return (min(member, other), max(member, other)) in network.handshakes and _open(network, member, other)


def _blocked(network: Network, path: tuple[int, ...]) -> bool:
    return any((member, other) in network.blocks for member in path for other in path)


def _strength(network: Network, path: tuple[int, ...]) -> float:
    strength = 0.5 ** (len(path) - 2)
    for owner, person in pairwise(path):
        strength *= STRENGTHS[network.knows[owner, person][0]] if (owner, person) in network.knows else 0
    return strength
