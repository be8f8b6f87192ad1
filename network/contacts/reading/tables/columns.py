"""Finding cells by the words of their heading."""

import re
from collections.abc import Iterable, Iterator, Sequence

PUNCTUATION = re.compile(r"[\s\-_’'`:.]+")


def plain(heading: str) -> str:
    """Return a heading without case and punctuation: "E-mail 1 - Value" is "e mail 1 value"."""
    return PUNCTUATION.sub(" ", heading.strip().lstrip("\ufeff").lower()).strip()


class Columns:
    """Where each heading stands. A heading may stand there several times: the first cell that is filled counts."""

    def __init__(self, headings: Sequence[str]) -> None:
        self.places: dict[str, list[int]] = {}
        for index, heading in enumerate(headings):
            self.places.setdefault(plain(heading), []).append(index)

    def has(self, *headings: str) -> bool:
        return all(heading in self.places for heading in headings)

    def numbered(self, pattern: str) -> list[str]:
        """Return the headings that `pattern` makes with 1, 2, 3 … as long as there are such."""
        return [name for number in range(1, 31) if (name := pattern.format(number)) in self.places]

    def get(self, cells: Sequence[str], *headings: str) -> str:
        """Return the first filled cell below any of `headings`, in their order; "" if there is none."""
        return next(self.all(cells, headings), "")

    def all(self, cells: Sequence[str], headings: Iterable[str]) -> Iterator[str]:
        """Give every filled cell below `headings`, in their order."""
        for heading in headings:
            for index in self.places.get(heading, ()):
                if index < len(cells) and cells[index]:
                    yield cells[index]
