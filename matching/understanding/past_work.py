"""Read from an owner's words whether somebody does a job or did it once: "was a sparky", "ex-copper, now in security".

Where a present job stands beside a past one, the present one counts. Where it is not clear, the job is past: a past job
told as a present one sends somebody to the wrong person, and the other way round only puts them lower.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from matching.understanding.time_of_work import Part, Time, parts_of, tells_when
from matching.understanding.work_words import names_no_work
from matching.vocabulary import cleaned, find_line


@dataclass(frozen=True, slots=True)
class WorkSaid:
    """What words say of somebody's work: the `words` of the job that counts, without what says when it was ("drives a
    taxi"), the line of work that they name ("" for none), and whether it is past."""

    words: str
    line: str
    is_past: bool = False


_AT = re.compile(r"(?:at|in|on|with|for|near|back)\b", re.IGNORECASE)
"""What "now" is said of a place with: "nurse, now at the General"."""


@lru_cache(maxsize=20_000)
def work_said(text: str) -> WorkSaid:
    """Return what the owner's words `text` say of somebody's work: the job that they do, else the one that they did.

    "was a sparky, now drives a taxi" gives "drives a taxi", and never the past job as a present one. `line` is what
    `find_line` gives for the words that count. A text that tells of no past job comes back whole.
    """
    parts = parts_of(" ".join(cleaned(text.replace("’", "'")).split())) if tells_when(text) else []
    return _present(parts) or _past(parts, text) or WorkSaid(text, find_line(text))


def _present(parts: Sequence[Part]) -> WorkSaid | None:
    """Return the job that somebody does now, if the parts tell of one beside something past."""
    times = {part.time for part in parts}
    if times <= {Time.BARE, Time.DOES, Time.STILL}:
        return None
    was = [part for part in parts if part.is_past]
    now = [part for part in parts if part.time is Time.NOW]
    if said_now := next((part for part in now if part.line), None):
        return WorkSaid(said_now.words, said_now.line)
    if unplaced := next((part for part in now if was or not _AT.match(part.words)), None):
        return WorkSaid(unplaced.words, "")
    if said := next((part for part in _said_of_now(parts, times) if part.line), None):
        return WorkSaid(said.words, said.line)
    return WorkSaid(was[0].words, was[0].line) if was and Time.STILL in times else None


def _said_of_now(parts: Sequence[Part], times: Set[Time]) -> Iterator[Part]:
    """Yield the parts that say a present job without "now", the surest first.

    What is only named is past after "was a", and all of it beside "retired": "does a bit of gardening".
    """
    if times & {Time.RETIRED, Time.RETIRED_FROM}:
        return
    yield from (part for part in parts if part.time is Time.DOES)
    for part in parts:
        if part.time is Time.WAS:
            return
        if part.time is Time.BARE:
            yield part


def _past(parts: Sequence[Part], text: str) -> WorkSaid | None:
    """Return the job that somebody did once, if the parts tell of one, or only that they have retired."""
    was = [part for part in parts if part.is_past]
    is_retired = any(part.time is Time.RETIRED for part in parts)
    if was or is_retired:
        was += [part for part in parts if part.time is Time.BARE and not names_no_work(part.words)]
    best = next((part for part in was if part.line), was[0] if was else None)
    if best is None:
        return WorkSaid(text, "", is_past=True) if is_retired else None
    return WorkSaid(best.words, best.line, is_past=True)
