"""The evidence for a match: what a wish and a line of work have in common, and what is different."""

from functools import lru_cache

import numpy as np

from matching.calibration import TEXT_ONLY_NEAR, TEXT_ONLY_STRETCH
from matching.explain import MatchEvidence
from matching.fit import Fit, LineFits
from matching.index import line_index
from matching.rank import top_indices
from matching.vocabulary.titles import Title, vocabulary
from matching.vocabulary.tokenizer import stems_of

SIMILAR = (TEXT_ONLY_STRETCH + TEXT_ONLY_NEAR) / 2
"""Least score with which a wish and a line are both said to be like a third title."""
MAX_CANDIDATES = 50
"""Titles nearest to a wish that are candidates for the third title."""


class EvidenceCollector:
    """Collects the evidence for matches of one member's wishes with lines of work."""

    def __init__(self, fits: LineFits) -> None:
        self._fits = fits
        self._groups: dict[int, str] = {}
        self._candidates: dict[int, list[tuple[Title, float]]] = {}

    def of(self, line: str, fit: Fit) -> MatchEvidence:
        """Return the evidence for `line`, of the vocabulary, whose fit is `fit`, and the wish that it fits best."""
        wish = self._fits.wanted.wishes[fit.wish]
        named = wish.matched_line[0] if fit.by_line else ""
        shared = "" if named or fit.conditions else self.shared_title(line, fit.wish)
        against = None if fit.against is None else self._fits.wanted.against[fit.against]
        return MatchEvidence(
            wish=wish.text,
            line=line,
            wish_fit=fit.wish_fit,
            named_line=named,
            shared_title=shared,
            different_groups=_different_groups(line, named or shared),
            against=against.text if against and not against.dismissed else "",
            dismissed=against.text if against and against.dismissed else "",
            wished_conditions=fit.conditions | fit.wished_conditions,
            unwanted_conditions=fit.unwanted_conditions,
            tentative=wish.tentative,
            group="" if named or shared or fit.conditions else self._shared_group(line, fit.wish),
        )

    def shared_title(self, line: str, wish: int) -> str:
        """Return the title that the wish of that number and `line` are both most like; "" if none is near both.

        A title counts as the smaller of its two scores. Candidates are in use today.
        """
        vector = line_index().vector(line)
        if vector is None:
            return ""
        best_score, best_title = SIMILAR, ""
        for title, wish_score in self._nearest_titles(wish):
            title_vector = line_index().vector(title.text)
            if title_vector is None or wish_score < best_score or sorted(title.stems) == sorted(stems_of(line)):
                continue
            score = min(wish_score, float(np.dot(vector, title_vector)))
            if score > best_score:
                best_score, best_title = score, title.text
        return best_title

    def _shared_group(self, line: str, wish: int) -> str:
        """Return the official name of the wish's unit group if `line` is of it too, else ""."""
        vector = self._fits.wanted.wishes[wish].vector
        if vector is None:
            return ""
        if wish not in self._groups:
            self._groups[wish] = line_index().nearest_group(vector)
        code = self._groups[wish]
        return vocabulary().group_names[code] if code and code in _groups_of(line) else ""

    def _nearest_titles(self, wish: int) -> list[tuple[Title, float]]:
        if wish not in self._candidates:
            scores = self._fits.text_scores(wish)
            own_stems = sorted(stems_of(self._fits.wanted.wishes[wish].text))
            rows = top_indices(scores, 4 * MAX_CANDIDATES)
            titles = [(vocabulary().titles[row], float(scores[row])) for row in rows]
            current = [(title, score) for title, score in titles if title.today and sorted(title.stems) != own_stems]
            self._candidates[wish] = current[:MAX_CANDIDATES]
        return self._candidates[wish]


def _different_groups(line: str, other: str) -> tuple[str, str] | None:
    """Return the official names of the two lines' unit groups; None if they share one or one is not known."""
    groups, other_groups = _groups_of(line), _groups_of(other)
    if not groups or not other_groups or set(groups) & set(other_groups):
        return None
    names = vocabulary().group_names
    return names[groups[0]], names[other_groups[0]]


@lru_cache(maxsize=4096)
def _groups_of(line: str) -> tuple[str, ...]:
    title = vocabulary().title_of(line) if line else None
    return title.groups if title is not None else ()
