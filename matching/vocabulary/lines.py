"""Which line of work somebody's own words name, by the words alone: quick, and there before any model is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.vocabulary.titles import DATA, Title, vocabulary
from matching.vocabulary.words import cleaned, stems_of

MOST_WORDS = 40
"""Words of a text that are looked at; who writes more says what they do at the beginning."""

_THE_PLACE = re.compile(r"\s+(?:at|for|with|from)\s+|\s*@\s*|\s+[-–—|·•]\s+", re.IGNORECASE)
# fmt: off
_SAYS_NOTHING = frozenset(
    {
        "boiler", "cooker", "counter", "drawer", "dryer", "mixer", "roller", "washer", "extra", "official", "fellow",
        "aid", "aide", "ancillary", "associate", "boss", "brother", "client", "colleague", "connector",
        "contact", "dean", "dodger", "duffer", "father", "founder", "friend", "grip", "head", "healer",
        "help", "helper", "holder", "lead", "leader", "lurer", "maid", "maker", "mate", "member", "mother",
        "mover", "page", "partner", "popper", "private", "runner", "sister", "skipper", "slider", "slimer",
        "sticker", "stayer", "taper", "viewer", "whip", "wren",
    }
)
# fmt: on
"""Titles of the index that by themselves mean something else in most people's mouths ("private", "founder")."""


@dataclass(frozen=True, slots=True)
class Found:
    """The line of work that a text names ("" for none), and whether by an everyday name rather than its own words."""

    line: str
    everyday: bool = False


def find_line(text: str) -> str:
    """Return the line of work that the owner's words `text` name, from the vocabulary; "" if they name none.

    It is the title that says most of all those whose every word stands in the text, in any order: "manager of a
    bakery" is a bakery manager, and nobody is made more than was said of them. What follows "at", "for" or a dash is
    mostly a firm ("engineer at Baker Hughes") and is looked at only if nothing comes before. A title that says too
    little ("manager") is given only if nothing better is found; everyday names ("spark") are known by a list of our
    own. Never returns anything but a vocabulary title.
    """
    return found_line(text).line


def found_line(text: str) -> Found:
    """Return what `find_line` does, with how it was found."""
    text = cleaned(text)
    stems = stems_of(text)[:MOST_WORDS]
    if line := everyday_names().get(tuple(stems)):
        return Found(line, everyday=True)
    if (whole := vocabulary().by_stems.get(tuple(stems))) is not None:
        return Found(vocabulary().titles[whole].text if text.casefold() not in _SAYS_NOTHING else "")
    parts = (_most_telling(stems_of(part)[:MOST_WORDS]) for part in _THE_PLACE.split(text))
    title = next((part for part in parts if part), None)
    if title and not title.vague:
        return Found(title.text)
    if line := _everyday_in(stems):
        return Found(line, everyday=True)
    return Found(title.text if title else "")


@lru_cache(maxsize=1)
def everyday_names() -> dict[tuple[str, ...], str]:
    """Return the lines of work by what people call them, each name by its stems: "spark" is an electrician."""
    rows = (DATA / "everyday.tsv").read_text(encoding="utf-8").splitlines()
    return {tuple(stems_of(name)): line for name, line in (row.split("\t") for row in rows)}


def _everyday_in(stems: Sequence[str]) -> str:
    """Return the line of the longest everyday name that stands in `stems` in one run, or ""."""
    named = ((name, line) for name, line in everyday_names().items() if _stands_in(name, stems))
    return max(named, key=lambda pair: (len(pair[0]), pair[1]), default=((), ""))[1]


def _most_telling(stems: Sequence[str]) -> Title | None:
    """Return the title within `stems` whose words weigh most together; clear before vague, in use today before not."""
    known = vocabulary()
    shared = Counter(number for one in set(stems) for number in known.with_stem.get(one, ()))
    within = [known.titles[number] for number, count in shared.items() if count == len(set(known.titles[number].stems))]
    within = [title for title in within if title.words[0] not in _SAYS_NOTHING or len(title.words) > 1]
    within = [title for title in within if not _belongs_to_another(title, stems)]

    def telling(title: Title) -> tuple[bool, float, bool, bool, str]:
        weight = sum(known.weight(one) for one in set(title.stems))
        in_order = _stands_in(title.stems, stems)
        return (not title.vague, round(weight, 6), in_order, title.today, title.text)

    return max(within, key=telling, default=None)


def _belongs_to_another(title: Title, stems: Sequence[str]) -> bool:
    """Whether `title` only says whose, right before another trade: the vet's receptionist is no vet."""
    known = vocabulary()
    for start in range(len(stems) - len(title.stems)):
        end = start + len(title.stems)
        if tuple(stems[start:end]) == title.stems:
            number = known.by_stems.get((stems[end],))
            return number is not None and stems[end] not in _SAYS_NOTHING and not known.titles[number].vague
    return False


def _stands_in(run: Sequence[str], stems: Sequence[str]) -> bool:
    return any(tuple(stems[start : start + len(run)]) == tuple(run) for start in range(len(stems) - len(run) + 1))
