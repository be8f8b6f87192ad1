"""A text cut into pieces, each saying one thing, at the marks and the small words that part them."""

import re
from dataclasses import dataclass
from enum import Enum

from matching.vocabulary.words import cleaned


class Joined(Enum):
    """How a piece hangs together with the one before it."""

    APART = "apart"
    COMMA = "comma"
    AND = "and"
    OR = "or"
    BUT = "but"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    joined: Joined


_SHORT_FORMS = [
    (re.compile(pattern, re.IGNORECASE), full)
    for pattern, full in (
        (r"\bi'?m\b", "I am"),
        (r"\bi'?ve\b", "I have"),
        (r"\bi'd\b", "I would"),
        (r"\bi'll\b", "I will"),
        (r"\b(?:it|that|there|what)'s\b", "it is"),
        (r"\bwon'?t\b", "will not"),
        (r"\bcan'?t\b|\bcannot\b", "can not"),
        (r"\b(do|does|did|would|could|should|is|are|was|were|have|has|had)(?:n't|nt)\b", r"\1 not"),
        (r"\bwanna\b", "want to"),
        (r"\bgonna\b", "going to"),
        (r"\bmarks (?:and|&) spencers?\b", "M&S"),
        (r"\b(\w)\s*&\s*(\w)\b", r"\1&\2"),  # "B & Q": letters that belong together are no two things
        (r"(?<!\b\w)\s*&\s*|\s*&\s*(?!\w\b)", " and "),
        (r"\b(any|every|some)(thing|where|one) (?:but|bar)\b", r"\1\2 except"),
        (r"\b(?:nine|9) (?:to|till?|-) (?:five|5)\b", "9-5"),
        (r"\band/or\b", "or"),
        (r"\b(ex|semi|non)-(?=[^\W\d])", r"\1 "),
    )
]

_MARKS = r"\s*(?:[.!?](?=\s|$)|[;:•|·()\[\]…\"“”]|\.{2,})+\s*|\s+[-–—]+\s+|\s*[–—]+\s*"
_SLASH = r"(?<=[^\W\d])\s*/\s*(?=[^\W\d])"
_REASON = (
    r"(?:because|cos|'cause|due to|as i|since i|so (?:that )?(?:i|we) (?:can|could|am|may)|so (?:that|as)|until|till|"
    r"while i|whilst i|while the|now (?:that )?(?:my|the) (?:kids|children)|if (?:i|somebody|someone|possible))"
)
_AFTER = r"(?<!look )(?<!looks )(?<!looked )(?<!looking )after (?=(?:the|my|having|being|\d+)\b)"
_SEPARATOR = re.compile(
    rf"(?P<apart>{_MARKS})"
    rf"|(?P<reason>[\s,]+(?:{_REASON}\b|{_AFTER})\s*)"
    r"|(?P<but>[\s,]+(?:but|though|although|however|yet)\b[\s,]*)"
    rf"|(?P<or>[\s,]+or\b[\s,]*|{_SLASH})"
    r"|(?P<and>[\s,]+(?:and|plus|so(?! far\b)|then)\b[\s,]+)"
    r"|(?P<comma>\s*,\s*)",
    re.IGNORECASE,
)
_AGAINST_MIDWAY = re.compile(
    r"\s+(?=(?:except|excluding|apart from|other than|rather than|instead of|as long as it is not|so long as it is not|"
    r"provided it is not|just not|(?:that|which) (?:is|are|do|does) not|where i do not have to)\b)",
    re.IGNORECASE,
)
_WISH_MIDWAY = re.compile(
    r"\s+(?=(?:happy to|looking (?:for|to)|hoping (?:to|for)|wanting|would (?:really )?(?:like|love)|seeking|keen to|"
    r"now want|want to|wants to|thinking (?:of|about))\b)",
    re.IGNORECASE,
)
_NOT = re.compile(r"\s+(?:and\s+)?(?=not\s)", re.IGNORECASE)
_HELPS_NOT = frozenset(
    {
        "do", "does", "did", "am", "is", "are", "was", "were", "be", "been", "would", "could", "can", "will",
        "should", "might", "may", "must", "have", "had", "has", "i", "it", "if", "why", "not", "rather", "or", "but",
        "and", "so", "just", "preferably", "ideally", "prefer", "definitely", "really", "certainly", "probably",
        "maybe", "long",
    }
)  # fmt: skip
_OPENS_WISH = frozenset(
    {
        "i", "am", "we", "would", "will", "really", "just", "now", "still", "and", "but", "also", "have", "always",
    }
)  # fmt: skip


def full_forms(text: str) -> str:
    """Return `text` cleaned, with short forms written out: "I'm" as "I am", "anything but" as "anything except"."""
    text = cleaned(text)
    for short, full in _SHORT_FORMS:
        text = short.sub(full, text)
    return text


def pieces_of(text: str) -> list[Piece]:
    """Return the pieces of `text`, which is written out in `full_forms`; none is empty."""
    pieces: list[Piece] = []
    joined, start = Joined.APART, 0
    for mark in _SEPARATOR.finditer(text):
        if _is_in_a_number(text, mark):
            continue
        pieces += _cut_midway(text[start : mark.start()], joined)
        joined, start = Joined(mark.lastgroup), mark.end()
    pieces += _cut_midway(text[start:], joined)
    return pieces


def _is_in_a_number(text: str, mark: re.Match[str]) -> bool:
    """Whether `mark` is the "or" of "two or three days": a choice of numbers is no choice of work."""
    return mark.lastgroup == "or" and bool(re.match(r"(?:two|three|four|five|six|seven|\d+)\b", text[mark.end() :]))


def _cut_midway(text: str, joined: Joined) -> list[Piece]:
    """Cut before "except", before "not" where it denies a thing and no verb, and where a wish follows unmarked."""
    text = text.strip(" ,-")
    if not text:
        return []
    for where, how in ((_AGAINST_MIDWAY, Joined.BUT), (_NOT, Joined.BUT), (_WISH_MIDWAY, Joined.APART)):
        for cut in where.finditer(text):
            before = text[: cut.start()].split()
            if _parts(where, before):
                return [*_cut_midway(text[: cut.start()], joined), *_cut_midway(text[cut.end() :], how)]
    return [Piece(text, joined)]


def _parts(where: re.Pattern[str], before: list[str]) -> bool:
    words = [word.casefold() for word in before]
    if where is _NOT:
        return bool(words) and words[-1] not in _HELPS_NOT
    if where is _WISH_MIDWAY:
        return not set(words) <= _OPENS_WISH and words[-1] != "not" and words[-1] not in _OPENS_WISH
    return bool(words)
