"""What somebody says they can do besides a line of work."""

import re

_LANGUAGES = (
    "polish|welsh|urdu|punjabi|arabic|french|spanish|german|italian|portuguese|romanian|ukrainian|russian|farsi|"
    "bengali|gujarati|chinese|cantonese|mandarin|somali|turkish|kurdish|tamil|hindi|lithuanian|bulgarian|dutch|gaelic"
)
# fmt: off
_WORDS: dict[str, str] = {
    "driving": (
        r"(?:can|could|also|i) (?:also )?drive|(?:and|,) drive|drive a \w+|driving licen[cs]e|"
        r"own (?:van|car|transport)|clean licen[cs]e|full licen[cs]e|hgv licen[cs]e|class (?:1|2) licen[cs]e"
    ),
    "languages": (
        rf"speak (?:\w+ )?(?:{_LANGUAGES})|(?:{_LANGUAGES}) speak(?:er|ing)|fluent|"
        rf"(?:two|three|four|several) languages|bilingual|interpret(?:ing)?\b(?! at)|translat(?:e|ing)|"
        rf"help with (?:{_LANGUAGES})|"
        r"speak english and"
    ),
    "sign language": r"sign language|\bBSL\b|(?:teach|and) (?:you to )?sign\b",
    "first aid": r"first.?aid(?:er)?",
    "cooking": r"(?:can|could|good at|love|enjoy) (?:to )?(?:cook|cooking|bake|baking)\b|cook for \w+",
    "computers": (
        r"good (?:with|at|on) (?:a )?computers?|(?:excel|spreadsheets?|word processing|microsoft office)|"
        r"computer literate|touch.?typ\w+|sort out (?:your|a) phone"
    ),
    "numbers": (
        r"good (?:at|with) (?:maths?|numbers|figures|money)|(?:do|keep) the books|(?:help with|teach) maths?|"
        r"pricing and invoices|head for figures"
    ),
    "tools": r"(?:own|lend|with my|old|good with) tools|good with my hands|handy with|(?:own van, )?own tools|diy\b",
    "forklift": r"fork.?lift (?:licen[cs]e|ticket|certificate)|counterbalance|(?:licen[cs]e|ticket) for a fork.?lift",
    "tills": r"(?:good with|used to|can use|work) (?:a )?tills?|card machines?|cash handling",
    "sewing": r"\bsew(?:ing)?\b|dressmaking|alterations|crochet|knit(?:ting)?",
    "music": r"(?:play|plays|playing) (?:the )?(?:guitar|piano|keyboard|drums|violin|trumpet|organ|flute|fiddle|bass)|"
    r"\bi (?:can )?sing\b|grade \d (?:piano|violin|guitar)",
    "listening": r"good listener|(?:can|know how to|how to) listen",
    "explaining": r"(?:can|happy to|could|good at) (?:explain|teach|show)(?:ing)?\b",
    "writing": r"proof.?reading|good at writing|(?:look over|read) (?:a|your) (?:cv|letter)",
    "organising": r"good at organising|organised person|good organiser|treasurer|ran the (?:pta|committee|club)",
    "lifting": r"(?:strong|can lift|do not mind heavy)|help (?:anybody|anyone|somebody) move",
}
# fmt: on
SKILLS = tuple(_WORDS)
_PATTERNS = {skill: re.compile(rf"(?:\b|^)(?:{words})", re.IGNORECASE) for skill, words in _WORDS.items()}


def skills_in(text: str) -> list[str]:
    """Return the skills that `text` names, as keys of `SKILLS`, each once."""
    return [skill for skill, pattern in _PATTERNS.items() if pattern.search(text)]
