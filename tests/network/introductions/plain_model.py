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
    blocks: set[frozenset[str]] = field(default_factory=set)
    away: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)

    def blocked(self, *pair: str) -> bool:
        return frozenset(pair) in self.blocks

    def load(self, who: str) -> int:
        asked = [ask for ask in self.asks if ask.introducer == who and self.today - ask.asked_on < MONTH]
        passed = [
            ask
            for ask in self.asks
            if ask.target == who and ask.in_service and not ask.held_back
            if ask.passed_on_day is not None and self.today - ask.passed_on_day < MONTH
        ]
        return len(asked) + len(passed)

    def able(self, who: str) -> bool:
        return who not in self.away and self.load(who) < self.limits[who]

    def ask(self, requester: str, introducer: str, target: str, *, in_service: bool) -> str:
        same = [ask for ask in self.asks if (ask.requester, ask.target) == (requester, target)]
        if any(ask.requester_sees(self.today) == "still_asking" for ask in same):
            return "already"
        pairs = [(requester, introducer), (requester, target), (introducer, target)]
        if target in self.private or any(self.blocked(*pair) for pair in pairs) or not self.able(introducer):
            return "not open"
        for ask in same:
            self._expire(ask)
        self.asks.append(Ask(requester, introducer, target, in_service, self.today))
        return "done"

    def pass_on(self, ask: Ask) -> str:
        if ask.state != "asked" or self.today >= ask.deadline():
            return "not allowed"
        if ask.target in self.private:
            return "private"
        pairs = [(ask.requester, ask.introducer), (ask.requester, ask.target), (ask.introducer, ask.target)]
        full = ask.in_service and not self.able(ask.target)
        ask.held_back = full or any(self.blocked(*pair) for pair in pairs)
        ask.state, ask.passed_on_day = "passed_on", self.today
        ask.acts.append("passed_on")
        return "done"

    def decline(self, ask: Ask, by: str, telling: str) -> str:
        expected = {"introducer": ask.state == "asked", "target": ask.waits_for_the_target()}[by]
        if not expected or self.today >= ask.deadline() or (by == "target" and ask.held_back and ask.in_service):
            return "not allowed"
        ask.state, ask.declined_by, ask.telling = "declined", by, telling
        ask.acts.append("declined")
        return "done"

    def agree(self, ask: Ask) -> str:
        if not ask.waits_for_the_target() or self.today >= ask.deadline():
            return "not allowed"
        if ask.in_service and (ask.held_back or self.blocked(ask.requester, ask.target)):
            return "not allowed"
        if ask.held_back:
            return "done"  # as far as whoever says yes can see
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
