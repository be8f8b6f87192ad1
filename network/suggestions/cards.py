"""What a member may be shown of others: no name but the first introducer's, no words but the vocabulary's."""

from dataclasses import dataclass

from matching.calibration import Closeness


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the member knows themselves; everything here is the member's own."""

    contact_id: int
    name: str
    work: str
    place: str
    fit: float
    closeness: Closeness
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody two or three steps away who does what the member wants.

    `offer` is the sealed value by which asking starts; "" when it cannot be asked yet (three steps). By `handle`,
    sealed too, the card can be put aside.
    """

    line_of_work: str
    place: str
    introducer: str
    steps: int
    fit: float
    rank: float
    closeness: Closeness
    why: str
    handle: str = ""
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the member's words were understood, in their own words."""

    wishes: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    unwanted: str = ""
    """Settings that they rule out, in words."""
    history: tuple[str, ...] = ()
    ideas: tuple[str, ...] = ()
    """Lines of work to think of, for who says only what they have done and that they want a change."""

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to tell: one wish, and nothing else."""
        return len(self.wishes) + len(self.perhaps) <= 1 and not (self.against or self.unwanted)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The whole answer to "people who do what you want"."""

    texts: tuple[str, ...]
    """What was gone by, as it was written."""
    reading: Reading = Reading()
    known: tuple[Known, ...] = ()
    cards: tuple[Card, ...] = ()
    aside: int = 0
    """How many suggestions the member has put aside."""
    further: tuple[str, ...] = ()
    """Lines of work near the wishes that people in town know somebody in, and to which there is no way to show."""
    further_within: int | None = None
    """About how many miles around that is; None for everywhere."""
    resting: bool = False
    """The member is sorted for now: nothing was looked for."""
    graph_away: bool = False
    """Only own contacts and those of handshaken members were looked at."""
    words_only: bool = False
    """There was no vector for some wish yet, so it was matched by its words alone."""
    puzzled: bool = False
    """The words name no work that we know, or say only what is not wanted: nothing was looked for."""

    @property
    def nothing(self) -> bool:
        return not (self.known or self.cards)
