"""What a free text says, as structured hints. Plain values, each with how sure we are of it, from 0 to 1."""

from dataclasses import dataclass
from enum import Enum


class Stance(Enum):
    """What a part of a text is to its writer."""

    WISH = "wish"
    AGAINST = "against"
    HISTORY = "history"
    ABOUT = "about"
    """What they can do, or are like."""
    ASIDE = "aside"
    """When, how much, and why: nothing that one could be."""


class Level(Enum):
    """Where in a line of work somebody stands, or would like to."""

    LEARNING = "learning"
    EXPERIENCED = "experienced"
    LEADING = "leading"


class Setting(Enum):
    """Where, when and among whom."""

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
        """Whether it says what somebody would do, and not only when or where: "outdoors" can be all that they wish."""
        return self in _WORK


_WORK = frozenset(
    {
        Setting.OUTDOORS,
        Setting.ANIMALS,
        Setting.CHILDREN,
        Setting.OLDER_PEOPLE,
        Setting.PEOPLE,
        Setting.HANDS_ON,
        Setting.ON_THE_ROAD,
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is wanted, not wanted, or was done: the words for it, without "I would like to"."""

    words: str
    confidence: float
    line: str = ""
    """The line of work that the words name, from the vocabulary; "" for none."""
    line_confidence: float = 0.0
    settings: frozenset[Setting] = frozenset()
    """What they ask for, when that is all that they ask for: "something outdoors"."""


@dataclass(frozen=True, slots=True)
class LevelHint:
    level: Level
    confidence: float


@dataclass(frozen=True, slots=True)
class SettingHint:
    setting: Setting
    confidence: float
    wanted: bool = True
    """Whether it is asked for; else it is ruled out ("no nights")."""


@dataclass(frozen=True, slots=True)
class SkillHint:
    skill: str
    """A key of `skills.SKILLS`."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Understood:
    """All that a text says, each kind in the order in which it is said."""

    text: str
    wishes: tuple[Part, ...] = ()
    against: tuple[Part, ...] = ()
    history: tuple[Part, ...] = ()
    levels: tuple[LevelHint, ...] = ()
    settings: tuple[SettingHint, ...] = ()
    skills: tuple[SkillHint, ...] = ()
    wants_change: bool = False
    """Whether they ask for something else than they have done, without saying what."""

    @property
    def wanted(self) -> frozenset[Setting]:
        return frozenset(hint.setting for hint in self.settings if hint.wanted)

    @property
    def unwanted(self) -> frozenset[Setting]:
        return frozenset(hint.setting for hint in self.settings if not hint.wanted)
