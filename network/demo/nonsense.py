"""Texts for measuring how often the box asks for a little more: nonsense, where it should, and wishes, where not."""

from collections import defaultdict
from pathlib import Path
from random import Random

import matching.evaluation
from network.demo.data import occupations

FOLDER = Path(matching.evaluation.__file__).parent / "data"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
RANDOM_TEXTS = 100


def nonsense() -> dict[str, list[str]]:
    """Return texts that tell of no work, by their kind: those written by hand, and letters at random."""
    found: dict[str, list[str]] = defaultdict(list)
    kind = ""
    for line in _lines(FOLDER / "nothing.txt"):
        if line.startswith("["):
            kind = line.strip("[]")
        else:
            found[kind].append(line)
    chance = Random("random letters")  # noqa: S311 -- the same ones every time
    found["random letters"] = [_random_text(chance) for _ in range(RANDOM_TEXTS)]
    return dict(found)


def wishes() -> dict[str, list[str]]:
    """Return wishes by their kind: all that the demo town's people say, and short ones by hand."""
    said = {text for kind in occupations().values() for text in (*kind.doing, *kind.plainly)}
    return {"the town's wishes": sorted(said), "short wishes": _lines(FOLDER / "short_wishes.txt")}


def _random_text(chance: Random) -> str:
    sizes = [chance.randint(3, 9) for _ in range(chance.randint(1, 3))]
    return " ".join("".join(chance.choices(LETTERS, k=size)) for size in sizes)


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
