"""The cards of a vCard file, each apart."""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

STRAY = rb"[^A-Za-z0-9\n]{0,20}"
"""What may stand beside a mark: commas, quotation marks, the byte order mark of UTF-16, DOS's mark of a file's end."""
MARK = re.compile(rb"^(?:(BEGIN)|END)[ \t]*:[ \t]*VCARD[ \t]*+%b$" % STRAY, re.IGNORECASE | re.MULTILINE)
AGENT = re.compile(rb"^AGENT[^\n:]{0,200}:[ \t]*$", re.IGNORECASE)
JOINED = re.compile(rb"(END[ \t]*:[ \t]*VCARD)[ \t]*+%b(?=BEGIN[ \t]*:[ \t]*VCARD)" % STRAY, re.IGNORECASE)
INDENTED = re.compile(
    rb"^([ \t>]*+%b)(?:(BEGIN)|END)[ \t]*:[ \t]*VCARD[ \t]*+%b$" % (STRAY, STRAY), re.IGNORECASE | re.MULTILINE
)


class RawCard(NamedTuple):
    """The lines between BEGIN and END, and what is wrong with where they end ("" if nothing)."""

    body: bytes
    problem: str = ""


def holds_vcards(data: bytes) -> bool:
    """Tell whether there is a card in `data`, also one without an end."""
    return any(mark.group(2) for mark in INDENTED.finditer(data))


def with_marks_apart(data: bytes) -> bytes:
    """Return `data` with each BEGIN and END on a line of its own and at its start, whatever put them elsewhere.

    Programs join cards without a line end, or with a comma; people paste them indented, or quoted as in a letter.
    """
    marks = data.upper()
    if marks.count(b"BEGIN:VCARD") == marks.count(b"\nBEGIN:VCARD") + marks.startswith(b"BEGIN:VCARD"):
        return data
    return without_indents(JOINED.sub(rb"\1\n", data))


def without_indents(data: bytes) -> bytes:
    """Take from each line of a card what stands before its BEGIN."""
    out = io.BytesIO()
    indent, depth = b"", 0
    for line in io.BytesIO(data):
        mark = INDENTED.match(line)
        if mark and mark.group(2) and not depth:
            indent = mark.group(1)
        if mark:
            depth = depth + 1 if mark.group(2) else max(depth - 1, 0)
        out.write(line[len(indent) :] if indent and line.startswith(indent) else line)
    return out.getvalue()


def split(data: bytes) -> Iterator[RawCard]:
    """Give every card in the order of the file. What stands outside of cards is left out.

    A card that begins inside another one is that one's AGENT in vCard 2.1, and not a person of the member's; in any
    other place it ends the first one, whose END is missing. So does the end of the file, unless it cuts a line in two.
    """
    pieces: list[bytes] = []  # of the card that is open, without its agents
    start, depth = 0, 0
    for mark in MARK.finditer(data):
        if not mark.group(1):
            if depth == 1:
                yield RawCard(b"".join([*pieces, data[start : mark.start()]]))
            depth, start = max(depth - 1, 0), mark.end()
        elif depth and is_agent(data, start, mark.start()):
            if depth == 1:
                pieces.append(data[start : mark.start()])
            depth += 1
        else:
            if depth:
                yield RawCard(b"".join([*pieces, data[start : mark.start()]]))
            pieces, start, depth = [], mark.end(), 1
    if depth:
        yield RawCard(b"".join([*pieces, data[start:]]), "" if data.endswith(b"\n") else breaks_off())


def is_agent(data: bytes, start: int, end: int) -> bool:
    """Tell whether the last line before `end` says that the card there is an agent's."""
    before = data[max(start, end - 300) : end].rstrip(b"\n")
    return bool(AGENT.match(before[before.rfind(b"\n") + 1 :]))


def breaks_off() -> str:
    return _("It stops part of the way through.")
