"""What somebody says in their own words: which work, and which not; what they can do, where they stand, and when."""

from matching.understanding.hints import (
    Level,
    LevelHint,
    Part,
    Setting,
    SettingHint,
    SkillHint,
    Stance,
    Understood,
)
from matching.understanding.reading import understand

__all__ = ["Level", "LevelHint", "Part", "Setting", "SettingHint", "SkillHint", "Stance", "Understood", "understand"]
