"""Whether the words of a wish name any work, and which line of work.

`guess_line` is looser than `find_line` of the vocabulary, because its result is only matched with and never shown of
anybody. What the rules for nonsense achieve: docs/matching.md, "Nonsense".
"""

import re
from functools import lru_cache
from string import ascii_lowercase

from matching.calibration import NO_KNOWN_WORD, TEXT_ONLY_STRETCH
from matching.vocabulary import vocabulary
from matching.vocabulary.line_finder import everyday_names, find_line_match, is_unambiguous
from matching.vocabulary.tokenizer import stems_of, words_of

SHORTEST_MISSPELT = 5
"""Letters of a word that may be a misspelling; nearly all shorter words are one edit from another word."""
NON_WORK_WORDS = frozenset(
    {
        "a", "an", "and", "the", "i", "im", "to", "of", "in", "on", "at", "for", "with", "or", "be", "am", "is",
        "are", "it", "that", "this", "my", "me", "some", "any", "no", "not", "so", "as", "all", "just", "only",
        "really", "very", "quite", "more", "most", "new", "different", "another", "other", "else", "anything",
        "something", "everything", "whatever", "anywhere", "somewhere", "nothing", "thing", "things", "work",
        "working", "works", "job", "jobs", "career", "change", "start", "hours", "hour", "shift", "shifts", "time",
        "times", "day", "days", "week", "fine", "ok", "okay", "please", "steady", "regular", "decent", "good", "nice",
        "easy", "interesting", "honest", "local", "stuff", "kind", "sort", "what", "where", "which", "do", "doing",
        "did", "can", "could", "would", "like", "love", "suit", "suits", "enough", "fresh", "proper", "real", "paid",
        "pay", "money", "away", "long", "short", "much", "bit", "lot", "level", "grade", "open", "position", "role",
        "employment", "opportunity", "few", "way", "here", "there", "up", "mind", "now", "ideally", "preferably",
        "maybe", "mostly", "mainly", "hours'", "starts", "people", "needed",
        "experience", "bored", "pref", "pace", "direction", "scene", "place",
    }
)  # fmt: skip
"""Words that a wish for any kind of work may contain."""
_SEEKING_WORDS = frozenset(
    {
        "need", "needs", "want", "wants", "wanted", "look", "looking", "find", "get", "getting", "give", "seek",
        "seeking", "search", "searching", "apply", "applying", "hire", "employ", "employed", "unemployed", "jobless",
        "vacancy", "vacancies", "positions", "roles", "opportunities", "careers", "full", "part", "better", "best",
        "well", "lots", "life", "help", "know", "dont", "sure", "yet", "idea", "you", "your", "if", "but", "have",
        "has", "will", "from", "about", "out", "us", "we", "someone", "somebody", "anyone", "anybody",
        "fancy", "fancying",
    }
)  # fmt: skip
"""Words for wanting and seeking. A text of these and `NON_WORK_WORDS` asks for work and does not say which."""
_TEST_WORDS = frozenset({"test", "tests", "testing", "foo", "bar", "baz", "abc", "xyz"})
"""What people type to try a box out; "bar" alone is a place of work."""
_COMPUTERS = re.compile(r"\bIT\b|\bin it$|^it$")
"""The field IT, and not the word "it"."""


def names_no_work(text: str) -> bool:
    """Whether `text` asks for work without saying which, or was only typed to try the box out."""
    words = {word for word in words_of(text) if not word.isdigit()}
    if words == {"bar"} or _COMPUTERS.search(text):
        return False
    return words <= _TEST_WORDS or words <= NON_WORK_WORDS | _SEEKING_WORDS


def min_fit(words: str) -> float:
    """Return the least score of the nearest line of work with which a wish in these words counts as understood.

    Misspelt words count as known words if they are at least half of the words.
    """
    content = set(stems_of(words)) - _stop_stems()
    if _COMPUTERS.search(words):
        return 0.0  # the model is not sure what "IT" is, but people are
    if content & _known_stems():
        return TEXT_ONLY_STRETCH
    misspelt = sum(_is_misspelt(stem) for stem in content)
    return TEXT_ONLY_STRETCH if misspelt and 2 * misspelt >= len(content) else NO_KNOWN_WORD


@lru_cache(maxsize=20_000)
def _is_misspelt(stem: str) -> bool:
    """Whether `stem` is one edit from a word of work: a letter deleted, inserted, replaced or transposed.

    All its edits, some 500, are made and looked up (Norvig 2007, "How to write a spelling corrector").
    """
    if len(stem) < SHORTEST_MISSPELT:
        return False
    parts = [(stem[:at], stem[at:]) for at in range(len(stem) + 1)]
    edits = {start + end[1:] for start, end in parts if end}
    edits |= {start + end[1] + end[0] + end[2:] for start, end in parts if len(end) > 1}
    edits |= {start + letter + end[skip:] for start, end in parts for letter in ascii_lowercase for skip in (0, 1)}
    return any(len(edit) >= SHORTEST_MISSPELT and edit in _known_stems() for edit in edits)


@lru_cache(maxsize=1)
def _known_stems() -> frozenset[str]:
    """The stems of all words in lines of work and everyday names, without the stop words."""
    names = {stem for name in everyday_names() for stem in name}
    return frozenset(vocabulary().weights.keys() | names) - _stop_stems()


@lru_cache(maxsize=1)
def _stop_stems() -> frozenset[str]:
    return frozenset(stem for word in NON_WORK_WORDS | _SEEKING_WORDS for stem in stems_of(word))


WHOLE_TEXT_CONFIDENCE = 0.95
EVERYDAY_CONFIDENCE = 0.9
BEGINNING_CONFIDENCE = 0.8
INNER_CONFIDENCE = 0.6
MAX_TITLE_WORDS = 4
_FIELD_WORDS = frozenset({"work", "working", "job", "trade", "shift", "do", "doing"})


@lru_cache(maxsize=20_000)
def guess_line(words: str) -> tuple[str, float]:
    """Return the line of work that `words` name, and the confidence, from 0 to 1; ("", 0) if they name none."""
    stems = tuple(stems_of(words))
    match = find_line_match(words)
    if match.line:
        if match.everyday:
            return match.line, EVERYDAY_CONFIDENCE
        is_whole_text = vocabulary().by_stems.get(stems) is not None
        return match.line, WHOLE_TEXT_CONFIDENCE if is_whole_text else BEGINNING_CONFIDENCE
    bare = tuple(stem for stem in stems if stem not in _FIELD_WORDS)
    if bare != stems and (line := _line_of(bare)):
        return line, BEGINNING_CONFIDENCE
    return _within(stems)


def _within(stems: tuple[str, ...]) -> tuple[str, float]:
    """Return the longest title anywhere in `stems`; among equally long ones the first."""
    for length in range(min(MAX_TITLE_WORDS, len(stems)), 0, -1):
        for start in range(len(stems) - length + 1):
            if line := _line_of(stems[start : start + length]):
                return line, INNER_CONFIDENCE
    return "", 0.0


def _line_of(stems: tuple[str, ...]) -> str:
    if not stems:
        return ""
    if line := everyday_names().get(stems):
        return line
    number = vocabulary().by_stems.get(stems)
    title = None if number is None else vocabulary().titles[number]
    return title.text if title is not None and is_unambiguous(title) and not title.vague else ""
