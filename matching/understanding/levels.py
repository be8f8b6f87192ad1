"""Where in a line of work somebody stands, as the words of a text say it."""

import re

from matching.understanding.hints import Level

_YEARS = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|many)"
_WORDS: dict[Level, str] = {
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
_PATTERNS = {level: re.compile(rf"\b(?:{words})", re.IGNORECASE) for level, words in _WORDS.items()}


def levels_in(text: str) -> list[Level]:
    """Return the levels that `text` names, each once."""
    return [level for level, pattern in _PATTERNS.items() if pattern.search(text)]


def without_levels(text: str) -> str:
    """Return `text` without the words that name a level, to see whether it names anything else."""
    for pattern in _PATTERNS.values():
        text = pattern.sub(" ", text)
    return " ".join(text.split())
