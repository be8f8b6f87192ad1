"""Reading who knows whom from an edge list: "a b" a line."""

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

GZIP = b"\x1f\x8b"
NAME = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,60}"
)  # the part of an e-mail address before the @, without its oddities


class UnreadableEdgeList(Exception):
    """The file is no edge list. Says in which line, and why."""


def read_edge_list(path: Path) -> list[tuple[str, str]]:
    """Return the pairs in `path`, plain or gzipped: each once, whichever way round, sorted; names in lower case.

    A `#` starts a comment. What follows the two names in a line, weights for instance, is passed over, and so is
    anybody's tie to themselves. Raises `UnreadableEdgeList`.
    """
    found = set()
    for number, line in enumerate(_lines(path), start=1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        if len(words) < 2:
            raise UnreadableEdgeList(f"Line {number} holds one name, not two: {line.strip()[:60]!r}.")
        for word in words[:2]:
            if not NAME.fullmatch(word) or ".." in word or word.endswith("."):
                raise UnreadableEdgeList(f"Line {number}: {word[:60]!r} cannot be part of an e-mail address.")
        low, high = sorted(word.lower() for word in words[:2])
        if low != high:
            found.add((low, high))
    return sorted(found)


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == GZIP
        with gzip.open(path, "rt", encoding="utf-8-sig") if packed else path.open(encoding="utf-8-sig") as text:
            yield from text
    except UnicodeDecodeError as error:
        raise UnreadableEdgeList(f"{path} is not text in UTF-8.") from error
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableEdgeList(f"{path} cannot be read: {error}") from error
