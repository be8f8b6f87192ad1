"""What somebody is called, from the names that a file gives: which of them counts, and in which order its parts go."""

import html
import re
from collections.abc import Iterator, Sequence

from network.platform.text import tidy

EMAIL = re.compile(r"[^@\s<>\"(),;:\\\[\]‹›«»“”„]+@[^@\s<>\"(),;:\\\[\]/‹›«»“”„]+\.[^@\s<>\"(),;:\\\[\]/.‹›«»“”„]+")
LONGEST_NAME = 1000  # before it is shortened; what is longer was no name
PARTS = re.compile(r"[^\s<>\"(),;:\\\[\]‹›«»“”„]{3,254}")
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
AFTER_ADDRESS = re.compile(r"[?&]")
BRACKETS_LEFT = re.compile(r"[(<\[]\s*(?:mailto:\s*)?[)>\]]|mailto:|[<>]", re.IGNORECASE)
PAIRS = frozenset(['""', "“”", "„“", "„”", "''", "‘’", "()", "[]"])
EAST_ASIAN = re.compile(
    r"[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    r"\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]+"
)
HUNGARIAN_LETTERS = re.compile("[őűŐŰ]")
HUNGARIAN_NAMES = frozenset([
    "gábor", "lászló", "istván", "józsef", "zoltán", "ferenc", "györgy", "sándor", "béla", "attila", "tamás",
    "balázs", "csaba", "gyula", "imre", "lajos", "jános", "mihály", "miklós", "péter", "pál", "zsolt", "szilárd",
    "szabolcs", "árpád", "ákos", "bálint", "botond", "endre", "gergely", "géza", "jenő", "kálmán", "kristóf",
    "levente", "lóránt", "márton", "mátyás", "máté", "ottó", "rezső", "vilmos", "zsigmond", "katalin", "erzsébet",
    "ildikó", "zsuzsanna", "zsuzsa", "ágnes", "piroska", "zsófia", "boglárka", "csilla", "emese", "enikő", "gyöngyi",
    "hajnalka", "orsolya", "réka", "tímea", "tünde", "borbála", "andrás",
])  # fmt: skip
WORDS_OF_ADDRESS = re.compile(r"[._\-]+")
OF_FIRMS = frozenset([
    "info", "office", "hello", "hallo", "contact", "contacts", "kontakt", "kontor", "sales", "support", "help",
    "enquiries", "enquiry", "inquiries", "admin", "reception", "mail", "post", "team", "accounts", "billing",
    "bookings", "service", "shop", "noreply", "no-reply", "webmaster", "secretary", "secretariat", "buero",
    "contacto", "ventas", "biuro", "swyddfa",
])  # fmt: skip
LIST_MARK = re.compile(
    r"(?:[•·▪◦‣●○■□☐☑☒✓✔➤►][ ]*|[-–—*»>][ ]+|\[[ xX]?\][ ]*|\(\d{1,4}\)[ ]*|\d{1,4}\)[ ]*|\d{1,4}\.[ ]+|[a-z]\)[ ]+)"
    r"(?=[^\W_]|[+(\"'<“])"
)
"""What stands before each item of a list. Not "J. " and not "3.5"."""
PREFIX, GIVEN, MIDDLE, FAMILY, SUFFIX = range(5)


def tells_a_name(words: str) -> bool:
    """Tell whether a display name can stand for itself; if not, the parts of the name are looked at.

    It cannot if it is an e-mail address, has no letters, or is of East Asian letters, which programs of the West put
    in the wrong order.
    """
    if words.isascii() and "@" not in words:
        return words[:1].isalpha() or any(letter.isalpha() for letter in words)
    return bool(clean(words)) and not EAST_ASIAN.search(words) and any(letter.isalpha() for letter in words)


def without_entities(text: str) -> str:
    """Return "Tom & Jo" for "Tom &amp; Jo", as programs on the web write it into their files."""
    return ENTITY.sub(lambda entity: html.unescape(entity.group()), text) if "&" in text else text


