"""Every page, and a small town in which each has something to show.

A module of this folder a feature: its `SCENES`, the addresses with `NO_PAGE_OF_ITS_OWN`, and as `DATA` what it adds to
the town. They are found here, so whoever adds a feature adds its file and changes no other.
"""

import importlib
import pkgutil
from types import ModuleType

from tests.scenes.scene import Example, Scene
from tests.scenes.town import Town

__all__ = ["EXAMPLES", "NO_PAGE_OF_ITS_OWN", "SCENES", "Scene", "Town", "every_scene", "make_town"]


def features() -> list[ModuleType]:
    """The modules of this folder that have scenes, by name."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return [module for module in modules if hasattr(module, "SCENES")]


def _together(table: str) -> dict[str, object]:
    """The table of all features. An address that two of them have raises `ValueError`."""
    together: dict[str, object] = {}
    for module in features():
        entries = getattr(module, table, {})
        if twice := together.keys() & entries.keys():
            raise ValueError(f"{module.__name__}: {', '.join(twice)} has scenes elsewhere")
        together |= entries
    return together


SCENES: dict[str, list[Scene]] = _together("SCENES")  # type: ignore[assignment]
EXAMPLES: dict[str, Example] = _together("EXAMPLES")  # type: ignore[assignment]
NO_PAGE_OF_ITS_OWN: dict[str, str] = _together("NO_PAGE_OF_ITS_OWN")  # type: ignore[assignment]


def make_town(rows: int) -> Town:
    """Make the town. Every list that Alice can open holds about `rows` things."""
    town = Town(rows)
    for feature in features():
        if hasattr(feature, "DATA"):
            town[feature.DATA]
    return town


def every_scene() -> list[tuple[str, Scene]]:
    """All scenes with a name each, for test ids and pictures."""
    return [
        (f"{name}-{scene.note}" if scene.note else name, scene) for name, scenes in SCENES.items() for scene in scenes
    ]
