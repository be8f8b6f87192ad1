"""The skills and the level of experience that a text names."""

import re

from matching.understanding.hints import Level

_LANGUAGES = (
    "polish|welsh|urdu|punjabi|arabic|french|spanish|german|italian|portuguese|romanian|ukrainian|russian|farsi|"
    "bengali|gujarati|chinese|cantonese|mandarin|somali|turkish|kurdish|tamil|hindi|lithuanian|bulgarian|dutch|gaelic"
)
# fmt: off
_SKILL_WORDS: dict[str, str] = {
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
SKILLS = tuple(_SKILL_WORDS)
_SKILL_PATTERNS = {skill: re.compile(rf"(?:\b|^)(?:{words})", re.IGNORECASE) for skill, words in _SKILL_WORDS.items()}


def skills_in(text: str) -> list[str]:
    """Return the skills that `text` names, as keys of `SKILLS`, each once."""
    return [skill for skill, pattern in _SKILL_PATTERNS.items() if pattern.search(text)]


_YEARS = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|many)"
_LEVEL_WORDS: dict[Level, str] = {
    Level.LEARNING: (
        r"apprentic\w*|trainee|training (?:up )?(?:as|to)|train (?:up )?(?:as|to)|re.?train\w*|learn(?:ing)?|"
        r"(?:no|zero|without|little) experience|beginner|start(?:ing)? out|self.taught|entry.level|give me a start|"
        r"from scratch|from the bottom|work experience|never done it"
    ),
    Level.EXPERIENCED: (
        rf"{_YEARS} years'? (?:of )?(?:experience|in the (?:trade|job|business)|on the (?:tools|job)|at it)|"
        rf"for {_YEARS} years|{_YEARS} years (?:a|an|as)|time.served|(?:fully |already |i am a |a )qualified|"
        r"experienced|skilled|(?:go|going|get|getting|be|being)? ?back (?:into|on|to|in)|return(?:ing)? to|once trained"
    ),
    Level.LEADING: (
        r"manag(?:e|ed|er|ing|ement)|supervis(?:e|ed|or|ing)|lead(?:ing)? (?:a|the|my)(?: \w+)? team|team lead(?:er)?|"
        r"in charge|head (?!office|of the (?:queue|table))|run(?:ning)? (?:a|an|my|the|our|something)|foreman|"
        r"forewoman|director|chief|take charge"
    ),
}  # fmt: skip
_LEVEL_PATTERNS = {level: re.compile(rf"\b(?:{words})", re.IGNORECASE) for level, words in _LEVEL_WORDS.items()}


def levels_in(text: str) -> list[Level]:
    """Return the levels that `text` names, each once."""
    return [level for level, pattern in _LEVEL_PATTERNS.items() if pattern.search(text)]


def without_levels(text: str) -> str:
    """Return `text` without the words that name a level, to see whether it names anything else."""
    for pattern in _LEVEL_PATTERNS.values():
        text = pattern.sub(" ", text)
    return " ".join(text.split())
