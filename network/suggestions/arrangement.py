"""The parts of the Work page: whom to ask, by introducer; what lies a step further, by line of work.

Cards keep the order that `ranking` gave them. An introducer stands where their best card does, and so does a line.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.platform.first_names import first_name
from network.platform.text import somebody_of, told_work
from network.suggestions.cards import SuggestionCard

SHOWN_INTRODUCERS = 5
"""Introducers that can be asked and are shown at once; the others are folded away."""
NAMED = 3
"""Lines of work, and introducers, that are named in a sentence."""
FEW_INTRODUCERS = 3
"""A member with fewer introducers to ask is told what could bring more."""

Kind = TypeVar("Kind", int, tuple[str, bool])


@dataclass(frozen=True, slots=True)
class Introducer:
    """Somebody whom the member can ask, and what for: a card for each line of work, the best first."""

    cards: tuple[SuggestionCard, ...]

    @property
    def name(self) -> str:
        return self.cards[0].introducer

    @property
    def whom_they_know(self) -> str:
        """Say "a chef and a cook", "a chef, somebody who was a cook and 2 others"."""
        known = [somebody_of(card.line_of_work, card.is_past) for card in self.cards]
        return in_a_row(_few(known), _("%(some)s and %(last)s"))

    @property
    def places(self) -> str:
        """Say "In Haverby, where you are", or for each line of work where, if they are in different places."""
        where = {card.line_of_work: card.place for card in self.cards if card.place}
        if len(self.cards) == len(where) and len(set(where.values())) == 1:
            return capfirst(self.cards[0].place)
        return capfirst("; ".join(f"{line}: {place}" for line, place in where.items()))


@dataclass(frozen=True, slots=True)
class FurtherLine:
    """A line of work a step further: a card for each member who would be asked first."""

    cards: tuple[SuggestionCard, ...]
    ways: tuple[tuple[str, SuggestionCard], ...]
    """What each of those members is called here, with the card."""

    @property
    def work(self) -> str:
        return told_work(self.cards[0].line_of_work, self.cards[0].is_past)

    @property
    def through(self) -> str:
        """Say "Emma, Simran or Amina"."""
        return in_a_row(_few([name for name, _card in self.ways]), _("%(some)s or %(last)s"))


def introducers_of(cards: Iterable[SuggestionCard]) -> list[Introducer]:
    """Return those who can be asked now, each with their cards."""
    askable = (card for card in cards if card.offer)
    return [Introducer(tuple(group)) for group in _grouped(askable, lambda card: card.introducer_id)]


def further_lines_of(cards: Iterable[SuggestionCard]) -> list[FurtherLine]:
    """Return the lines of work that nobody can be asked for yet, each with its cards."""
    further = [card for card in cards if not card.offer]
    names = given_names({card.introducer_id: card.introducer for card in further})
    return [
        FurtherLine(tuple(group), tuple((names[card.introducer_id], card) for card in group))
        for group in _grouped(further, lambda card: (card.line_of_work, card.is_past))
    ]


def _grouped(cards: Iterable[SuggestionCard], kind: Callable[[SuggestionCard], Kind]) -> list[list[SuggestionCard]]:
    groups: dict[Kind, list[SuggestionCard]] = {}
    for card in cards:
        groups.setdefault(kind(card), []).append(card)
    return list(groups.values())


def given_names(names: dict[int, str]) -> dict[int, str]:
    """Return, by the same ids, what each is called in a greeting, where it is enough to tell whom it means."""
    first = {pk: first_name(name) for pk, name in names.items()}
    said = [name.casefold() for name in first.values()]
    return {pk: name if said.count(name.casefold()) == 1 else names[pk] for pk, name in first.items()}


def _few(items: Sequence[str]) -> list[str]:
    """Return at most `NAMED` items; the last says how many more there are."""
    if len(items) <= NAMED:
        return list(items)
    others = len(items) - (NAMED - 1)
    return [*items[: NAMED - 1], ngettext("%(n)d other", "%(n)d others", others) % {"n": others}]


def in_a_row(items: Sequence[str], last_two: str) -> str:
    """Return "one, two and three" for a `last_two` of "%(some)s and %(last)s"."""
    if len(items) < 2:
        return "".join(items)
    return last_two % {"some": ", ".join(items[:-1]), "last": items[-1]}
