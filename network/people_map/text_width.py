"""An upper bound for the width of a name, without a browser. Plain functions; widths in em."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from matching.characters import normalized

LONGEST_LABEL = 8.5
"""Em. Nine of ten names of the invented town are shorter."""
MOST_READ = 300  # characters of a name; a contact has no longer one
MOST_MARKS = 2  # accents on one letter; more are ornament, and grow into the lines above and below

# The widest of DejaVu Sans (as wide as Verdana), Liberation Sans and Atkinson Hyperlegible, as Chromium measured them:
# a page may be drawn before our own typeface has loaded, or without it.
_WIDEST = {
    0.28: "'ijl", 0.32: " ,.·’‘", 0.35: ":;|f¦", 0.39: "-/\\()[]t¹²³", 0.41: "!Ir¡", 0.5: '"*`ªº°',
    0.52: "Jsz“”", 0.56: "c?L_–", 0.59: "kvxy•", 0.62: "FTaoeß«»¿", 0.65: "bdghnpqu$0123456789{}€£", 0.68: "EKPSYAV",
    0.73: "BXZCRU", 0.79: "HND&GOQ", 0.84: "w#+<=>^~×", 0.86: "M", 0.98: "m%", 1.0: "W…—©®", 1.05: "æœǽÆŒǼ@",
}  # fmt: skip
_WIDTHS = {letter: width for width, letters in _WIDEST.items() for letter in letters}
_WIDE_CYRILLIC = frozenset("щшжюыфмъ")
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_SPELT_OUT = (0x01C4, 0x01F3)  # "Ǆ" and its like: two letters in one


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a person. `width` is in em. A label that is not `sure` may be wider, and is clipped."""

    text: str
    width: float
    sure: bool


def label_of(name: str, longest: float = LONGEST_LABEL) -> Label:
    """Return `name`, or a shorter form of it, at most `longest` em wide.

    "Ama Mensah" becomes "Ama M." or "Ama"; a single long word is cut with an ellipsis, never between a letter and its
    marks.
    """
    text = _without_piled_marks(normalized("NFC", name, MOST_READ))
    if (whole := _measured(text)).width <= longest:
        return whole
    words = text.split()
    for kept in range(len(words) - 1, 0, -1):
        first = " ".join(words[:kept])
        if words[kept][0].isupper() and (short := _measured(f"{first} {words[kept][0]}.")).width <= longest:
            return short
        if (shorter := _measured(first)).width <= longest:
            return shorter
    return _cut(words[0] if words else text, longest)


def _measured(text: str) -> Label:
    widths = [_width_of(letter) for letter in text]
    return Label(text, sum(width for width, _ in widths), all(sure for _, sure in widths))


def _cut(word: str, longest: float) -> Label:
    end, reached = 0, 0.0
    for place, letter in enumerate(word):
        if place and _begins_a_letter(word, place):
            end = place
        reached += _width_of(letter)[0]
        if reached > longest - _WIDTHS["…"]:
            break
    return _measured(word[:end] + "…")


def width_of(text: str) -> float:
    """Return an upper bound for the width of `text`, in em."""
    return sum(_WIDTHS.get(letter) or _width_of(letter)[0] for letter in text)


@lru_cache(maxsize=10_000)
def _width_of(letter: str) -> tuple[float, bool]:
    """Return the width of one character, and whether it is certain."""
    if (width := _WIDTHS.get(letter)) is not None:
        return width, True
    code, kind = ord(letter), unicodedata.category(letter)
    base = normalized("NFD", letter, 1)
    if base != letter and base in _WIDTHS and code < 0x2000:
        return _WIDTHS[base] + 0.12, True  # hooks and horns stand out at the side
    if kind in ("Mn", "Cf"):
        return 0.0, False
    if kind[0] == "L" and code < 0x0530 and not _SPELT_OUT[0] <= code <= _SPELT_OUT[1]:
        return _european(base, upper=kind != "Ll"), code < 0x0460
    return _foreign(letter, code, kind), False


def _european(letter: str, *, upper: bool) -> float:
    """Whether it is a Latin, Greek or Cyrillic letter without a width of its own in the table."""
    if letter.lower() in _WIDE_CYRILLIC:
        return 1.12 if upper else 0.96
    return 0.93 if upper else 0.85


def _foreign(letter: str, code: int, kind: str) -> float:
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.4 if kind == "So" or code >= 0x1F000 else 1.0
    if kind == "Mc":
        return 0.6
    return 1.5 if code >= 0x10000 or kind == "So" else 0.9


def _without_piled_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    piled = 0
    for letter in text:
        piled = piled + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if piled <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _begins_a_letter(text: str, place: int) -> bool:
    """Whether a new grapheme starts at `place`, and not a mark, a joined emoji, a skin tone or half of a flag.

    A simple part of Unicode's text segmentation (UAX 29), enough for cutting names.
    """
    letter, before = text[place], text[place - 1]
    if unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf") or "\U0001f3fb" <= letter <= "\U0001f3ff":
        return False
    if letter in _FLAG_LETTERS:  # two of these make a flag
        return (place - len(text[:place].rstrip(_FLAG_LETTERS))) % 2 == 0
    return before != "\u200d"
