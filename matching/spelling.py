"""How names are written: folded for search, what they sound like, their order in a list. Plain functions.

All of them take time in proportion to the text, and none depends on a locale or a database, so that a list is in one
order everywhere.
"""

import re
import unicodedata
from functools import lru_cache

from matching.characters import normalized

STROKES = str.maketrans(
    {
        **dict(zip("łøđðħŋıəɛɔ", ["l", "o", "d", "d", "h", "n", "i", "e", "e", "o"], strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ß": "ss",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ـ": None,
        **dict.fromkeys("'’‘ʼʻ`´′ʹ‛\u200c\u200d\u00ad"),
    }
)
"""Letters that no decomposition takes apart, Persian forms of Arabic letters, and apostrophes, which join."""
NOT_LETTERS = re.compile(r"[\W_]+")


def _read(letters: str, readings: str) -> dict[str, str]:
    return dict(zip(letters, readings.split(), strict=True))


CYRILLIC = _read(
    "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґ",
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh sh y e yu ya i yi e g",
)
GREEK = _read("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
ARABIC = _read("ابتثجحخدذرزسشصضطظغفقكلمنهوي", "a b t th j H kh d dh r z s sh s d t z gh f q k l m n H w y")
PERSIAN = _read("عپچژگ", "a p ch zh g")
HEBREW = _read("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "a b g d h v z h t y k k l m m n n s a p f ts ts k r sh t")
IN_LATIN = CYRILLIC | GREEK | ARABIC | PERSIAN | HEBREW | dict.fromkeys("ъьء", "")

SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^mc(?=[^aeiouyh])", "mac"),
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps|^x", "s"),
        (r"^wh", "w"),
        (r"sch|tch|cz|sz|sh", "X"),
        (r"ch(?=[rlnmtk])", "k"),
        (r"ch", "X"),
        (r"ph", "f"),
        (r"^bh", "b"),
        (r"bh|mh", "v"),
        (r"H", "h"),
        (r"^gh", "g"),
        (r"gh(?=t|$)", ""),
        (r"[gk]h", "k"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"dg(?=e)|dj|^g(?=[eiy])", "j"),
        (r"ck|cc|qu?", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"^w", "v"),
        (r"([a-zX])\1+", r"\1"),
        (r"(?<=.)[hw]", ""),
        (r"^[aeiouy]+", "a"),
        (r"(?<=.)[aeiouy]+", ""),
    )
)
"""What English, Irish, Welsh, Arabic and South Asian names are spelt with, in the order in which they are replaced. In
the spirit of Metaphone (Philips 1990); vowels go, since they are what transliterations differ in."""

CIRCLED = {ord("a") + number: chr(0x24D0 + number) for number in range(26)}

LATIN, SCRIPT, OTHER, NONE = 1, 2, 3, 4
"""Groups of initials, in their order: A to Z, letters of other alphabets, scripts without an alphabet, no letter."""
WITHOUT_ALPHABET = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO", "YI ", "TANGUT", "KANGXI")
LONGEST = 20_000  # code points; a longer text is cut
INITIAL_BYTES = 4
MOST_KEY_BYTES = 400


def folded(text: str) -> str:
    """Return the words of `text` in lower case, without accents, apostrophes or punctuation, a space between them."""
    text = text[:LONGEST].casefold().translate(STROKES)
    if not text.isascii():
        text = "".join(letter for letter in normalized("NFKD", text, LONGEST) if not unicodedata.combining(letter))
        text = normalized("NFC", text.casefold().translate(STROKES), LONGEST)
        text = "".join(map(_in_ascii_digits, text))
    return NOT_LETTERS.sub(" ", text).strip()


def digits(text: str) -> str:
    """Return the decimal digits of `text`, of any script, as ASCII."""
    return "".join(_in_ascii_digits(letter) for letter in text if letter.isdecimal())


def _in_ascii_digits(letter: str) -> str:
    return letter if letter.isascii() or not letter.isdecimal() else str(unicodedata.decimal(letter))


def in_latin(word: str) -> str:
    """Return a folded word in Latin letters; "" if it has letters of which we know no reading."""
    if word.isascii():
        return word
    letters = [letter if letter.isascii() else IN_LATIN.get(letter) for letter in word]
    return "" if None in letters else "".join(filter(None, letters))


def marked(word: str) -> str:
    """Return `word` in circled letters, which no folded text holds, so that it can stand beside such texts."""
    return word.translate(CIRCLED)


@lru_cache(maxsize=32_768)
def sound_of(word: str) -> str:
    """Return the consonants that a folded word is heard by: "trk" for Tariq, Tarik and طارق.

    Returns "" where fewer than two are left, which too many names share.
    """
    sound = in_latin(word)
    if not sound.isalpha():
        return ""
    for pattern, replacement in SOUNDS:
        sound = pattern.sub(replacement, sound)
    return sound.lower() if len(sound.removeprefix("a")) > 1 else ""


def within_one_slip(one: str, other: str) -> bool:
    """Tell whether one letter more, less, other or two swapped make one word of the other (Damerau 1964). Linear."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1] == long[start : start + 2]
    return short[start + 1 :] == long[start + 1 :] or (swapped and short[start + 2 :] == long[start + 2 :])


RELATION_WORDS = """
mum mam mom dad brother sister son daughter aunt auntie aunty uncle gran nan grandad cousin niece nephew friend mate
neighbour boss husband wife partner
"""
RELATIONS = frozenset(RELATION_WORDS.split())
"""What somebody is to whoever writes "my … Dev"."""
BEFORE_A_NAME = re.compile(rf"(?:my|our)\s+(?:(?:{'|'.join(RELATION_WORDS.split())})\s+)*(?=\w)", re.IGNORECASE)
"""What stands before a name and is none: "my cousin Dev" is among D, and "my cousin" among C."""


def sort_key(name: str) -> bytes:
    """Return what `name` is put in order by, byte by byte: first its initial (see `initial_of`), then its letters.

    "Łukasz" is among L, "Émile" among E. Letters that are equal but for accents and case stand side by side.
    """
    words = folded(name[match.end() :] if (match := BEFORE_A_NAME.match(name)) else name)
    group, initial = _initial(words)
    head = bytes([group]) + ord(initial).to_bytes(INITIAL_BYTES - 1, "big")
    tail = normalized("NFC", name, MOST_KEY_BYTES).encode("utf-8", "replace")
    return (head + words.encode("utf-8", "replace") + b"\0" + tail)[:MOST_KEY_BYTES]


def _initial(words: str) -> tuple[int, str]:
    first = words[:1]
    if not first.isalpha():
        return NONE, "#"
    if "a" <= first <= "z":
        return LATIN, first.upper()
    if unicodedata.name(first, "").startswith(WITHOUT_ALPHABET):
        return OTHER, "\0"
    return SCRIPT, first.upper()[0]


def initial_of(key: bytes) -> tuple[int, str]:
    """Return the group and the letter of a sort key, or of its first four bytes. OTHER and NONE have no letter."""
    group = key[0]
    letter = chr(int.from_bytes(key[1:INITIAL_BYTES], "big"))
    return group, letter if group in (LATIN, SCRIPT) else ""
