"""Split a text into clauses, each saying one thing, at punctuation and at connectives."""

import re
from dataclasses import dataclass
from enum import Enum

from matching.vocabulary.tokenizer import cleaned


class Connective(Enum):
    """How a clause is joined to the one before it."""

    APART = "apart"
    COMMA = "comma"
    AND = "and"
    OR = "or"
    BUT = "but"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    joined: Connective


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
        (r"\b(\w)\s*&\s*(\w)\b", r"\1&\2"),  # "B & Q" is one name
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
    r"now want|want to|wants to|thinking (?:of|about)|(?:fancy|fancying|need|needing|want|ready for|time for|after) "
    r"(?=(?:an? )?(?:(?:total|complete|proper|big|real) )?(?:change|fresh start)\b|a new\b|"
    r"something (?:new|different|else)\b)|"
    r"fancy (?=(?:a|an|some|trying|doing|being|working)\b))\b)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:two|three|four|five|six|seven|\d+)\b")
_NOT = re.compile(r"\s+(?:and\s+)?(?=not\s)", re.IGNORECASE)
_BEFORE_VERB_NOT = frozenset(
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


def expand_contractions(text: str) -> str:
    """Return `text` cleaned, with short forms written out: "I'm" as "I am", "anything but" as "anything except"."""
    text = cleaned(text)
    for short, full in _SHORT_FORMS:
        text = short.sub(full, text)
    return text


def split_clauses(text: str) -> list[Clause]:
    """Return the clauses of `text`, whose contractions are expanded. None is empty."""
    clauses: list[Clause] = []
    joined, start = Connective.APART, 0
    for mark in _SEPARATOR.finditer(text):
        if _is_in_a_number(text, mark):
            continue
        clauses += _split_midway(text[start : mark.start()], joined)
        joined, start = Connective(mark.lastgroup), mark.end()
    clauses += _split_midway(text[start:], joined)
    return clauses


def _is_in_a_number(text: str, mark: re.Match[str]) -> bool:
    """Whether `mark` is the "or" of "two or three days", which is no choice of work."""
    return mark.lastgroup == "or" and bool(_COUNT.match(text, mark.end()))


def _split_midway(text: str, joined: Connective) -> list[Clause]:
    """Split before "except", before a "not" that negates a noun, and where a wish follows without a connective."""
    text = text.strip(" ,-")
    if not text:
        return []
    rules = ((_AGAINST_MIDWAY, Connective.BUT), (_NOT, Connective.BUT), (_WISH_MIDWAY, Connective.APART))
    for pattern, connective in rules:
        for match in pattern.finditer(text):
            if _splits(pattern, text[: match.start()].split()):
                rest = _split_midway(text[match.end() :], connective)
                return [*_split_midway(text[: match.start()], joined), *rest]
    return [Clause(text, joined)]


def _splits(pattern: re.Pattern[str], before: list[str]) -> bool:
    """Whether a match of `pattern` after the words `before` starts a new clause."""
    words = [word.casefold() for word in before]
    if pattern is _NOT:
        return bool(words) and words[-1] not in _BEFORE_VERB_NOT
    if pattern is _WISH_MIDWAY:
        return not set(words) <= _OPENS_WISH and words[-1] != "not" and words[-1] not in _OPENS_WISH
    return bool(words)
