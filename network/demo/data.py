"""The texts from which the town is made: the files in `data/`, read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Occupation:
    """A kind of work, with phrases that people use for it."""

    key: str
    group: str  # SOC 2010 unit group
    line: str  # the line of work of the vocabulary that an owner would choose
    family: str  # similar kinds of work share one
    weight: int
    firms: str  # the kind of firm, or "-" for those who work alone
    does: tuple[str, ...]
    doing: tuple[str, ...]
    plainly: tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """An origin of names, with given and family names."""

    key: str
    weight: int
    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True)
class Life:
    """A situation in life, with phrases that people in it use."""

    key: str
    weight: int
    youngest: int
    oldest: int
    wishing: int  # percentage who look for work
    done: tuple[str, ...]
    offer: tuple[str, ...]


@lru_cache(maxsize=1)
def occupations() -> dict[str, Occupation]:
    """Return the kinds of work by key."""
    by_key = {}
    for head, phrases in _stanzas("work.txt"):
        key, group, line, family, weight, firms = head
        plainly = phrases.get("plainly", ())
        does, doing = phrases["does"], phrases["doing"]
        by_key[key] = Occupation(key, group, line, family, int(weight), firms, does, doing, plainly)
    return by_key


@lru_cache(maxsize=1)
def lives() -> tuple[Life, ...]:
    """Return the situations in life."""
    kinds = []
    for (key, *numbers), phrases in _stanzas("lives.txt"):
        weight, youngest, oldest, wishing = map(int, numbers)
        kinds.append(Life(key, weight, youngest, oldest, wishing, phrases["done"], phrases["offer"]))
    return tuple(kinds)


@lru_cache(maxsize=1)
def origins() -> tuple[Origin, ...]:
    """Return the origins of names."""
    lines = list(_lines("names.txt"))
    read = []
    for head, given, family in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        key, weight = _parts(head, ";")
        read.append(Origin(key, int(weight), tuple(given.split()), tuple(family.split())))
    return tuple(read)


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[str, ...]]:
    """Return the lists of the town by name: streets, clubs, the firms of each kind, and phrases."""
    lists = {}
    for line in _lines("town.txt"):
        name, _, rest = line.partition(":")
        lists[name] = _parts(rest, "|")
    return lists


def _stanzas(name: str) -> Iterator[tuple[tuple[str, ...], dict[str, tuple[str, ...]]]]:
    head: tuple[str, ...] = ()
    phrases: dict[str, tuple[str, ...]] = {}
    for line in _lines(name):
        kind, colon, rest = line.partition(": ")
        if colon and kind.isalpha() and ";" not in kind:
            phrases[kind] = phrases.get(kind, ()) + _parts(rest, "|")
            continue
        if head:
            yield head, phrases
        head, phrases = _parts(line, ";"), {}
    yield head, phrases


def _lines(name: str) -> Iterator[str]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _parts(line: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split(mark))
