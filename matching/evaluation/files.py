"""Read titles and occupations from CSV files. Faults of a file are reported, and rows left out are counted."""

import csv
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matching.evaluation.occupations import LabelledOccupation
from matching.vocabulary import normalised

GZIP = b"\x1f\x8b"
MAX_CELL = 1_000_000


class UnreadableFile(ValueError):
    """The file cannot be used; the message says why in plain words."""


@dataclass(frozen=True)
class Occupations:
    """The occupations of a file, in its order, with notes on its faults."""

    uris: Sequence[str]
    labelled: Sequence[LabelledOccupation]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Titles:
    """Titles, the index of the true occupation of each, and notes on the file's faults."""

    texts: Sequence[str]
    answers: Sequence[int]
    notes: Sequence[str] = ()


@dataclass
class _Row:
    preferred: str = ""
    alternatives: list[str] = field(default_factory=list)


def read_occupations(path: Path) -> Occupations:
    """Return the occupations of a CSV file with the columns uri, preferred and, optionally, alternatives.

    "|" separates alternatives. Rows with the same uri are merged. Raises `UnreadableFile`.
    """
    rows: dict[str, _Row] = {}
    faults: Counter[str] = Counter()
    for raw in _rows(path, needed=("uri", "preferred")):
        uri = raw.get("uri", "").strip()
        labels = _labels([raw.get("preferred", ""), *raw.get("alternatives", "").split("|")])
        if not uri or not labels:
            faults["rows without a uri or a label"] += 1
            continue
        faults["rows whose uri came before, joined to it"] += uri in rows
        row = rows.setdefault(uri, _Row(labels[0]))
        row.alternatives += labels
    if not rows:
        raise UnreadableFile(f"{path} names no occupation.")
    labelled = [
        LabelledOccupation(row.preferred, tuple(_labels([row.preferred, *row.alternatives]))) for row in rows.values()
    ]
    return Occupations(list(rows), labelled, _as_notes(faults))


def read_titles(path: Path, uris: Sequence[str]) -> Titles:
    """Return the titles of a CSV file with the columns title and uri whose uri is among `uris`.

    A title that is there twice counts twice. Raises `UnreadableFile`, also if no title is left.
    """
    index_of = {uri: index for index, uri in enumerate(uris)}
    texts, answers, seen = [], [], set()
    faults: Counter[str] = Counter()
    for raw in _rows(path, needed=("title", "uri")):
        title, uri = raw.get("title", "").strip(), raw.get("uri", "").strip()
        if not normalised(title):
            faults["rows without a title, left out"] += 1
        elif uri not in index_of:
            faults["titles whose uri is no occupation of the other file, left out"] += 1
        else:
            faults["rows that stood there before, counted again"] += (title, uri) in seen
            seen.add((title, uri))
            texts.append(title)
            answers.append(index_of[uri])
    if not texts:
        raise UnreadableFile(
            f"{path} has no title whose uri is among the occupations. {' '.join(_as_notes(faults))}".strip()
        )
    return Titles(texts, answers, _as_notes(faults))


def _labels(texts: Iterable[str]) -> list[str]:
    """Return the texts that are not empty, each once, in order."""
    distinct = {normalised(text): text.strip() for text in reversed(list(texts)) if normalised(text)}
    return list(reversed(distinct.values()))


def _as_notes(faults: Counter[str]) -> list[str]:
    return [f"{count:,} {what}." for what, count in faults.items() if count]


def _rows(path: Path, needed: Sequence[str]) -> Iterable[dict[str, str]]:
    """Return the rows as dictionaries with column names in lower case."""
    csv.field_size_limit(MAX_CELL)
    text = _text(path)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        header = [name.strip().casefold() for name in next(reader, [])]
        missing = [name for name in needed if name not in header]
        if missing:
            has = ", ".join(name for name in header if name) or "none"
            raise UnreadableFile(f"{path} needs the columns {' and '.join(needed)}. It has: {has[:200]}.")
        return [dict(zip(header, row, strict=False)) for row in reader if row]
    except csv.Error as error:
        raise UnreadableFile(f"{path} is not read as CSV: {error}.") from error


def _text(path: Path) -> str:
    """Return the text of the file, which may be compressed by gzip, whatever its name."""
    try:
        content = path.read_bytes()
        if content.startswith(GZIP):
            content = gzip.decompress(content)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path} is not UTF-8.") from error
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(f"{path} cannot be read: {error}.") from error
