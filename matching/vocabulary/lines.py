"""Which line of work somebody's own words name, by the words alone: quick, and there before any model is."""

import re
from collections import Counter
from collections.abc import Sequence

from matching.vocabulary.titles import Title, vocabulary
from matching.vocabulary.words import cleaned, stems_of

MOST_WORDS = 40
"""Words of a text that are looked at; who writes more says what they do at the beginning."""

_THE_PLACE = re.compile(r"\s+(?:at|for|with|from)\s+|\s*@\s*|\s+[-–—|·•]\s+", re.IGNORECASE)
# fmt: off
_SAYS_NOTHING = frozenset(
    {
        "aid", "aide", "ancillary", "associate", "boss", "brother", "client", "colleague", "connector",
        "contact", "dean", "dodger", "duffer", "father", "founder", "friend", "grip", "head", "healer",
        "help", "helper", "holder", "lead", "leader", "lurer", "maid", "maker", "mate", "member", "mother",
        "mover", "page", "partner", "popper", "private", "runner", "sister", "skipper", "slider", "slimer",
        "sticker", "stayer", "taper", "viewer", "whip", "wren",
    }
)
# fmt: on
"""Titles of the index that by themselves mean something else in most people's mouths ("private", "founder")."""


def find_line(text: str) -> str:
    """Return the line of work that the owner's words `text` name, from the vocabulary; "" if they name none.

    It is the title that says most of all those whose every word stands in the text, in any order: "manager of a
    bakery" is a bakery manager, and nobody is made more than was said of them. What follows "at", "for" or a dash is
    mostly a firm ("engineer at Baker Hughes") and is looked at only if nothing comes before. A title that says too
    little ("manager") is given only if nothing better is found. Never returns anything but a vocabulary title.
    """
    text = cleaned(text)
    known = vocabulary()
    if (whole := known.by_stems.get(tuple(stems_of(text)))) is not None:
        title = known.titles[whole]
        return title.text if text.casefold() not in _SAYS_NOTHING else ""
    for part in _THE_PLACE.split(text):
        if found := _most_telling(stems_of(part)[:MOST_WORDS]):
            return found.text
    return ""


def _most_telling(stems: Sequence[str]) -> Title | None:
    """Return the title within `stems` whose words weigh most together; clear before vague, in use today before not."""
    known = vocabulary()
    shared = Counter(number for one in set(stems) for number in known.with_stem.get(one, ()))
    within = [known.titles[number] for number, count in shared.items() if count == len(set(known.titles[number].stems))]
    within = [title for title in within if title.words[0] not in _SAYS_NOTHING or len(title.words) > 1]

    def telling(title: Title) -> tuple[bool, float, bool, bool, str]:
        weight = sum(known.weight(one) for one in set(title.stems))
        in_order = _stands_in(title.stems, stems)
        return (not title.vague, round(weight, 6), in_order, title.today, title.text)

    return max(within, key=telling, default=None)


def _stands_in(run: Sequence[str], stems: Sequence[str]) -> bool:
    return any(tuple(stems[start : start + len(run)]) == tuple(run) for start in range(len(stems) - len(run) + 1))