def clean(words: str) -> str:
    """Return a name without the e-mail address and the marks that programs put around it."""
    name = tidy(without_entities(words[:LONGEST_NAME]), LONGEST_NAME)
    if "@" in name:
        name = tidy(BRACKETS_LEFT.sub("", without_emails(name)))
    name = without_list_mark(name.strip(" ,;"))
    while len(name) > 2 and name[0] + name[-1] in PAIRS:
        name = name[1:-1].strip(" ,;")
    return name


def without_list_mark(text: str) -> str:
    """Return a text without the mark or number that it has as an item of a list."""
    mark = LIST_MARK.match(text)
    return text[mark.end() :] if mark else text


def full_name(display_name: str, parts: Sequence[str], *, family_first: bool = False) -> str:
    """Return the name of somebody, "" if there is none. `parts` are prefix, given, middle, family, suffix.

    The display name counts, unless it says nothing or has the parts in an order that nobody of that name uses.
    """
    shown = clean(display_name)
    joined = clean(joined_parts(parts, family_first=family_first)) if any(parts) else ""
    if not shown or not joined:
        return shown or joined
    if not any(letter.isalpha() for letter in shown):
        return joined if any(letter.isalpha() for letter in joined) else shown
    return joined if EAST_ASIAN.search(shown) and same_letters(shown, joined) else shown


def joined_parts(parts: Sequence[str], *, family_first: bool = False) -> str:
    """Put the parts of a name in the order of its language: family name first in East Asia and Hungary."""
    parts = [*(part.strip() for part in parts), "", "", "", "", ""][:5]
    given, family = parts[GIVEN], parts[FAMILY]
    if is_east_asian(given) and is_east_asian(family):
        middle = parts[MIDDLE]
        between = "" if is_east_asian(middle) or not middle else " "
        return " ".join(part for part in (parts[PREFIX], family + given + between + middle, parts[SUFFIX]) if part)
    if family_first or is_hungarian(given, family):
        parts = [parts[PREFIX], family, given, parts[MIDDLE], parts[SUFFIX]]
    return " ".join(part for part in parts if part)


def is_east_asian(text: str) -> bool:
    """Tell whether a text is of Chinese, Japanese or Korean letters only."""
    return bool(text) and not text.isascii() and EAST_ASIAN.fullmatch(text) is not None


def is_hungarian(given: str, family: str) -> bool:
    """Tell a Hungarian name by letters that no other language has, or by a given name that few others have."""
    if given.isascii() and family.isascii():
        return False
    first = given.split()[0].lower() if given.split() else ""
    return bool(HUNGARIAN_LETTERS.search(given + family)) or first in HUNGARIAN_NAMES


def same_letters(shown: str, joined: str) -> bool:
    """Tell whether two names differ in order and blanks only."""
    return sorted("".join(shown.split())) == sorted("".join(joined.split()))


def name_in_address(email: str) -> str:
    """Return "Jo Bell" for jo.bell@example.com, and the address itself where no name is clear."""
    words = [word for word in WORDS_OF_ADDRESS.split(email.partition("@")[0].partition("+")[0]) if word]
    if 2 <= len(words) <= 3 and all(word.isalpha() for word in words) and any(len(word) > 2 for word in words):
        return " ".join(word.capitalize() for word in words)
    return email


def of_nobody(email: str) -> bool:
    """Tell whether an address is a firm's and no person's: info@, office@."""
    return email.partition("@")[0].lower() in OF_FIRMS


def emails_amid(text: str) -> Iterator[tuple[int, int]]:
    """Give where each e-mail address in `text` begins and ends. Linear, whatever the text."""
    for part in PARTS.finditer(text):
        at, end = part.span()
        while (sign := text.find("@", at, end)) >= 0:
            match = EMAIL.match(text, at, end)
            if match:
                yield match.span()
            at = match.end() if match else sign + 1
            while at < end and text[at] in "/.'":
                at += 1


def without_emails(text: str) -> str:
    pieces, last = [], 0
    for start, end in emails_amid(text):
        pieces.append(text[last:start])
        last = end
    return "".join([*pieces, text[last:]])


def addresses_in(text: str) -> Iterator[str]:
    """Give the e-mail addresses in `text`, without the marks around them and what a link adds."""
    for start, end in emails_amid(text):
        address = AFTER_ADDRESS.split(text[start:end], maxsplit=1)[0].strip("'`‘’*.")
        if EMAIL.fullmatch(address):
            yield address
