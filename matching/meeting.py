"""How a wish and a line of work met, read off their fit: what they have in common, and what is different."""

from functools import lru_cache

import numpy as np

from matching import rank
from matching.calibration import OF_TEXTS_NEAR, OF_TEXTS_STRETCH
from matching.explain import Meeting
from matching.fit import Fit, LineFits
from matching.index import lines
from matching.vocabulary.titles import Title, vocabulary
from matching.vocabulary.words import stems_of

ALIKE = (OF_TEXTS_STRETCH + OF_TEXTS_NEAR) / 2
"""From here on two things are said to be like a third."""
LIKEST = 50
"""Lines of work nearest to a wish among which the one is looked for that it shares with another line."""


class Meetings:
    """How the wishes of one member met lines of work."""

    def __init__(self, fits: LineFits) -> None:
        self._fits = fits
        self._belongs: dict[int, str] = {}
        self._likest: dict[int, list[tuple[Title, float]]] = {}

    def of(self, line: str, fit: Fit) -> Meeting:
        """Return how `line`, of the vocabulary, whose fit is `fit`, met the wish that it fits best."""
        wish = self._fits.wanted.wishes[fit.wish]
        named = wish.bridge[0] if fit.by_line else ""
        shared = "" if named or fit.settings else self.shared_title(line, fit.wish)
        against = None if fit.against is None else self._fits.wanted.against[fit.against]
        return Meeting(
            wish=wish.text,
            line=line,
            met=fit.met,
            named=named,
            shared_title=shared,
            apart=_apart(line, named or shared),
            against=against.text if against and not against.set_aside else "",
            set_aside=against.text if against and against.set_aside else "",
            wanted=fit.settings | fit.hoped,
            unwanted=fit.unwanted,
            lesser=wish.lesser,
            group="" if named or shared or fit.settings else self._group(line, fit.wish),
        )

    def shared_title(self, line: str, wish: int) -> str:
        """Return the line of work that the wish of that number and `line` are both most like, "" if none is near both.

        Of the fifty nearest to the wish that people bear today: the one whose lesser likeness of the two is greatest.
        """
        vector = lines().vector(line)
        if vector is None:
            return ""
        best, found = ALIKE, ""
        for title, to_wish in self._likest_to(wish):
            other = lines().vector(title.text)
            if other is None or to_wish < best or sorted(title.stems) == sorted(stems_of(line)):
                continue
            both = min(to_wish, float(np.dot(vector, other)))
            if both > best:
                best, found = both, title.text
        return found

    def _group(self, line: str, wish: int) -> str:
        """Return the official name of the unit group to which that wish belongs most, "" if `line` is of another."""
        vector = self._fits.wanted.wishes[wish].vector
        if vector is None:
            return ""
        if wish not in self._belongs:
            self._belongs[wish] = lines().nearest_group(vector)
        code = self._belongs[wish]
        return vocabulary().group_names[code] if code and code in _groups(line) else ""

    def _likest_to(self, wish: int) -> list[tuple[Title, float]]:
        if wish not in self._likest:
            scores = self._fits.plain_scores(wish)
            said = sorted(stems_of(self._fits.wanted.wishes[wish].text))
            titles = [(vocabulary().titles[place], float(scores[place])) for place in rank.best(scores, 4 * LIKEST)]
            spoken = [(title, score) for title, score in titles if title.today and sorted(title.stems) != said]
            self._likest[wish] = spoken[:LIKEST]
        return self._likest[wish]


def _apart(line: str, other: str) -> tuple[str, str] | None:
    """Return the official names of two kinds of work, if they have no unit group in common."""
    one, two = _groups(line), _groups(other)
    if not one or not two or set(one) & set(two):
        return None
    names = vocabulary().group_names
    return names[one[0]], names[two[0]]


@lru_cache(maxsize=4096)
def _groups(line: str) -> tuple[str, ...]:
    title = vocabulary().title_of(line) if line else None
    return title.groups if title is not None else ()
