"""How a member's words were understood, told back to them in their own words."""

from collections.abc import Iterable, Iterator, Sequence

from matching.understanding import Part, understand
from matching.understanding.onwards import ideas_after, usual_work_at
from matching.understanding.words import named
from matching.vocabulary import cleaned
from network.suggestions.cards import Reading
from network.suggestions.wanted import SURE_ENOUGH, says_something, wished_in

MOST_IDEAS = 6


def reading_of(texts: Sequence[str]) -> Reading:
    """Return what is looked for and what is not, for `texts` as somebody wrote them."""
    read = [understand(text) for text in map(cleaned, texts) if says_something(text)]
    wished = [part for found in read for part in wished_in(found)]
    return Reading(
        wishes=_words(part for part in wished if part.confidence >= SURE_ENOUGH),
        perhaps=_words(part for part in wished if part.confidence < SURE_ENOUGH),
        against=_words(part for found in read for part in found.against),
        unwanted=named(setting for found in read for setting in found.unwanted),
        history=_words(part for found in read for part in found.history),
        ideas=()
        if wished or any(found.against for found in read)
        else tuple(_ideas(part for found in read for part in found.history))[:MOST_IDEAS],
    )


def _ideas(history: Iterable[Part]) -> Iterator[str]:
    for part in history:
        yield from ideas_after(usual_work_at(part.words) or part.line)


def _words(parts: Iterable[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.words for part in parts))
