"""What the town is made from: the files in `data/`, read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Occupation:
    """A kind of work, with the ways people speak of it."""

    key: str
    group: str  # SOC 2010 unit group
    line: str  # a line of work of the vocabulary, as an owner would choose it
    family: str  # work of a similar kind has the same
    weight: int
    firms: str  # the kind of firm, or "-" for those who work alone
    does: tuple[str, ...]
    doing: tuple[str, ...]
    plainly: tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """Where a family's names come from."""

    key: str
    weight: int
    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True)
class Life:
    """A kind of life, and what somebody who leads it says of it."""

    key: str
    weight: int
    youngest: int
    oldest: int
    wishing: int  # percent of them who look for work
    done: tuple[str, ...]
    offer: tuple[str, ...]


@lru_cache(maxsize=1)
def occupations() -> dict[str, Occupation]:
    """Return the kinds of work by key."""
    found = {}
    for head, said in _stanzas("work.txt"):
        key, group, line, family, weight, firms = head
        plainly = said.get("plainly", ())
        found[key] = Occupation(key, group, line, family, int(weight), firms, said["does"], said["doing"], plainly)
    return found


@lru_cache(maxsize=1)
def lives() -> tuple[Life, ...]:
    """Return the kinds of life."""
    found = []
    for (key, *numbers), said in _stanzas("lives.txt"):
        weight, youngest, oldest, wishing = map(int, numbers)
        found.append(Life(key, weight, youngest, oldest, wishing, said["done"], said["offer"]))
    return tuple(found)


@lru_cache(maxsize=1)
def origins() -> tuple[Origin, ...]:
    """Return the origins of names."""
    lines = list(_lines("names.txt"))
    found = []
    for head, given, family in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        key, weight = _parts(head, ";")
        found.append(Origin(key, int(weight), tuple(given.split()), tuple(family.split())))
    return tuple(found)


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[str, ...]]:
    """Return the town's lists: streets, clubs, the firms of each kind, and ways of putting things."""
    found = {}
    for line in _lines("town.txt"):
        name, _, rest = line.partition(":")
        found[name] = _parts(rest, "|")
    return found


def _stanzas(name: str) -> Iterator[tuple[tuple[str, ...], dict[str, tuple[str, ...]]]]:
    head: tuple[str, ...] = ()
    said: dict[str, tuple[str, ...]] = {}
    for line in _lines(name):
        kind, colon, rest = line.partition(": ")
        if colon and kind.isalpha() and ";" not in kind:
            said[kind] = said.get(kind, ()) + _parts(rest, "|")
            continue
        if head:
            yield head, said
        head, said = _parts(line, ";"), {}
    yield head, said


def _lines(name: str) -> Iterator[str]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _parts(line: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split(mark))
