"""How introductions ought to go, in plain Python: the reference for the state machine. Days are whole numbers."""

from dataclasses import dataclass, field

LIFE, MONTH = 14, 30


@dataclass
class Ask:
    requester: str
    introducer: str
    target: str
    in_service: bool
    asked_on: int
    state: str = "asked"
    telling: str = ""
    declined_by: str = ""
    passed_on_day: int | None = None
    held_back: bool = False
    counted_day: int | None = None
    """Since when it counts in the target's month."""
    acts: list[str] = field(default_factory=lambda: ["asked"])

    def deadline(self) -> int:
        return self.asked_on + LIFE

    def live(self) -> bool:
        return self.state in ("asked", "passed_on")

    def waits_for_the_target(self) -> bool:
        kept_quiet = self.state == "declined" and self.declined_by == "target" and self.telling != "now"
        return self.state == "passed_on" or kept_quiet

    def requester_sees(self, today: int) -> str:
        if self.state in ("agreed", "withdrawn"):
            return self.state
        return "over" if self.telling == "now" or today >= self.deadline() else "still_asking"


@dataclass
class Town:
    """Everything that decides whether an act goes through."""

    limits: dict[str, int]
    today: int = 0
    asks: list[Ask] = field(default_factory=list)
    blocks: set[tuple[str, str]] = field(default_factory=set)
    """Who has blocked whom."""
    away: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)

    def blocked(self, *people: str) -> bool:
        return any(owner in people and other in people for owner, other in self.blocks)

    def load(self, who: str) -> int:
        asked = [ask for ask in self.asks if ask.introducer == who and self.today - ask.asked_on < MONTH]
        passed = [
            ask
            for ask in self.asks
            if ask.target == who and ask.counted_day is not None and self.today - ask.counted_day < MONTH
        ]
        return len(asked) + len(passed)

    def able(self, who: str) -> bool:
        return who not in self.away and self.load(who) < self.limits[who]

    def ask(self, requester: str, introducer: str, target: str, *, in_service: bool) -> str:
        record = (requester, introducer, target)
        same = [ask for ask in self.asks if (ask.requester, ask.introducer, ask.target) == record]
        if any(ask.requester_sees(self.today) == "still_asking" for ask in same):
            return "already"
        if target in self.private or (requester, introducer) in self.blocks or not self.able(introducer):
            return "not open"
        for ask in same:
            self._expire(ask)
        made = Ask(requester, introducer, target, in_service, self.today)
        made.held_back = self.blocked(requester, introducer) or (requester, target) in self.blocks
        self.asks.append(made)
        return "done"

    def pass_on(self, ask: Ask) -> str:
        if ask.state != "asked" or ask.held_back or self.today >= ask.deadline():
            return "not allowed"
        if ask.target in self.private:
            return "private"
        if ask.in_service:
            takes_it = self.able(ask.target) and not self._is_asked_already(ask)
            ask.counted_day = self.today if takes_it else None
            ask.held_back = not takes_it or self.blocked(ask.requester, ask.introducer, ask.target)
        ask.state, ask.passed_on_day = "passed_on", self.today
        ask.acts.append("passed_on")
        return "done"

    def _is_asked_already(self, ask: Ask) -> bool:
        others = [
            other for other in self.asks if other is not ask and other.in_service and other.counted_day is not None
        ]
        return any(
            (other.requester, other.target, other.state) == (ask.requester, ask.target, "passed_on") for other in others
        )

    def decline(self, ask: Ask, by: str, telling: str) -> str:
        expected = {"introducer": ask.state == "asked", "target": ask.waits_for_the_target()}[by]
        if not expected or self.today >= ask.deadline() or ask.held_back:
            return "not allowed"
        ask.state, ask.declined_by, ask.telling = "declined", by, telling
        ask.acts.append("declined")
        return "done"

    def agree(self, ask: Ask) -> str:
        if not ask.waits_for_the_target() or self.today >= ask.deadline():
            return "not allowed"
        if ask.in_service and (ask.held_back or self.blocked(ask.requester, ask.target)):
            return "not allowed"
        ask.state, ask.declined_by, ask.telling = "agreed", "", ""
        ask.acts.append("agreed")
        return "done"

    def withdraw(self, ask: Ask) -> str:
        if ask.requester_sees(self.today) != "still_asking":
            return "not allowed"
        ask.state, ask.declined_by, ask.telling = "withdrawn", "", ""
        ask.acts.append("withdrew")
        return "done"

    def expire_due(self) -> None:
        for ask in self.asks:
            self._expire(ask)

    def _expire(self, ask: Ask) -> None:
        if ask.live() and self.today >= ask.deadline():
            ask.state = "expired"
            ask.acts.append("expired")
