"""Texts that were encoded twice: UTF-8 that some program read as one byte a letter, "MÃ¼ller", and wrote anew.

Each piece of a text is undone by itself, since often only some rows of a file went through such a program. A piece is
undone if all of it turns into UTF-8 when it is encoded again, and into letters that names and notes have: in ordinary
words letters of the right kinds do not follow one another so.
"""

import re

WINDOWS = {chr(byte): byte for byte in range(256)} | {
    bytes([byte]).decode("cp1252"): byte for byte in range(256) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""The letters of Windows-1252, and the control characters that ISO-8859-1 has in their stead."""
CODECS = ("mac_roman", "cp1251", "cp1250", "cp850")
MOST_TIMES = 3


def pairs_of(codec: str) -> str:
    """Return a pattern of the letters that the first two bytes of one of UTF-8 become."""
    lead, after = (set_of(first, last, codec) for first, last in ((0xC2, 0xF4), (0x80, 0xBF)))
    return f"[{lead}][{after}]"


def set_of(first: int, last: int, codec: str) -> str:
    if codec == "cp1252":
        return re.escape("".join(letter for letter, byte in WINDOWS.items() if first <= byte <= last))
    return re.escape(bytes(range(first, last + 1)).decode(codec, "ignore"))


SUSPECT = re.compile("|".join(map(pairs_of, ("cp1252", *CODECS))))
PIECES = re.compile(r"[^\x00-\x7f][^\x00-\x20,;:<>\"|=()\[\]]*")
ONE_LETTER = re.compile("[\xa0-\u017f\u0218-\u021b\u1e00-\u1eff\u2010-\u203a\u20ac\u2122\ufb01\ufb02]")
"""Western and Central European letters and marks: of these one is enough."""
LETTERS = re.compile(
    "[\u0370-\u03ff\u0401-\u045f\u0490\u0491\u05d0-\u05ea\u0620-\u064a\u0660-\u0669\u0679-\u06d3\u0900-\u0dff\u0e00-\u0e7f"
    "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff9f\u2600-\u27bf\u200d\ufe0f\U0001f000-\U0001faff]"
)
"""Letters of other scripts and small pictures: of these there are two at least."""
ASCII_LETTER = re.compile("[A-Za-z]")


def mended(text: str) -> str:
    """Return `text` with each piece that was encoded twice, or three times, as it was meant."""
    for _time in range(MOST_TIMES):
        if text.isascii() or not SUSPECT.search(text):
            break
        text = PIECES.sub(undone, text)
    return text


def undone(match: re.Match[str]) -> str:
    piece = match.group()
    if not SUSPECT.search(piece):
        return piece
    for codec in ("cp1252", *CODECS):
        meant = piece
        for _time in range(MOST_TIMES):
            try:
                meant = encoded(meant, codec).decode("utf-8")
            except (KeyError, UnicodeError):
                break
            if makes_sense(meant, often=codec == "cp1252"):
                return meant
    return piece


def encoded(text: str, codec: str) -> bytes:
    """Return the bytes that a text was before. Raises KeyError or UnicodeError if it cannot come from this encoding."""
    return bytes(WINDOWS[letter] for letter in text) if codec == "cp1252" else text.encode(codec)


def makes_sense(meant: str, *, often: bool = True) -> bool:
    """Tell whether the piece has letters of people, of one script or two at least of another.

    `often`: programs often read UTF-8 so. Then one letter of East Asia is enough: it was three before.
    """
    special = [letter for letter in meant if not letter.isascii()]
    western = sum(ONE_LETTER.match(letter) is not None for letter in special)
    others = [letter for letter in special if not ONE_LETTER.match(letter)]
    if not all(LETTERS.match(letter) for letter in others):
        return False
    pictures = sum(letter > "\u2600" and (often or not "\u3000" <= letter <= "\uffff") for letter in others)
    return bool(western or pictures) or (len(others) > 1 and not ASCII_LETTER.search(meant))
