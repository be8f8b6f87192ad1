"""What each text of the town is really about: kept beside it for measuring a matcher, never read by the service."""

import json
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from network.demo.cards import Said
from network.demo.data import occupations
from network.demo.writing import Written

ABOUT = (
    "Texts of the invented town of Haverby with the occupation that each is about. A contact answers a wish in full if "
    "both are about one occupation, and in part if their occupations are of one family. Nothing here is taken from the "
    "matcher's vocabulary."
)


def answers_file() -> Path:
    """Return where the answers are kept."""
    return Path(settings.BACKR_HOME) / "demo-answers.json"


def write_answers(written: Written, *, members: int, seed: int) -> Path:
    """Keep the answers for the texts that were written; return the file."""
    path = answers_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {
        "about": ABOUT,
        "members": members,
        "seed": seed,
        "occupations": {
            kind.key: {"soc2010": kind.group, "line": kind.line, "family": kind.family}
            for kind in occupations().values()
        },
        "wishes": _by_text(written.wishes),
        "done": _by_text(written.done),
        "jobs": _by_text(written.jobs),
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    return path


def _by_text(said: Iterable[Said]) -> dict[str, str]:
    return {one.text: one.about for one in said if one.about}
