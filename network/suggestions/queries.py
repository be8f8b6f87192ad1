"""People who do what you want: the whole answer, for a member's own wishes or for a text."""

import logging
from collections.abc import Sequence

from matching.fit import LineFits, Wish
from matching.index import lines
from network.graph.driver import GraphUnavailable
from network.models import Member
from network.suggestions.cards import Card, Suggestions
from network.suggestions.dealing import cards
from network.suggestions.further import further_away
from network.suggestions.hidden import Hidden, hidden_from
from network.suggestions.known import known_who
from network.suggestions.wanted import is_cut, own_wishes, read_wishes
from network.suggestions.ways import ways_by_graph, ways_by_record

log = logging.getLogger(__name__)
MEANT = 3


def suggestions_for(member: Member, text: str = "") -> Suggestions:
    """Return who does what `member` wants: what `text` says, or else what they said they would like.

    Empty wishes when there is nothing to go by, and for a member who is sorted for now and has typed nothing. Does
    not wait for the model: a text without a vector is matched by its words.
    """
    if member.sorted_for_now and not text.strip():
        return Suggestions(wishes=(), resting=True)
    texts = [text] if text.strip() else own_wishes(member)
    wishes = read_wishes(texts)
    if not wishes:
        return Suggestions(wishes=(), cut=is_cut(text))
    fits = LineFits(wishes)
    known = known_who(member, wishes, fits)
    met, away = _met(member, wishes, fits)
    shown = {card.line_of_work for card in met}
    return Suggestions(
        wishes=tuple(wish.text for wish in wishes),
        known=tuple(known),
        cards=tuple(met),
        further=tuple(further_away(member, fits, shown)),
        graph_away=away,
        words_only=any(wish.vector is None for wish in wishes) or not lines().progress().complete,
        cut=is_cut(text),
        nearest_lines=tuple(fits.best_lines(0.0, MEANT)),
    )


def _met(member: Member, wishes: Sequence[Wish], fits: LineFits) -> tuple[list[Card], bool]:
    hidden: Hidden = hidden_from(member)
    try:
        ways, away = ways_by_graph(member, fits, hidden), False
    except GraphUnavailable:
        log.warning("suggesting without the graph")
        ways, away = ways_by_record(member, fits, hidden), True
    return cards(member, ways, wishes, fits, hidden), away
