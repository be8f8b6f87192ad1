"""A plain town of any size, written straight into the record: for measuring how costs grow with the number of members.

Not the demo generator's: that one writes people's words, which takes minutes for a large town and says no more about
the cost of a suggestion. Here only what a suggestion reads is made: members, handshakes, records with lines of work.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from django.db import models, transaction
from numpy.typing import NDArray

from matching.vocabulary import vocabulary
from network.demo.bulk_write import insert
from network.models import Contact, Handshake, Member, Person, Place, ProfileLine

HANDSHAKES_A_MEMBER = 7
"""Pairs; each is two ties, one each way."""
OTHERS_A_MEMBER = 6
"""People without an account whom a member lists; so a member has twenty ties, and 100,000 have 2,000,000."""
IN_TOWN = 10
"""One member in so many lives far from the others."""
FAME = 0.7
LINES = 1500
ROWS_AT_ONCE = 50_000
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class PlainTown:
    """What was made. `edges` has a row of two Persons for each tie, from whom to whom."""

    members: Sequence[int]
    people: Sequence[int]
    edges: Ints


@transaction.atomic
def make_plain_town(size: int, seed: int) -> PlainTown:
    """Make `size` members. Most know others near them on a ring; a tenth of all handshakes go by how well known one is.

    The k-th best known has k ** -FAME as many of those as the best known, who has some 700 of them among 100,000.
    """
    chance = np.random.default_rng(seed)
    others = size * OTHERS_A_MEMBER // 2  # each is known by two members on average
    people = insert(Person, [], ([] for _ in range(size + others)))
    places = [_place(number, latitude).pk for number, latitude in enumerate((53.0, 55.0))]
    rows = (
        [f"m{number}@network.example", f"Member {number}", people[number], True, places[number % IN_TOWN == 0]]
        for number in range(size)
    )
    members = insert(Member, ["email", "name", "person", "invented", "place"], rows)
    pairs = _pairs(size, chance)
    in_portions(Handshake, ["low", "high", "origin"], ([members[a], members[b], "loaded"] for a, b in pairs.tolist()))
    known = chance.integers(size, size + others, size=(size, OTHERS_A_MEMBER))
    known.sort(axis=1)
    lists = [(owner, other) for owner, row in enumerate(known.tolist()) for other in dict.fromkeys(row)]
    ties = [*pairs.tolist(), *pairs[:, ::-1].tolist(), *lists]
    _write_records(ties, members, people, chance)
    _write_wishes(members, chance)
    return PlainTown(members, people, np.array([[people[one], people[other]] for one, other in ties], dtype=np.int64))


def _place(number: int, latitude: float) -> Place:
    made, _ = Place.objects.get_or_create(
        pk=9_000_000 + number,
        defaults={"name": "Town", "search_name": "town", "country": "GB", "latitude": latitude, "longitude": 0.0},
    )
    return made


def _pairs(size: int, chance: np.random.Generator) -> Ints:
    """Pairs (low, high) of members by number, each once."""
    wanted = size * HANDSHAKES_A_MEMBER
    one = chance.integers(0, size, wanted)
    near = (one + np.rint(chance.lognormal(3.0, 1.2, wanted)).astype(np.int64) + 1) % size
    hub = (size * chance.random(wanted) ** (1 / (1 - FAME))).astype(np.int64)
    other = np.where(chance.random(wanted) < 0.1, hub, near)
    pairs = np.stack([np.minimum(one, other), np.maximum(one, other)], axis=1)
    found: Ints = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    return found


def _write_records(
    ties: Sequence[Sequence[int]], members: Sequence[int], people: Sequence[int], chance: np.random.Generator
) -> None:
    titles = _lines_of_work()
    lines = np.minimum(chance.zipf(1.3, len(people)), len(titles)) - 1  # what a person does is the same to all
    closeness = chance.integers(1, 5, len(ties))
    rows = (
        [
            members[owner], people[other], "Somebody", titles[lines[other]], int(closeness[number]),
            members[other] if other < len(members) else None, f"works as {titles[lines[other]]}",
        ]
        for number, (owner, other) in enumerate(ties)
    )  # fmt: skip
    fields = ["owner", "person", "name", "line_of_work", "closeness", "confirmed_as", "work"]
    in_portions(Contact, fields, rows)


def _write_wishes(members: Sequence[int], chance: np.random.Generator) -> None:
    titles = _lines_of_work()
    wishes = ([member, "wish", f"work as a {titles[chance.integers(len(titles))]}"] for member in members[:2000])
    in_portions(ProfileLine, ["member", "kind", "text"], wishes)


def _lines_of_work() -> list[str]:
    """Return what people of the town do, the most common first: titles of today from all over the vocabulary."""
    titles = [title.text for title in vocabulary().titles if title.today and not title.vague]
    return [str(title) for title in np.random.default_rng(LINES).permutation(titles)[:LINES]]


def in_portions(kind: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert `rows`, some at a time; `fields` as the columns are called."""
    left: Iterator[Sequence[Any]] = iter(rows)
    while portion := list(islice(left, ROWS_AT_ONCE)):
        insert(kind, fields, portion)
