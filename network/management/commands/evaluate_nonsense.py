"""`evaluate_nonsense`: how often the search box asks for a little more, for nonsense and for real wishes."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import matching.evaluation
from matching.encoder import EncoderUnavailable, encoder
from matching.fit import LineFits
from network.demo.data import occupations
from network.suggestions.intent import read_texts, read_wanted
from network.suggestions.vectors import make_every_vector


class Command(BaseCommand):
    help = (
        "Read a few hundred texts that mention no work, and the wishes of the demo town, and print how many of each "
        'are answered with "tell us a little more". Makes missing vectors first. Needs no town.'
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            make_every_vector()
            encoder()
        except EncoderUnavailable as error:
            raise CommandError(str(error)) from error
        for heading, kinds in (("Nonsense, to be asked for more", nonsense()), ("Wishes, not to be", wishes())):
            puzzling = {kind: [text for text in texts if is_puzzling(text)] for kind, texts in kinds.items()}
            self.stdout.write(f"{heading}: {_share(list(puzzling.values()), list(kinds.values()))}")
            for kind, texts in kinds.items():
                self.stdout.write(f"  {kind}: {_share([puzzling[kind]], [texts])}")
                if options["verbosity"] > 1:
                    odd = [text for text in texts if (text in puzzling[kind]) == ("not" in heading)]
                    self.stdout.write("".join(f"    {text}\n" for text in odd), ending="")


def is_puzzling(text: str) -> bool:
    """Whether `text`, typed into the box, is answered with "tell us a little more"."""
    wanted = read_wanted(read_texts([text]))
    return not wanted.wishes or not LineFits(wanted).understood


def _share(some: Sequence[Sequence[str]], of: Sequence[Sequence[str]]) -> str:
    count, total = sum(map(len, some)), sum(map(len, of))
    return f"{count} of {total} ({count / total:.1%})"


FOLDER = Path(matching.evaluation.__file__).parent / "data"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
RANDOM_TEXTS = 100


def nonsense() -> dict[str, list[str]]:
    """Return texts that are about no work, by kind: some written by hand, and random letters."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    kind = ""
    for line in _lines(FOLDER / "nothing.txt"):
        if line.startswith("["):
            kind = line.strip("[]")
        else:
            by_kind[kind].append(line)
    chance = Random("random letters")  # noqa: S311 -- the same texts every time
    by_kind["random letters"] = [_random_text(chance) for _ in range(RANDOM_TEXTS)]
    return dict(by_kind)


def wishes() -> dict[str, list[str]]:
    """Return wishes by kind: all those of the demo town, and short ones written by hand."""
    texts = {text for kind in occupations().values() for text in (*kind.doing, *kind.plainly)}
    return {"the town's wishes": sorted(texts), "short wishes": _lines(FOLDER / "short_wishes.txt")}


def _random_text(chance: Random) -> str:
    sizes = [chance.randint(3, 9) for _ in range(chance.randint(1, 3))]
    return " ".join("".join(chance.choices(LETTERS, k=size)) for size in sizes)


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
