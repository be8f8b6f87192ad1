"""Remove places and postcodes. The names of places are from GeoNames, CC BY 4.0; see data/ATTRIBUTION.txt."""

import gzip
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from matching.redaction.notices import tidy
from matching.vocabulary import vocabulary
from matching.vocabulary.tokenizer import words_of

DATA = Path(__file__).parent / "data" / "places.txt.gz"
MAX_NAME_WORDS = 4

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
_BEFORE_PLACE = re.compile(r"(?:based in|living in|lives in|live in|near|nr|around|outside) ", re.IGNORECASE)
"""Words that only places follow; "in" is also followed by fields and firms."""
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
"""Place names that are ordinary words, and are taken for these in lower case."""


@lru_cache(maxsize=1)
def _places() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return all places; those whose name is no other word; and the large ones of these, which need no context."""
    rows = [row.split("\t") for row in gzip.decompress(DATA.read_bytes()).decode().splitlines()]
    words = _ALSO_WORDS | {word for word in vocabulary().with_word if word not in _PLACES_IN_TITLES}
    names = frozenset(name for name, _ in rows)
    return names, names - words, frozenset(name for name, size in rows if size == "1" and name not in words)


def without_places(text: str) -> str:
    """Return `text` without postcodes and places: "in Leeds", "(Leeds)", ", Leeds", "Leeds" around the work."""
    if not text:
        return text
    mixed = not text.isupper() and not text.islower()
    text = _POSTCODE.sub(lambda match: match[0] if match[0] == text else " ", text) if mixed else text
    text = _AFTER.sub(lambda match: _after_preposition(match, mixed=mixed), text)
    return tidy(_without_large_places(_without_segments(text, capitals=mixed and not text.istitle())))


def _after_preposition(match: re.Match[str], *, mixed: bool) -> str:
    words = match["place"].split()
    count = max(_place_words(words, capitals=mixed), _unlisted_place_words(words, match[0]) if mixed else 0)
    if not count:
        return match[0]
    ends_in_comma = match["place"].endswith(",")
    return " ".join(["", *words[count:]]) + ("," if ends_in_comma else "")


def _place_words(words: Sequence[str], *, capitals: bool) -> int:
    """Return how many of the first words are a place name and the words around it ("central", "area").

    `capitals` says whether capital letters mean something in this text.
    """
    around = 0
    while around < len(words) - 1 and _folded(words[around]) in _AROUND:
        around += 1
    for length in range(min(MAX_NAME_WORDS, len(words) - around), 0, -1):
        name = words[around : around + length]
        places = _places()[0] if capitals and all(word[0].isupper() for word in name) else _places()[1]
        if _folded(" ".join(name)) in places:
            count = around + length
            while count < len(words) and _folded(words[count]) in _AROUND - {"in", "at", "and", "near"}:
                count += 1
            return count
    return 0


def _unlisted_place_words(words: Sequence[str], phrase: str) -> int:
    """Return how many of the first words look like a place that is not listed: capitalised and in no title of work."""
    if not _BEFORE_PLACE.match(phrase):
        return 0
    count = 0
    for word in words[:MAX_NAME_WORDS]:
        if not word[0].isupper() or word.isupper() or _folded(word) in vocabulary().with_word:
            break
        count += 1
    return count


def _without_segments(text: str, *, capitals: bool) -> str:
    """Remove each segment between brackets, commas or dashes that is a place and nothing else."""
    parts = _BETWEEN.split(text)
    for at in range(2, len(parts), 2):
        words = parts[at].split()
        if words and _place_words(words, capitals=capitals) == len(words):
            parts[at] = ""
            if parts[at - 1].strip() not in ("(", "["):
                parts[at - 1] = " "
    return "".join(parts)


def _without_large_places(text: str) -> str:
    """Remove large places anywhere in `text`, but not the punctuation after them; all of it if nothing else is left."""
    words = text.split()
    kept: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(MAX_NAME_WORDS, len(words) - at), 0, -1):
            if _folded(" ".join(words[at : at + length])) in _places()[2]:
                at += length
                if kept and words[at - 1][-1] in _MARKS and at < len(words):
                    kept[-1] = kept[-1].rstrip(_MARKS) + words[at - 1][-1]
                break
        else:
            kept.append(words[at])
            at += 1
    return " ".join(kept) if kept else text


def _folded(name: str) -> str:
    return " ".join(words_of(name))
