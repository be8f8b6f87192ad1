"""Remove the parts of a job notice that are not the work: hours, pay, numbers of posts, dates and references."""

import re

_MONEY = r"(?:£|\$|€|gbp|usd|eur)\s?\d[\d,.]*\s?k?"
_PER = r"(?:\s?(?:/|per|an?|p)\s?(?:hr|hour|h|day|week|month|year|annum|a|h|pa|ph)\b)?"
_HOURS = (
    r"full[ -]?time|part[ -]?time|f/?t|p/?t|zero[ -]hours?|permanent(?! way)|perm|temporary|temp|fixed[ -]term|casual|"
    r"seasonal|maternity cover|(?:day|night|evening|weekend|morning)s? shifts?|shift work|immediate(?:ly)?(?: start)?|"
    r"urgent(?:ly)?|asap|vacanc(?:y|ies)|hiring(?: now)?|now hiring|apply now|needed|wanted|required|"
    r"no experience (?:needed|required|necessary)|training (?:given|provided)|work from home|wfh|good pay|"
    r"own transport|with accommodation|accommodation provided"
)
_COUNTED = (
    r"\d+\s?(?:x|posts?|positions?|places?|vacanc(?:y|ies)|months?|weeks?|days?|hours?|hrs?|years?|yrs?)"
    r"(?:\s(?:contract|a week|per week|pw|experience|fixed|ftc))?"
)
_REFERENCE = r"(?:ref(?:erence)?|job id|req(?:uisition)?|id|no)[ .:#-]*[a-z]*[-/]?\d[\w/-]*"

_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:up to |from |circa |c\.? ?)?{_MONEY}(?:\s?(?:-|–|to)\s?(?:{_MONEY}|\d[\d,.]*\s?k?))?{_PER}(?:\s?\+)?",
        r"\b\d{1,3}\s?k\s?(?:-|–|to)\s?\d{1,3}\s?k\b",
        rf"\b{_REFERENCE}\b",
        rf"\b{_COUNTED}\b",
        r"\bx\s?\d+\b",
        r"\((?:m/?f|f/?m|m/?w|w/?m|m/?f/?d|m/?w/?d|w/?m/?d|m/?f/?x|m/?w/?x|f/?m/?d|h/?f)\)",
        r"\b(?:m/f(?:/[dx])?|m/w(?:/[dx])?|f/m(?:/[dx])?|w/m(?:/[dx])?)\b",
        rf"(?<![\w-])(?:{_HOURS})(?![\w-])",
        r"(?:[(\[|,/]|\s[-–—])\s*(?:remote|hybrid|on[ -]?site)\s*(?:[)\]]|(?=[|,/])|$)",
        r"(?:[(\[#-]|\s-)\s*\d+\s*(?:[)\]]|$)",
    )
]
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*(?:[,;:/|&+-]|and|or)*\s*[)\]]", re.IGNORECASE)
_HANGING = " -–—,;:|/@&+*!."
_BEFORE_MARKS = re.compile(r" (?=[,;:])")
_STARS = re.compile(r"[*!_~•]+|\.{2,}")


def without_notices(text: str) -> str:
    """Return `text` without hours, pay, numbers and calls to apply, and without brackets that become empty."""
    for pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    text = _STARS.sub(" ", text)
    return tidy(text)


def tidy(text: str) -> str:
    """Return `text` without empty brackets, and without loose punctuation at its ends."""
    text = _EMPTY_BRACKETS.sub(" ", text)
    return _BEFORE_MARKS.sub("", " ".join(text.split()).strip(_HANGING))
