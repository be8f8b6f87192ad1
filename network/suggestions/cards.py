"""What a member may be shown of others: no name but the first introducer's, no words but the vocabulary's."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the member knows themselves; everything here is the member's own."""

    contact_id: int
    name: str
    work: str
    place: str
    fit: float
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody two or three steps away who does what the member wants.

    `offer` is the sealed value by which asking starts; "" when it cannot be asked yet (three steps).
    """

    line_of_work: str
    place: str
    introducer: str
    steps: int
    fit: float
    rank: float
    why: str
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The whole answer to "people who do what you want"."""

    wishes: tuple[str, ...]
    known: tuple[Known, ...] = ()
    cards: tuple[Card, ...] = ()
    further: tuple[str, ...] = ()
    """Lines of work near the wishes that people of the service know somebody in."""
    resting: bool = False
    """The member is sorted for now: nothing was looked for."""
    graph_away: bool = False
    """Only own contacts and those of handshaken members were looked at."""
    words_only: bool = False
    """There was no vector for some wish yet, so it was matched by its words alone."""
    cut: bool = False
    """A text was longer than is read."""
    nearest_lines: tuple[str, ...] = field(default=())
    """What the wishes were taken to mean, to be shown when nothing else can be."""

    @property
    def nothing(self) -> bool:
        return not (self.known or self.cards)
