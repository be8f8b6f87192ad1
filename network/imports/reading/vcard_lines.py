"""The lines of one card: unfolded, decoded, and taken apart into name, parameters and value."""

import binascii
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from vobject.base import VObjectError, parseParams

from network.imports.reading.cards import BrokenCard
from network.imports.reading.decoding import Letters, by_charset, is_utf8
from network.imports.reading.twice import mended

NAMES = frozenset(["FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE"])
GROUPS = frozenset(["KIND", "X-ADDRESSBOOKSERVER-KIND", "X-EVOLUTION-LIST", "MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"])
ACCOUNTS = frozenset([
    "IMPP", "SOCIALPROFILE", "X-SOCIALPROFILE", "X-WHATSAPP", "X-SIGNAL", "X-VIBER", "X-TELEGRAM", "X-SIP", "URL",
])  # fmt: skip
PHONETIC = ("X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME")
OTHERS = frozenset([
    "NAME", "EMAIL", "TEL", "ADR", "NOTE", "CLASS", "UID", "CATEGORIES", "X-ABSHOWAS", "X-ABLABEL",
])  # fmt: skip
WANTED = NAMES | GROUPS | ACCOUNTS | OTHERS | {*PHONETIC}
"""All that we keep of a card. Photographs, birthdays and the rest are dropped before they are parsed."""

ALIASES = {
    "X-MS-TEL": "TEL", "PHONE": "TEL", "TELEPHONE": "TEL", "MOBILE": "TEL", "CELL": "TEL", "X-PHONE": "TEL",
    "X-TEL": "TEL", "E-MAIL": "EMAIL", "MAIL": "EMAIL", "X-EMAIL": "EMAIL",
}  # fmt: skip
"""What programs and people write instead; also before a dot, as in "PHONE.WORK"."""
CONTINUED = frozenset(["FN", "N", "ORG", "TITLE", "NOTE"])
"""Properties whose words may go on below, without the blank that folding asks for."""

HEAD = re.compile(r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:"[^"\n]*"|[^":;\n])*+)*+):')
LOOSE_HEAD = re.compile(r"(?:([\w-]+)\.)?([\w-]+)[ \t]*+(;[^:\n]*)?:")
"""For blanks before the parameters, and a quotation mark that is never closed."""
BLANKS_BEFORE_PARAMETERS = re.compile(r";[ \t]+")
VERSION = re.compile(rb"^VERSION[^:\n]{0,100}:[ \t]*2", re.IGNORECASE | re.MULTILINE)
FORMATTED_NAME = re.compile(rb"^(?:FN|N)(?:;[^:\n]{0,200})?:([^\n]{0,200})", re.IGNORECASE | re.MULTILINE)
HALF_A_LETTER = re.compile(rb"[ \t]=[89ABab][0-9A-Fa-f]")
ENOUGH_TIMES = 5
MOST_PROPERTIES = 5000  # of one card
MOST_CONTINUED = 20_000  # lines of one value; a note that is longer is cut, and its card says so
LONGEST_PARAMETERS = 2000
TYPES = frozenset(["TYPE", "X-SERVICE-TYPE", "SERVICE-TYPE"])
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
BARE_ENCODINGS = frozenset(["QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B"])


@dataclass(frozen=True, slots=True)
class Parameters:
    """`types` in capitals, with 2.1's bare ones; `rank` is 0 for the preferred one, else 1 to 100 as in 4.0."""

    types: frozenset[str] = frozenset()
    charset: str = ""
    encoding: str = ""
    rank: int = 101
    language: str = ""


class Line(NamedTuple):
    """One property. `value` is decoded, but its backslashes still stand. `old`: the rules of vCard 2.1 hold."""

    group: str
    name: str
    parameters: Parameters
    value: str
    old: bool


def lines_of(body: bytes, letters: Letters, *, folded: bool) -> list[Line]:
    """Return the properties of one card that we want, in their order. Lines that are none are left out.

    `letters` reads what is neither UTF-8 nor names its charset; `folded` is what `soft_breaks_are_folded` says.
    """
    old = VERSION.search(body) is not None
    body = unfolded(body, old=old, folded=folded)
    try:
        if not body.isascii() and letters.is_wide:
            raise ValueError
        text, one_byte = mended(body.decode("utf-8")), False
    except ValueError:
        text, one_byte = body.decode("latin-1"), True  # bytes kept as they are, until each line says its charset
    lines = []
    for group, name, parameters, values in properties(text):
        about, value = parameters_of(parameters), values[0] if len(values) == 1 else "\n".join(values)
        if one_byte or about.encoding:
            value = mended(decoded(value, about, letters, one_byte=one_byte))
        lines.append(Line(group, name, about, value, old))
    return lines


def properties(text: str) -> list[tuple[str, str, str, list[str]]]:
    """Return group, name, parameters and the lines of the raw value of each property that we want.

    Raises `BrokenCard` if they are too many for one card.
    """
    wanted: list[tuple[str, str, str, list[str]]] = []
    goes_on = False  # in the next line
    for line in text.split("\n"):
        head = HEAD.match(line) or LOOSE_HEAD.match(line)
        if head is None:
            if goes_on and line.strip() and len(wanted[-1][3]) < MOST_CONTINUED:
                wanted[-1][3].append(line)
            continue
        group, name, parameters = head.groups("")
        name = name.upper()
        if name not in WANTED:
            account = "X-WHATSAPP" if "WHATSAPP" in name else ""
            name = ALIASES.get(name, account) or (group and ALIASES.get(group.upper(), ""))
        goes_on = name in CONTINUED
        if name and len(wanted) >= MOST_PROPERTIES:
            raise BrokenCard(
                _("It has more than %(most)s lines, which is too many for one person.")
                % {"most": f"{MOST_PROPERTIES:,}"}
            )
        if name:
            wanted.append((group.lower(), name, parameters, [line[head.end() :]]))
    return wanted


