"""Which encoding that is not Unicode a text is in, told by which of them makes words.

Every byte is a letter or a mark in most of these encodings, so that decoding seldom fails and proves nothing. Instead
each word is judged in each encoding: do its letters belong to one language, does its case run as it does in names, are
there marks amid letters, do vowels and consonants take turns? The encoding with the lowest cost wins; a cost of its own
stands for how rare it is.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from network.imports.reading.east_asian import wide_encoding_of
from network.imports.reading.given_names import GIVEN_NAMES

MOST_WORDS = 400
LONGEST_WORD = 40

WESTERN = (
    "äöüß", "éèêëçàâîïôûùœ", "áéíóúñü", "ãõçáéíóúâêôà", "àèéìòù", "åäöøæé", "áéíóúýðþæö", "çàèéíïòóúü", "ëéïèöü",
    "âêîôûïë", "áéíóú", "åäöšž",
)  # fmt: skip
CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ", "äöüß")
NORTHERN = (*WESTERN, "äõöüšž")
TURKISH = ("çğıiöşüâ",)  # the small letter of İ is an i with a dot above
BALTIC = ("āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž")
CYRILLIC = "оеаинтсрвлкмідпуяыьгзбчйхжшюєцщїэфъёґјљњћђўќѓџ"
GREEK = "αοιετνσρκπλυμηςγάίόέήδύώωβχθφξζψϊϋΐΰ"
HEBREW = "יולהארמשתבנםדחעקפטסגכןצזךףץ"
ARABIC = "ايلمنرهوتبدعسفحكقجطشخصأضغةذءزثىئإظؤآپچژگکـً"
"""The letters of Cyrillic, Greek, Hebrew and Arabic, the frequent ones first."""
SCRIPTS = frozenset([CYRILLIC, GREEK, HEBREW, ARABIC])

ENCODINGS: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    ("cp1252", 0, WESTERN),
    ("iso8859_15", 1.5, NORTHERN),
    ("mac_roman", 3, WESTERN),
    ("cp1250", 2, CENTRAL),
    ("iso8859_2", 2.5, CENTRAL),
    ("mac_latin2", 4, CENTRAL),
    ("cp1254", 3, TURKISH),
    ("cp1257", 4, BALTIC),
    ("cp850", 5, WESTERN),
    ("cp1251", 3, (CYRILLIC,)),
    ("koi8_r", 5, (CYRILLIC,)),
    ("cp866", 6, (CYRILLIC,)),
    ("iso8859_5", 6, (CYRILLIC,)),
    ("cp1253", 3, (GREEK,)),
    ("iso8859_7", 5, (GREEK,)),
    ("cp1255", 3, (HEBREW,)),
    ("cp1256", 3, (ARABIC,)),
    ("iso8859_6", 5, (ARABIC,)),
)
"""Name, how much it costs to choose it, and the alphabets of its languages."""

WORDS = re.compile(rb"[A-Za-z\x80-\xff]{1,%d}" % LONGEST_WORD)
BEFORE, AFTER = "“”„‘’‚«»–—\xa0", "“”„‘’‚«»–—…\xa0"  # marks that words have around them
VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýąęěůőűăı" + "аеиіоуыэюяєїё" + "αεηιουωάέήίόύώϊϋΐΰ")
FOREIGN, SYMBOL, UNDEFINED, MIXED, CASE = 6.0, 6.0, 12.0, 10.0, 5.0
KNOWN = -3.0
"""For a word that is a given name of some language, so that the one name of a short list tells."""
POINTS = "ًٌٍَُِّْ‌‍‎‏"
"""Marks of vowels, and what joins or parts letters, in Arabic and Hebrew."""
APOSTROPHES, DASHES = "’‘", "–—"
CLIPPED = re.compile(r"(?:s|t|d|m|ll|re|ve)\b")  # what follows the apostrophe of English


def encoding_of(texts: Iterable[bytes]) -> str:
    """Return the name of the likeliest encoding of `texts`, by their first words that are not ASCII."""
    words: dict[bytes, None] = {}
    lines: list[bytes] = []
    for text in texts:
        before = len(words)
        words.update((word, None) for word in WORDS.findall(text) if not word.isascii())
        if len(words) > before:
            lines.append(text)
        if len(words) >= MOST_WORDS:
            break
    sample = [*words][:MOST_WORDS]
    costs = {name: base + sum(cost_of(word, name, alphabets) for word in sample) for name, base, alphabets in ENCODINGS}
    best = min(costs, key=lambda name: costs[name])
    wide, cost = wide_encoding_of(lines)
    return wide if cost < costs[best] else best


def cost_of(data: bytes, encoding: str, alphabets: tuple[str, ...]) -> float:
    """Return how unlikely the word is in the encoding, 0 for one that is quite likely."""
    text = data.decode(encoding, "replace")
    word = text.lstrip(BEFORE).rstrip(AFTER)
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        return 0.3 + cost_of_marks(word)
    cost = 0.3 * (len(text) - len(word)) + cost_of_marks(word)
    special = [letter.lower()[0] for letter in letters if not letter.isascii()]
    if alphabets[0] in SCRIPTS:
        return cost + cost_of_script(word, letters, special, alphabets[0])
    if word.lower() in GIVEN_NAMES:
        return cost + KNOWN
    cost += min(sum(1.0 if letter in alphabet else FOREIGN for letter in special) for alphabet in alphabets)
    if len(letters) > 2 and len(special) * 2 > len(letters):
        cost += 3.0 * (len(special) - len(letters) / 2)
    return cost + cost_of_case(word) + cost_of_runs(word) + cost_of_places(word.lower())


def cost_of_marks(word: str) -> float:
    """Judge what is no letter amid letters."""
    cost = 0.0
    for at, letter in enumerate(word):
        if letter.isalpha() or letter.isspace():
            continue
        if letter == "\ufffd" or unicodedata.category(letter) == "Cc":
            cost += UNDEFINED
        elif letter in APOSTROPHES + DASHES:
            after = word[at + 1 :]
            fits = at == 1 or after[:1].isupper() or (letter in APOSTROPHES and CLIPPED.fullmatch(after))
            cost += 0.5 if fits else SYMBOL - 1
        elif letter == "´" and word[:at].isalpha():  # typed for an apostrophe
            cost += SYMBOL / 2
        elif letter not in POINTS or not at:
            cost += SYMBOL
    return cost


def cost_of_script(word: str, letters: list[str], special: list[str], alphabet: str) -> float:
    """Judge a word of another script: rare letters, case, Latin letters among them, accents and last letters."""
    rank = {letter: 0.5 + 0.1 * place for place, letter in enumerate(alphabet)}
    cost = sum(rank.get(letter, FOREIGN) for letter in special) + cost_of_case(word)
    if any(letter.isascii() for letter in letters):
        cost += MIXED
    if alphabet in (HEBREW, ARABIC):
        return cost + cost_of_last_letters(word)
    cost += 1.0 * word[:1].islower() + 3.0 * (word[:1].lower() in "ъыь")
    if alphabet == GREEK:
        lower = word.lower()
        cost += 2.0 * max(0, sum(letter in "άέήίόύώΐΰ" for letter in lower) - 1)
        cost += 3.0 * (lower[:-1].count("ς") + lower.endswith("σ")) if len(lower) > 1 else 0.0
    return cost + cost_of_runs(word)


def cost_of_last_letters(word: str) -> float:
    """Judge letters that stand at the end of a word only, or never there."""
    cost = 3.0 * sum(letter in "םןךףץةى" for letter in word[:-1])
    return cost + (2.0 * (word[-1] in "מנכצ") + 3.0 * (word[0] in "ءئؤةى") if len(word) > 1 else 0.0)


def cost_of_case(word: str) -> float:
    """Judge capitals that follow small letters, where one of the two is not ASCII, and capitals within a word."""
    within = 0
    if not word.isupper():
        pairs = zip(word, word[1:], word[2:], strict=False)
        within = sum(a.isupper() and b.isupper() and not b.isascii() and c.isalpha() for a, b, c in pairs)
    return CASE * (within + sum(a.islower() and b.isupper() and not (a + b).isascii() for a, b in pairwise(word)))


def cost_of_runs(word: str) -> float:
    """Judge vowels or consonants that come in a row, where one of them is not ASCII."""
    cost, run, kind, special = 0.0, 0, False, False
    for letter in [*word.lower(), " "]:
        is_vowel = letter in VOWELS
        if run and letter.isalpha() and is_vowel == kind:
            run, special = run + 1, special or not letter.isascii()
            continue
        if special and run > 2:
            cost += (2.5 if run == 3 else 3.5) if kind else (1.5 if run == 3 else 3.0)
        run, kind, special = int(letter.isalpha()), is_vowel, not letter.isascii()
    return cost


def cost_of_places(word: str) -> float:
    """Judge letters that stand where their languages do not put them."""
    cost = 0.0
    for at, letter in enumerate(word):
        after = word[at + 1 : at + 2]
        if letter == "õ" and after != "e":
            cost += 3.0
        elif letter == "ã" and after not in ("o", "e", ""):
            cost += 2.0
        elif letter in "ìùò" and after:
            cost += 1.5
        elif letter in "œ" and after != "u" and at:
            cost += 4.0
        elif is_misplaced(letter, word[:at], after):
            cost += 2.0
        elif letter == "ý" and (not after or word.count("ý") > 1):
            cost += 1.5
    return cost


def is_misplaced(letter: str, before: str, after: str) -> bool:
    """Tell whether a letter stands where none of its languages has it: "Èapek", "Graæ", "Ayþe", "üukasz"."""
    if letter in "èê":
        return after != "" and after in VOWELS
    if letter == "æ":
        return before != "" and not after
    if letter == "þ":
        return before != "" and before[-1] in VOWELS
    return letter in "öü" and after in ("a", "o", "u")
