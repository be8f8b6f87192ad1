"""What a free text says, as structured values, each with a confidence from 0 to 1."""

from dataclasses import dataclass
from enum import Enum


class Stance(Enum):
    """What a clause is to its writer."""

    WISH = "wish"
    AGAINST = "against"
    HISTORY = "history"
    ABOUT = "about"
    """What they can do, or what they are like."""
    ASIDE = "aside"
    """When, how much and why: no work."""


class Level(Enum):
    """Where somebody stands in a line of work, or would like to stand."""

    LEARNING = "learning"
    EXPERIENCED = "experienced"
    LEADING = "leading"


class Condition(Enum):
    """A working condition: where, when and among whom."""

    OUTDOORS = "outdoors"
    ANIMALS = "animals"
    CHILDREN = "children"
    OLDER_PEOPLE = "older people"
    PEOPLE = "people"
    HANDS_ON = "hands on"
    QUIET = "quiet"
    LIGHT = "light"
    ON_THE_ROAD = "on the road"
    OWN_BOSS = "own boss"
    FROM_HOME = "from home"
    NEAR_HOME = "near home"
    NIGHTS = "nights"
    MORNINGS = "mornings"
    EVENINGS = "evenings"
    WEEKENDS = "weekends"
    DAYS = "days"
    SCHOOL_HOURS = "school hours"
    PART_TIME = "part time"
    FULL_TIME = "full time"
    SEASONAL = "seasonal"

    @property
    def is_work(self) -> bool:
        """Whether it says what somebody would do, and not only when or where: "outdoors" can be a whole wish."""
        return self in _WORK


_WORK = frozenset(
    {
        Condition.OUTDOORS,
        Condition.ANIMALS,
        Condition.CHILDREN,
        Condition.OLDER_PEOPLE,
        Condition.PEOPLE,
        Condition.HANDS_ON,
        Condition.ON_THE_ROAD,
    }
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a text wants, rules out or reports: the words for it, without "I would like to"."""

    words: str
    confidence: float
    line: str = ""
    """The line of work that the words name, from the vocabulary; "" for none."""
    line_confidence: float = 0.0
    conditions: frozenset[Condition] = frozenset()
    """The conditions that the words ask for, if they ask for nothing else: "something outdoors"."""


@dataclass(frozen=True, slots=True)
class LevelHint:
    level: Level
    confidence: float


@dataclass(frozen=True, slots=True)
class ConditionHint:
    condition: Condition
    confidence: float
    wanted: bool = True
    """Whether it is asked for; otherwise it is ruled out ("no nights")."""


@dataclass(frozen=True, slots=True)
class SkillHint:
    skill: str
    """A key of `experience.SKILLS`."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Understood:
    """Everything that a text says, each kind in the order of the text."""

    text: str
    wishes: tuple[Mention, ...] = ()
    against: tuple[Mention, ...] = ()
    history: tuple[Mention, ...] = ()
    levels: tuple[LevelHint, ...] = ()
    conditions: tuple[ConditionHint, ...] = ()
    skills: tuple[SkillHint, ...] = ()
    wants_change: bool = False
    """Whether the writer asks for something else than they have done, without saying what."""

    @property
    def wanted_conditions(self) -> frozenset[Condition]:
        return frozenset(hint.condition for hint in self.conditions if hint.wanted)

    @property
    def unwanted_conditions(self) -> frozenset[Condition]:
        return frozenset(hint.condition for hint in self.conditions if not hint.wanted)
