"""`make train`: train the shipped adapter on ESCO's labels and the coding index, and write it."""

import logging
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.adapter import FOLDER, RANK, compressed, write_adapter
from matching.encoder import REDACTION_VERSION, SHIPPED_MODEL
from matching.evaluation.files import UnreadableFile
from matching.training.sources import HELD_OUT_OF, read_sources
from matching.training.trainer import train

NAME = "backr2"
SEED = 5
DATA = Path(__file__).parents[4] / "shared" / "data" / "matching"
LEARNT_FROM = (
    "Labels of ESCO 1.0 occupations: this service uses the ESCO classification of the European Commission. Titles of "
    "the SOC 2010 Volume 2 coding index v5.1, Office for National Statistics: contains public sector information "
    "licensed under the Open Government Licence v3.0. The project's own list of everyday names."
)


class Command(BaseCommand):
    help = "Train the adapter of the shipped model, on this processor, and write it with its card."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=DATA, help=f"folder with esco_occupations.csv.gz ({DATA})")
        parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the adapter and its card")
        parser.add_argument("--name", default=NAME)
        parser.add_argument("--seed", type=int, default=SEED)
        parser.add_argument("--threads", type=int, default=1, help="of torch; another number gives other roundings (1)")
        parser.add_argument("--share", type=float, default=1.0, help="how much of what was learnt to keep (1)")
        parser.add_argument("--rank", type=int, default=RANK, help=f"of the matrices that are kept ({RANK})")

    def handle(self, *args: Any, data: Path, out: Path, name: str, seed: int, **options: Any) -> None:
        try:
            sources = read_sources(data)
        except UnreadableFile as error:
            raise CommandError(
                f"{error} The data to learn from is not part of the project: say where it is with --data."
            ) from error
        self.stdout.write(f"{len(sources.labels):,} occupations to learn from, {len(sources.held_out):,} held out")
        logging.getLogger("matching.training").setLevel(logging.INFO)
        kept = {"rank": options["rank"], "share": options["share"]}
        tensors = compressed(train(sources, seed=seed, threads=options["threads"]), **kept)
        card = {
            "name": name,
            "model": SHIPPED_MODEL,
            "reading": REDACTION_VERSION,
            "learnt_from": LEARNT_FROM,
            "held_out": f"one occupation in {HELD_OUT_OF}, with its labels and their twins, by the SHA-256 of its uri",
            "seed": seed,
            "threads": options["threads"],
            **kept,
            "command": "make train",
        }
        path = write_adapter(tensors, out, name, card)
        self.stdout.write(f"{path}, {path.stat().st_size / 1e6:.1f} MB")
