"""Understand a text in somebody's own words: the work they want, what they rule out, what they did and can do."""

from matching.understanding.hints import (
    Condition,
    ConditionHint,
    Level,
    LevelHint,
    Mention,
    SkillHint,
    Stance,
    Understood,
)
from matching.understanding.parser import understand

__all__ = [
    "Condition",
    "ConditionHint",
    "Level",
    "LevelHint",
    "Mention",
    "SkillHint",
    "Stance",
    "Understood",
    "understand",
]
