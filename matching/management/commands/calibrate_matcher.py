"""`calibrate_matcher`: fit the score thresholds of the words, and draw the reliability diagram of the docs."""

from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.encoder import EncoderUnavailable, encoder
from matching.evaluation.files import UnreadableFile
from matching.evaluation.occupations import CachingEncoder
from matching.evaluation.reliability import (
    Bin,
    JudgedLines,
    PlattCurve,
    expected_calibration_error,
    fit_curve,
    judge_lines,
    reliability,
    reliability_svg,
)
from matching.management.commands.train_matcher import DATA
from matching.training.sources import read_sources

PROMISES = {"close": ("right", 0.5), "near": ("akin", 0.5), "a stretch": ("akin", 0.25)}
"""For each word, what it promises of a line, right or at least akin, and with which probability."""
SCORES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
KINDS = ("right", "akin")


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
            model, sources = CachingEncoder(encoder()), read_sources(data)
            judged, text_only = judge_lines(model, sources), judge_lines(model, sources, by_groups=False)
        except (UnreadableFile, EncoderUnavailable) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"model {model.name}, {judged.question.max() + 1:,} questions, {len(judged.score):,} lines")
        self._write_thresholds(judged, text_only)
        for name, lines in (("in all", judged), ("of texts alone", text_only)):
            self._write_shares(name, lines)
        for score in SCORES:
            right, akin = (_curve(judged, kind).probability(np.array(score)) for kind in KINDS)
            self.stdout.write(f"at {score:.1f}: right {right:.2f}, akin {akin:.2f}")
        curves = {kind: cross_fitted(judged, kind) for kind in KINDS}
        for kind, bins in curves.items():
            gap = expected_calibration_error(bins)
            self.stdout.write(f"{kind}: expected calibration error {gap:.3f} on titles it was not fitted to")
        if svg:
            title = "How often lines of work are right, against what was promised"
            svg.write_text(reliability_svg(curves, title), "utf-8")

    def _write_thresholds(self, judged: JudgedLines, text_only: JudgedLines) -> None:
        for word, (kind, probability) in PROMISES.items():
            whole, texts = (_curve(lines, kind).score_for(probability) for lines in (judged, text_only))
            self.stdout.write(
                f"{word}: {kind} with {probability} from {whole:.3f} on; of texts alone from {texts:.3f} on"
            )

    def _write_shares(self, name: str, lines: JudgedLines) -> None:
        first = np.append(True, np.diff(lines.question) > 0)
        shares = ", ".join(
            f"{kind} {getattr(lines, kind)[first].mean():.3f} (of ten {getattr(lines, kind).mean():.3f})"
            for kind in KINDS
        )
        self.stdout.write(f"the first line, {name}: {shares}")


def _curve(lines: JudgedLines, kind: str) -> PlattCurve:
    return fit_curve(lines.score, getattr(lines, kind))


def cross_fitted(judged: JudgedLines, kind: str) -> list[Bin]:
    """Return the bins of all lines, each by the curve that is fitted to the other half of the questions."""
    even = judged.question % 2 == 0
    promised, true = [], []
    for half in (even, ~even):
        others, own = judged.where(~half), judged.where(half)
        promised.append(_curve(others, kind).probability(own.score))
        true.append(getattr(own, kind))
    return reliability(np.concatenate(promised), np.concatenate(true))