def unfolded(body: bytes, *, old: bool, folded: bool) -> bytes:
    """Put each property on one line: soft breaks of quoted-printable first, then folding.

    Folding is undone before decoding, because it may cut a letter in two. In 2.1 the space that begins the next line is
    part of the text (vCard 2.1, section 2.1.3); later it is not (RFC 2425, 5.8.1; RFC 6350, 3.2).
    """
    if b"=\n" in body or b"= \n" in body:
        body = without_soft_breaks(body, folded=folded)
    kept = b" " if old else b""
    return body.replace(b"\n ", kept).replace(b"\n\t", kept)


def without_soft_breaks(body: bytes, *, folded: bool) -> bytes:
    """Join the lines of each quoted-printable value. `folded`: the blank that begins the next line is not of the text.

    Base64 may end in "=", too, and is left alone.
    """
    out = io.BytesIO()
    for line, goes_on, has_break in quoted_lines(body):
        if goes_on and folded and line[:1] in (b" ", b"\t"):
            line = line[1:]
        out.write(line.rstrip(b" \t")[:-1] if has_break else line + b"\n")
    return out.getvalue()


def quoted_lines(body: bytes) -> Iterator[tuple[bytes, bool, bool]]:
    """Give each line; whether it goes on from a soft break before it; and whether a soft break ends it."""
    inside = has_break = False
    for line in io.BytesIO(body):
        line = line.removesuffix(b"\n")
        goes_on = has_break
        if not goes_on:
            inside = b":" in line and b"QUOTED-PRINTABLE" in line[: line.find(b":")].upper()
        has_break = inside and line.rstrip(b" \t").endswith(b"=")
        yield line, goes_on, has_break


def soft_breaks_are_folded(bodies: Iterable[bytes]) -> bool:
    """Tell whether the program that wrote these cards folds after soft breaks, as Samsung's phones do.

    It does if each line after a soft break begins with a blank, and if this parts a letter of UTF-8, or happens in a
    card of version 3 or 4, or so often that it is no chance.
    """
    times, certain = 0, False
    for body in bodies:
        if b"=\n" not in body and b"= \n" not in body:
            continue
        old = VERSION.search(body) is not None
        in_unicode = b"CHARSET=UTF-8" in body.upper()
        for line, goes_on, _has_break in quoted_lines(body):
            if goes_on and line[:1] in (b" ", b"\t"):
                times += 1
                certain = certain or not old or (in_unicode and HALF_A_LETTER.match(line) is not None)
            elif goes_on and line:
                return False
    return times >= ENOUGH_TIMES or (certain and times > 0)


def decoded(value: str, about: Parameters, letters: Letters, *, one_byte: bool) -> str:
    """Return the value in letters. `one_byte`: the card is not UTF-8, each character of `value` stands for a byte."""
    if about.encoding == "QUOTED-PRINTABLE":
        data = binascii.a2b_qp(value.encode("latin-1" if one_byte else "utf-8"))
        return (
            in_utf8(data, letters) if about.charset in ("UTF-8", "UTF8") else by_charset(data, about.charset, letters)
        )
    if about.encoding in ("BASE64", "B"):
        try:
            data = binascii.a2b_base64(value)
        except ValueError:
            return ""
        if about.charset:
            return by_charset(data, about.charset, letters)
        return letters.read(data) if is_utf8(data) or not CONTROL.search(data) else ""  # else a picture
    return by_charset(value.encode("latin-1"), about.charset, letters) if one_byte else value


def in_utf8(data: bytes, letters: Letters) -> str:
    """Decode what says that it is UTF-8. Phones cut long values in the middle of the last letter: it is left out."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data[: error.start].decode("utf-8") if error.start >= len(data) - 3 else letters.read(data)


def parameters_of(text: str) -> Parameters:
    """Return what `text`, such as ";TYPE=HOME;PREF", says. The same few come again in every card, so they are kept."""
    if not text:
        return Parameters()
    return short_parameters(text) if len(text) <= 200 else read_parameters(text[:LONGEST_PARAMETERS])


def read_parameters(text: str) -> Parameters:
    types: set[str] = set()
    charset, encoding, rank, language = "", "", 101, ""
    try:
        parsed = parseParams(BLANKS_BEFORE_PARAMETERS.sub(";", text).rstrip())
    except VObjectError:
        parsed = []
    for name, *values in parsed:
        name = name.strip().upper()
        if name == "CHARSET" and values:
            charset = values[0].strip().upper()
        elif name == "ENCODING" and values:
            encoding = values[0].strip().upper()
        elif name == "PREF":
            rank = int(values[0]) if values and values[0].isdecimal() and len(values[0]) <= 3 else 0
        elif name == "LANGUAGE" and values:
            language = values[0].strip().lower()
        elif not values and name in BARE_ENCODINGS:
            encoding = name
        elif not values or name in TYPES:
            types.update(word.strip().upper() for value in values or [name] for word in value.split(","))
    return Parameters(frozenset(types), charset, encoding, 0 if "PREF" in types else rank, language)


short_parameters = lru_cache(maxsize=1024)(read_parameters)


def display_name_of(body: bytes, letters: Letters) -> str:
    """Return whom a broken card may be about, as far as that is plain to see; "" otherwise."""
    name = FORMATTED_NAME.search(body)
    return letters.read(name.group(1)).replace(";", " ").replace("\\", "") if name else ""
