"""`evaluate_training`: learn with everything, and without each part, and measure what that part was good for."""

import logging
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.encoder import SHIPPED, EncoderUnavailable, adapted_by
from matching.evaluation.files import UnreadableFile
from matching.evaluation.recipes import RECIPES, Measured, read_questions
from matching.management.commands.train_matcher import DATA, SEED
from matching.training.learning import learn
from matching.training.packing import packed, write
from matching.training.sources import read_sources


class Command(BaseCommand):
    help = (
        "Train an adapter by everything and one without each part of the training, and print for each: MRR and R@10 on "
        "JobBERT's validation split, MAP of held-out labels against single labels, and how much better everything is."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=DATA, help=f"folder with the data ({DATA})")
        parser.add_argument("--out", type=Path, required=True, help="folder for the adapters; those there are not made")
        parser.add_argument("--only", nargs="*", choices=RECIPES, default=list(RECIPES), help="these alone")
        parser.add_argument("--train-only", action="store_true", help="make the adapters and measure nothing")
        parser.add_argument("--seed", type=int, default=SEED)

    def handle(self, *args: Any, data: Path, out: Path, only: list[str], **options: Any) -> None:
        logging.getLogger("matching.training").setLevel(logging.INFO)
        out = out.resolve()
        try:
            for name in only:
                self._make(name, data, out, options["seed"])
            if not options["train_only"]:
                self._measure(only, data, out)
        except (UnreadableFile, EncoderUnavailable) as unfit:
            raise CommandError(str(unfit)) from unfit

    def _make(self, name: str, data: Path, out: Path, seed: int) -> None:
        if (out / f"{name}.json").exists():
            return
        changes = learn(read_sources(data, RECIPES[name]), seed=seed, threads=1)
        write(packed(changes), out, name, {"name": name, "model": SHIPPED, "seed": seed})

    def _measure(self, names: list[str], data: Path, out: Path) -> None:
        questions = read_questions(data)
        whole: Measured | None = None
        for name in names:
            found = questions.measured(adapted_by(str(out / name)))
            self.stdout.write(" | ".join([name, *questions.told(found, whole)]))
            self.stdout.flush()
            whole = whole or (found if name == "everything" else None)
