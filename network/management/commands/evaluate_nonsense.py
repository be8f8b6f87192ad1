"""`evaluate_nonsense`: how often the box asks for a little more, where it should and where it should not."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.encoder import EncoderUnavailable, encoder
from matching.fit import LineFits
from network.demo.nonsense import nonsense, wishes
from network.suggestions.preparing import make_every_vector
from network.suggestions.wanted import read_wanted


class Command(BaseCommand):
    help = (
        "Read a few hundred texts that tell of no work, and the wishes of the demo town: how many of each are answered "
        'with "tell us a little more". Makes the vectors that are missing first. Needs no town.'
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
    wanted = read_wanted([text])
    return not wanted.wishes or not LineFits(wanted).understood


def _share(some: Sequence[Sequence[str]], of: Sequence[Sequence[str]]) -> str:
    count, total = sum(map(len, some)), sum(map(len, of))
    return f"{count} of {total} ({count / total:.1%})"
