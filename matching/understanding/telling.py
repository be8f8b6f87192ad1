"""Whether a text tells of any work at all: "a job please" does not, and "asdf qwer" hardly."""

import re
from functools import lru_cache
from string import ascii_lowercase

from matching.calibration import OF_TEXTS_STRETCH, WITHOUT_A_WORD
from matching.vocabulary import vocabulary
from matching.vocabulary.lines import everyday_names
from matching.vocabulary.words import stems_of, words_of

SHORTEST_MISSPELT = 5
"""Letters from which on a word may be a slip for another; nearly all shorter ones are one slip from some word."""
SAYS_NO_WORK = frozenset(
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
"""Words that may stand in a wish for any work whatever."""
_SEEKING = frozenset(
    {
        "need", "needs", "want", "wants", "wanted", "look", "looking", "find", "get", "getting", "give", "seek",
        "seeking", "search", "searching", "apply", "applying", "hire", "employ", "employed", "unemployed", "jobless",
        "vacancy", "vacancies", "positions", "roles", "opportunities", "careers", "full", "part", "better", "best",
        "well", "lots", "life", "help", "know", "dont", "sure", "yet", "idea", "you", "your", "if", "but", "have",
        "has", "will", "from", "about", "out", "us", "we", "someone", "somebody", "anyone", "anybody",
    }
)  # fmt: skip
"""Words for wanting and seeking: with the former they make a text that asks for work and says nothing of which."""
_TRYING = frozenset({"test", "tests", "testing", "foo", "bar", "baz", "abc", "xyz"})
"""What people type to see what a box does; "bar" alone is where some would like to work."""
_COMPUTERS = re.compile(r"\bIT\b|\bin it$|^it$")
"""IT, and not it."""


def tells_nothing(text: str) -> bool:
    """Whether `text` asks for work without a word of which, or was only typed to try."""
    words = {word for word in words_of(text) if not word.isdigit()}
    if words == {"bar"} or _COMPUTERS.search(text):
        return False
    return words <= _TRYING or words <= SAYS_NO_WORK | _SEEKING


def least_fit(words: str) -> float:
    """Return how near the nearest line of work must be for a wish in these words to count as understood.

    A misspelt word stands for the one that was meant if at least half of the words are such.
    """
    telling = set(stems_of(words)) - _small_words()
    if _COMPUTERS.search(words):
        return 0.0  # no model of this size is sure what "IT" is, and everybody else is
    if telling & _known_words():
        return OF_TEXTS_STRETCH
    misspelt = sum(_is_misspelt(stem) for stem in telling)
    return OF_TEXTS_STRETCH if misspelt and 2 * misspelt >= len(telling) else WITHOUT_A_WORD


@lru_cache(maxsize=20_000)
def _is_misspelt(stem: str) -> bool:
    """Whether `stem` is one slip from a word that tells of work: a letter too many, missing, wrong or out of order.

    All slips of it are made and looked up, some 500 (Norvig 2007, "How to write a spelling corrector").
    """
    if len(stem) < SHORTEST_MISSPELT:
        return False
    parts = [(stem[:at], stem[at:]) for at in range(len(stem) + 1)]
    near = {start + end[1:] for start, end in parts if end}
    near |= {start + end[1] + end[0] + end[2:] for start, end in parts if len(end) > 1}
    near |= {start + letter + end[skipped:] for start, end in parts for letter in ascii_lowercase for skipped in (0, 1)}
    return any(len(one) >= SHORTEST_MISSPELT and one in _known_words() for one in near)


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    """The stems of all words that stand in a line of work or in an everyday name, but those that tell nothing."""
    names = {stem for name in everyday_names() for stem in name}
    return frozenset(vocabulary().weights.keys() | names) - _small_words()


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    return frozenset(stem for word in SAYS_NO_WORK | _SEEKING for stem in stems_of(word))
