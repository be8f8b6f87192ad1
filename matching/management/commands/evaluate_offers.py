"""`evaluate_offers [FILE …]`: how often the right work is among the lines that are offered to choose from."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.encoder import encoder
from matching.evaluation.sureness import reliability_table
from matching.offers import core, offered_lines
from matching.vocabulary import find_line, vocabulary
from matching.vocabulary.commonness import main_group

DATA = Path(__file__).parents[2] / "evaluation" / "data"
OWN = tuple(DATA / f"{name}.tsv" for name in ("jotted", "jotted_held_out", "jotted_by_group", "jotted_voices"))
FILES = (*OWN, DATA / "jotted_blind.tsv")


class Command(BaseCommand):
    help = (
        "Measure the lines of work offered for phrases as people jot them. FILE has a phrase, a tab, and lines of work "
        "of the right unit groups, with | between them; or a phrase, its unit group of ISCO-08, and a name for it."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="*", default=FILES, help="the project's own if none is given")
        parser.add_argument("--reliability", action="store_true", help="also fit how sure a line is, and how reliably")

    def handle(self, *args: Any, files: list[Path], reliability: bool, **options: Any) -> None:
        for path in files:
            phrases = _read(path)
            vectors = encoder().encode([core(phrase) for phrase, _ in phrases])
            ranks = [
                _rank(offered_lines(phrase, vector), right)
                for (phrase, right), vector in zip(phrases, vectors, strict=True)
            ]
            unaided = [(_groups(line), right) for phrase, right in phrases if (line := find_line(phrase))]
            so_right = sum(1 for groups, right in unaided if groups & right)
            among = " ".join(f"{most}: {sum(rank < most for rank in ranks) / len(ranks):.2f}" for most in (1, 3, 5))
            self.stdout.write(
                f"{path.name}: {len(phrases)} phrases; found unaided {len(unaided) / len(phrases):.2f}, of these right "
                f"{so_right / max(1, len(unaided)):.2f}; the right unit group among {among}"
            )
        if reliability:
            weights, rows = reliability_table([phrase for path in OWN for phrase in _read(path)], _groups)
            self.stdout.write("weights: " + ", ".join(f"{weight:.2f}" for weight in weights))
            self.stdout.write("\n".join(f"promised {row}" for row in rows))


def _read(path: Path) -> list[tuple[str, frozenset[str]]]:
    try:
        rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines() if row]
        return [(row[0], _right(row[1])) for row in rows]
    except (OSError, ValueError, LookupError) as error:
        raise CommandError(f"Cannot read {path}: {error}") from error


def _right(answer: str) -> frozenset[str]:
    """Return the right groups, of lines of work or of unit groups of ISCO-08, with | between them."""
    groups = (_groups_of_isco()[one] if one.isdigit() else _groups(one) for one in answer.split("|"))
    return frozenset().union(*groups)


@lru_cache(maxsize=1)
def _groups_of_isco() -> dict[str, frozenset[str]]:
    """Return the unit groups of SOC 2010 that each of ISCO-08 mostly falls into; a table of our own."""
    rows = (row.split("\t") for row in (DATA / "isco_soc.tsv").read_text(encoding="utf-8").splitlines())
    return {isco: frozenset(codes.split(",")) for isco, codes in rows}


def _groups(line: str) -> frozenset[str]:
    """Return the main groups of a line of work, or of the line that an everyday name means."""
    title = vocabulary().title_of(line) or vocabulary().title_of(find_line(line))
    if title is None:
        raise ValueError(f"“{line}” is no line of work")
    return frozenset({main_group(title), *title.groups[:2]})


def _rank(lines: list[str], right: frozenset[str]) -> int:
    """Return the place of the first line whose main group is right, from 0; a large number if none is."""
    titles = map(vocabulary().title_of, lines)
    return next((place for place, title in enumerate(titles) if title and main_group(title) in right), 99)
