"""What stands in a catalogue."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Key:
    """What a text is found by: its English, and what tells it from the same English elsewhere."""

    text: str
    context: str = ""


@dataclass
class Entry:
    """One text. `plural` is its English for several, if it has one; `said` its translation, or one for each number."""

    key: Key
    plural: str = ""
    said: list[str] = field(default_factory=list)
    where: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def is_translated(self) -> bool:
        return bool(self.said) and all(self.said)
