"""`calibrate_matcher`: which score earns which word, and the reliability diagram of the docs."""

from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.encoder import EncoderUnavailable, encoder
from matching.evaluation.calibrating import Bin, Judged, error, fitted, judged, reliability
from matching.evaluation.diagram import drawn
from matching.evaluation.files import UnreadableFile
from matching.evaluation.ranking import Remembering
from matching.management.commands.train_matcher import DATA
from matching.training.sources import read_sources

PROMISES = {"close": ("right", 0.5), "near": ("akin", 0.5), "a stretch": ("akin", 0.25)}
"""What each word promises: that the line is right, or at least akin, so often."""


SCORES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Command(BaseCommand):
    help = (
        "Fit how likely a score is right on titles that were held out of the training, print the score from which each "
        "word of matching.calibration holds, and draw how well the curves keep their promise."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=DATA, help=f"folder with esco_occupations.csv.gz ({DATA})")
        parser.add_argument("--svg", type=Path, help="where to write the reliability diagram")

    def handle(self, *args: Any, data: Path, svg: Path | None, **options: Any) -> None:
        try:
            model, sources = Remembering(encoder()), read_sources(data)
            found, of_texts = judged(model, sources), judged(model, sources, by_groups=False)
        except (UnreadableFile, EncoderUnavailable) as unfit:
            raise CommandError(str(unfit)) from unfit
        self.stdout.write(f"model {model.name}, {found.question.max() + 1:,} questions, {len(found.score):,} lines")
        for word, (kind, promise) in PROMISES.items():
            in_all, texts = (fitted(one.score, getattr(one, kind)).score_for(promise) for one in (found, of_texts))
            self.stdout.write(f"{word}: {kind} with {promise} from {in_all:.3f} on; of texts alone from {texts:.3f} on")
        for name, one in (("in all", found), ("of texts alone", of_texts)):
            first = np.append(True, np.diff(one.question) > 0)
            told = ", ".join(
                f"{kind} {getattr(one, kind)[first].mean():.3f} (of ten {getattr(one, kind).mean():.3f})"
                for kind in ("right", "akin")
            )
            self.stdout.write(f"the first line, {name}: {told}")
        for score in SCORES:
            chances = [fitted(found.score, getattr(found, kind)).chance(np.array(score)) for kind in ("right", "akin")]
            self.stdout.write(f"at {score:.1f}: right {chances[0]:.2f}, akin {chances[1]:.2f}")
        curves = {kind: halves(found, kind) for kind in ("right", "akin")}
        for kind, bins in curves.items():
            self.stdout.write(f"{kind}: expected calibration error {error(bins):.3f} on titles it was not fitted to")
        if svg:
            svg.write_text(drawn(curves, "How often lines of work are right, against what was promised"), "utf-8")


def halves(found: Judged, kind: str) -> list[Bin]:
    """Return the bins of every line by the curve fitted to the other half of the questions."""
    even = found.question % 2 == 0
    promised, true = [], []
    for mine in (even, ~even):
        others, own = found.part(~mine), found.part(mine)
        promised.append(fitted(others.score, getattr(others, kind)).chance(own.score))
        true.append(getattr(own, kind))
    return reliability(np.concatenate(promised), np.concatenate(true))
