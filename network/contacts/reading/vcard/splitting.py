"""Where one card ends and the next begins, so that a broken one spoils no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

MARK = re.compile(rb"^(?:(BEGIN)|END)[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
AGENT = re.compile(rb"^AGENT[^\n:]{0,200}:[ \t]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawCard:
    """The lines between BEGIN and END, and what is wrong with where they end ("" if nothing)."""

    body: bytes
    problem: str = ""


def holds_vcards(data: bytes) -> bool:
    """Tell whether there is a card in `data`, also one without an end."""
    return any(mark.group(1) for mark in MARK.finditer(data))


def split(data: bytes) -> Iterator[RawCard]:
    """Give every card in the order of the file. What stands outside of cards is left out.

    A card that begins inside another one is that one's AGENT in vCard 2.1, and not a person of the member's; in any
    other place it shows that the first one breaks off.
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
                yield RawCard(b"".join([*pieces, data[start : mark.start()]]), breaks_off())
            pieces, start, depth = [], mark.end(), 1
    if depth:
        yield RawCard(b"".join([*pieces, data[start:]]), breaks_off())


def is_agent(data: bytes, start: int, end: int) -> bool:
    """Tell whether the last line before `end` says that the card there is an agent's."""
    before = data[max(start, end - 300) : end].rstrip(b"\n")
    return bool(AGENT.match(before[before.rfind(b"\n") + 1 :]))


def breaks_off() -> str:
    return _("It breaks off before its end.")
