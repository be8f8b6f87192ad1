"""People who do what you want: the whole answer, for a member's own wishes or for a text."""

import logging

from matching.fit import LineFits
from matching.index import lines
from matching.meeting import Meetings
from network.graph.driver import GraphUnavailable
from network.models import Member
from network.suggestions.aside import Aside, aside_of
from network.suggestions.cards import Card, Suggestions
from network.suggestions.dealing import cards
from network.suggestions.further import further_away
from network.suggestions.helping import said_to_help
from network.suggestions.hidden import Hidden, hidden_from
from network.suggestions.known import known_who
from network.suggestions.limits import IN_TOWN_MILES
from network.suggestions.ranking import ranked
from network.suggestions.reading import reading_of
from network.suggestions.wanted import Said, read_wanted, said_by, without
from network.suggestions.ways import ways_by_graph, ways_by_record

log = logging.getLogger(__name__)


def suggestions_for(member: Member, text: str = "", *, both_ways: bool = True) -> Suggestions:
    """Return who does what `member` wants: what `text` says, or else what they said they would like.

    No texts when there is nothing to go by, and for a member who is sorted for now and has typed nothing. Does not
    wait for the model: a text without a vector is matched by its words. `both_ways` is off only for measuring what it
    is good for.
    """
    if member.sorted_for_now and not text.strip():
        return Suggestions((), resting=True)
    own, aside = said_by(member), aside_of(member)
    texts = (text,) if text.strip() else own.wishes
    wanted = without(read_wanted(texts), aside.lines)
    reading = reading_of(texts)
    if not wanted.wishes:
        return Suggestions(texts, reading, puzzled=bool(texts))
    fits = LineFits(wanted)
    words_only = any(wish.vector is None for wish in wanted.wishes) or not lines().progress().complete
    if not words_only and not fits.understood:
        return Suggestions(texts, reading, puzzled=True)
    meetings = Meetings(fits)
    known = known_who(member, fits, meetings)
    met, with_a_way, away = _met(member, own if both_ways else None, fits, meetings, aside)
    return Suggestions(
        texts,
        reading,
        known=tuple(known),
        cards=tuple(met),
        aside=len(aside.cards),
        further=() if away else tuple(further_away(member, fits, with_a_way)),
        further_within=IN_TOWN_MILES if member.place else None,
        graph_away=away,
        words_only=words_only,
    )


def _met(
    member: Member, own: Said | None, fits: LineFits, meetings: Meetings, aside: Aside
) -> tuple[list[Card], set[str], bool]:
    """Return the cards; the lines to which a way stands, be it shown or not; and whether the graph was away."""
    hidden: Hidden = hidden_from(member)
    try:
        ways, away = ways_by_graph(member, fits, hidden), False
    except GraphUnavailable:
        log.warning("suggesting without the graph")
        ways, away = ways_by_record(member, fits, hidden), True
    said = said_to_help(own.all, {way.contact for way in ways}) if own else {}
    met, with_a_way = cards(member, ranked(ways, fits, said, aside), meetings, hidden, aside)
    return met, with_a_way | set(aside.lines), away
