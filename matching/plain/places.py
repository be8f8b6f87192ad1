"""Places, put aside: where it is does not say what the work is.

The names of places are from GeoNames, CC BY 4.0; see data/ATTRIBUTION.txt.
"""

import gzip
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from matching.plain.notices import tidy
from matching.vocabulary import vocabulary
from matching.vocabulary.words import words_of

DATA = Path(__file__).parent / "data" / "places.txt.gz"
LONGEST_NAME = 4
"""Words of a place's name."""

_WORD = r"[^\W\d_][\w'’.&-]*"
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b|(?<=\bin )[A-Z]{1,2}\d{1,2}\b")
_AFTER = re.compile(
    r"\b(?:based in|living in|lives in|live in|in and around|in|near|nr|around|round|outside|across|from|at|"
    r"over in|down in|up in|out in)\s+(?:the\s+)?"
    rf"(?P<place>{_WORD}(?:\s{_WORD}){{0,5}})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(\s*[()\[\]|@]\s*|,\s*|/\s*|\s+[-–—]+\s*|[-–—]+\s+|:\s)")
_MARKS = ",;.!?"
_PLACES_IN_TITLES = frozenset({"london", "hackney", "manchester", "oxford", "cambridge", "lincoln"})
_AROUND = frozenset(
    {
        "area", "areas", "town", "city", "centre", "center", "region", "district", "suburb", "village", "north",
        "south", "east", "west", "central", "greater", "upper", "lower", "inner", "outer", "near", "branch", "uk",
        "england", "scotland", "wales", "based", "in", "at", "only", "and", "locally", "nationwide", "midlands",
    }
)  # fmt: skip
_NAMES_A_PLACE = r"(?:based in|living in|lives in|live in|near|nr|around|outside) "
"""What only places stand after; after "in" stand fields and firms as well."""
# fmt: off
_ALSO_WORDS = frozenset(
    {
        "aba", "angel", "art", "ash", "ball", "bank", "bar", "barking", "barrow", "bath", "battle", "beer", "best",
        "bow", "box", "bridge", "brook", "bull", "bury", "care", "chard", "cheddar", "church", "college", "cologne",
        "cork", "court", "cross", "data", "deal", "derby", "ely", "eye", "flint", "ford", "forest", "garden",
        "grange", "green", "hale", "hall", "hay", "hill", "home", "hook", "hope", "house", "hull", "kitchen", "lake",
        "lane", "leather", "leek", "limerick", "male", "manor", "march", "market", "mill", "mobile", "mold", "moor",
        "mount", "newport", "nice", "of", "orange", "oval", "over", "park", "poole", "port", "reading", "ring",
        "rugby", "rye", "sale", "sandwich", "sawyers", "sea", "seal", "send", "shop", "split", "station", "stilton",
        "stone", "strand", "street", "temple", "tours", "ware", "wash", "well", "wells", "wing", "wood", "wool",
        "work", "yard",
    }
)
# fmt: on
"""Places whose name is an ordinary word, which in small letters it is then."""


@lru_cache(maxsize=1)
def _places() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return all places; those whose name is no other word; and of these the large, whose bare name is enough."""
    rows = [row.split("\t") for row in gzip.decompress(DATA.read_bytes()).decode().splitlines()]
    words = _ALSO_WORDS | {word for word in vocabulary().with_word if word not in _PLACES_IN_TITLES}
    every = frozenset(name for name, _ in rows)
    return every, every - words, frozenset(name for name, size in rows if size == "1" and name not in words)


def without_places(text: str) -> str:
    """Return `text` without "in Leeds", "(Leeds)", ", Leeds" and "Leeds" before or after the work, and postcodes."""
    if not text:
        return text
    mixed = not text.isupper() and not text.islower()
    text = _POSTCODE.sub(lambda found: found[0] if found[0] == text else " ", text) if mixed else text
    text = _AFTER.sub(lambda found: _after_preposition(found, mixed=mixed), text)
    return tidy(_bare(_without_segments(text, capitals=mixed and not text.istitle())))


def _after_preposition(found: re.Match[str], *, mixed: bool) -> str:
    words = found["place"].split()
    taken = max(_known(words, capitals=mixed), _looks_like_place(words, found[0]) if mixed else 0)
    if not taken:
        return found[0]
    ends = found["place"].endswith(",")
    return " ".join(["", *words[taken:]]) + ("," if ends else "")


def _known(words: Sequence[str], *, capitals: bool) -> int:
    """Return how many of the first words are the name of a place, and of what stands around it.

    `capitals` says that capital letters mean something in this text.
    """
    around = 0
    while around < len(words) - 1 and _folded(words[around]) in _AROUND:
        around += 1
    for length in range(min(LONGEST_NAME, len(words) - around), 0, -1):
        name = words[around : around + length]
        known = _places()[0] if capitals and all(word[0].isupper() for word in name) else _places()[1]
        if _folded(" ".join(name)) in known:
            taken = around + length
            while taken < len(words) and _folded(words[taken]) in _AROUND - {"in", "at", "and", "near"}:
                taken += 1
            return taken
    return 0


def _looks_like_place(words: Sequence[str], phrase: str) -> int:
    """Return how many of the first words are in capitals and of no trade: a place that no list has, after "in"."""
    if not re.match(_NAMES_A_PLACE, phrase, re.IGNORECASE):
        return 0
    taken = 0
    for word in words[:LONGEST_NAME]:
        folded = _folded(word)
        if not word[0].isupper() or word.isupper() or folded in vocabulary().with_word:
            break
        taken += 1
    return taken


def _without_segments(text: str, *, capitals: bool) -> str:
    """Leave out what stands between brackets, commas or dashes, or after the last, and is a place and nothing else."""
    parts = _BETWEEN.split(text)
    for at in range(2, len(parts), 2):
        words = parts[at].split()
        if words and _known(words, capitals=capitals) == len(words):
            parts[at] = ""
            if parts[at - 1].strip() not in ("(", "["):
                parts[at - 1] = " "
    return "".join(parts)


def _bare(text: str) -> str:
    """Leave out large places wherever they stand, but not the mark after them, unless nothing else is left."""
    words = text.split()
    out: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            if _folded(" ".join(words[at : at + length])) in _places()[2]:
                at += length
                if out and words[at - 1][-1] in _MARKS and at < len(words):
                    out[-1] = out[-1].rstrip(_MARKS) + words[at - 1][-1]
                break
        else:
            out.append(words[at])
            at += 1
    return " ".join(out) if out else text


def _folded(name: str) -> str:
    return " ".join(words_of(name))
