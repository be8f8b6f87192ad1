"""The lines of one card: unfolded, decoded, and taken apart into name, parameters and value."""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vobject.base import VObjectError, parseParams

from network.contacts.reading.decoding import by_charset

NAMES = frozenset(["FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE"])
WANTED = NAMES | frozenset(["EMAIL", "TEL", "ADR", "NOTE", "KIND", "CLASS", "X-ABLABEL", "X-ADDRESSBOOKSERVER-KIND"])
"""All that we keep of a card. Photographs, birthdays and the rest are dropped before they are parsed."""

HEAD = re.compile(r'(?:([\w-]+)\.)?([\w-]+)((?:;(?:"[^"\n]*"|[^":;\n])*+)*+):')
LOOSE_HEAD = re.compile(r"(?:([\w-]+)\.)?([\w-]+)(;[^:\n]*)?:")  # a quotation mark that is never closed
VERSION = re.compile(rb"^VERSION[^:\n]{0,100}:[ \t]*2", re.IGNORECASE | re.MULTILINE)
FORMATTED_NAME = re.compile(rb"^(?:FN|N)(?:;[^:\n]{0,200})?:([^\n]{0,200})", re.IGNORECASE | re.MULTILINE)
LONGEST_PARAMETERS = 2000
BARE_ENCODINGS = frozenset(["QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B"])


@dataclass(frozen=True, slots=True)
class Parameters:
    """`types` in capitals, with 2.1's bare ones; `rank` is 0 for the preferred one, else 1 to 100 as in 4.0."""

    types: frozenset[str] = frozenset()
    charset: str = ""
    encoding: str = ""
    rank: int = 101


@dataclass(frozen=True, slots=True)
class Line:
    """One property. `value` is decoded, but its backslashes still stand. `old`: the rules of vCard 2.1 hold."""

    group: str
    name: str
    parameters: Parameters
    value: str
    old: bool


def lines_of(body: bytes) -> Iterator[Line]:
    """Give the properties of one card that we want, in their order. Lines that are none are left out."""
    old = VERSION.search(body) is not None
    body = unfolded(body, old=old)
    try:
        text, one_byte = body.decode("utf-8"), False
    except ValueError:
        text, one_byte = body.decode("latin-1"), True  # bytes kept as they are, until each line says its charset
    for line in text.split("\n"):
        head = HEAD.match(line) or LOOSE_HEAD.match(line)
        if head is None or (name := head.group(2).upper()) not in WANTED:
            continue
        about = parameters_of(head.group(3) or "")
        yield Line((head.group(1) or "").lower(), name, about, decoded(line[head.end() :], about, one_byte), old)


def unfolded(body: bytes, *, old: bool) -> bytes:
    """Put each property on one line: soft breaks of quoted-printable first, then folding.

    Folding is undone before decoding, because it may cut a letter in two. In 2.1 the space that begins the next line is
    part of the text (vCard 2.1, section 2.1.3); later it is not (RFC 2425, 5.8.1; RFC 6350, 3.2).
    """
    if b"=\n" in body or b"= \n" in body:
        body = without_soft_breaks(body)
    kept = b" " if old else b""
    return body.replace(b"\n ", kept).replace(b"\n\t", kept)


def without_soft_breaks(body: bytes) -> bytes:
    """Join the lines of each quoted-printable value. Base64 may end in "=", too, and is left alone."""
    pieces: list[bytes] = []
    inside = False
    for line in body.split(b"\n"):
        if not inside and b":" in line:
            inside = b"QUOTED-PRINTABLE" in line[: line.find(b":")].upper()
        bare = line.rstrip(b" \t")
        inside = inside and bare.endswith(b"=")
        pieces.append(bare[:-1] if inside else line + b"\n")
    return b"".join(pieces)


def decoded(value: str, about: Parameters, one_byte: bool) -> str:
    """Return the value in letters. `one_byte`: the card is not UTF-8, each character of `value` stands for a byte."""
    if about.encoding == "QUOTED-PRINTABLE":
        data = binascii.a2b_qp(value.encode("latin-1" if one_byte else "utf-8"))
        return in_utf8(data) if about.charset in ("UTF-8", "UTF8") else by_charset(data, about.charset)
    if about.encoding in ("BASE64", "B"):
        try:
            return binascii.a2b_base64(value).decode("utf-8")
        except ValueError:  # a picture, or nothing that we could read
            return ""
    return by_charset(value.encode("latin-1"), about.charset) if one_byte else value


def in_utf8(data: bytes) -> str:
    """Decode what says that it is UTF-8. Phones cut long values in the middle of the last letter: it is left out."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data[: error.start].decode("utf-8") if error.start >= len(data) - 3 else by_charset(data, "")


def parameters_of(text: str) -> Parameters:
    """Return what `text`, such as ";TYPE=HOME;PREF", says. The same few come again in every card, so they are kept."""
    if not text:
        return Parameters()
    return short_parameters(text) if len(text) <= 200 else read_parameters(text[:LONGEST_PARAMETERS])


def read_parameters(text: str) -> Parameters:
    types: set[str] = set()
    charset, encoding, rank = "", "", 101
    try:
        parsed = parseParams(text)
    except VObjectError:
        parsed = []
    for name, *values in parsed:
        name = name.upper()
        if name == "CHARSET" and values:
            charset = values[0].strip().upper()
        elif name == "ENCODING" and values:
            encoding = values[0].strip().upper()
        elif name == "PREF":
            rank = int(values[0]) if values and values[0].isdecimal() and len(values[0]) <= 3 else 0
        elif not values and name in BARE_ENCODINGS:
            encoding = name
        elif not values or name == "TYPE":
            types.update(word.strip().upper() for value in values or [name] for word in value.split(","))
    return Parameters(frozenset(types), charset, encoding, 0 if "PREF" in types else rank)


short_parameters = lru_cache(maxsize=1024)(read_parameters)


def display_name_of(body: bytes) -> str:
    """Return whom a broken card may be about, as far as that is plain to see; "" otherwise."""
    name = FORMATTED_NAME.search(body)
    return by_charset(name.group(1), "").replace(";", " ").replace("\\", "") if name else ""
