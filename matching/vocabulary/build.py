"""Build the shipped vocabulary from the coding index of the Office for National Statistics.

    python -m matching.vocabulary.build FOLDER

`FOLDER` holds soc2010_index.csv.gz (code, title, additional, industry; titles inverted), soc2010_groups.csv (code,
level, title) and esco_occupations.csv.gz (uri, preferred, alternatives separated by `|`). Writes
`data/soc2010_titles.tsv.gz` (title, number of its entries in the index, whether ESCO has it too and so it is in use
today, its unit groups with the commonest first) and `data/soc2010_groups.tsv`. The same input gives the same bytes.
"""

import csv
import gzip
import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from matching.vocabulary.tables import DATA
from matching.vocabulary.tokenizer import stems_of, words_of

_PAY_GRADE = re.compile(
    r"^(?:(?:pay)?band|grade|payband)\b|^[A-Z]{0,3}\d[A-Z]?$|^[A-Z]$|^[A-Z]+\(T\)$|.*RM&G", re.IGNORECASE
)
_COMMON_INITIALS = frozenset({"DJ", "GP", "JP", "MEP", "MLA", "MP", "MSP", "PA", "PC", "PCSO", "QC", "SENCO", "WPC"})
"""Initials in everyday use; the index's other bare initials are qualifications or civil service grades."""
_OBSOLETE = frozenset({"boy", "girl", "lad", "lass", "slave"})


def line_of(title: str) -> str:
    """Return an inverted title in reading order, or "" if it is no line of work.

    "Executive, liaison, media" gives "media liaison executive"; grades ("Band 3") and post-nominals ("FRCS") give "".
    """
    title = re.sub(r"\s*\([^)]*\)", "", title).replace("’", "'").replace("hgv", "HGV")
    parts = [part.strip() for part in title.split(",")]
    parts = [part for part in parts if part and part != "nos"]
    if not parts or _PAY_GRADE.search(parts[0]) or "RM&G" in title:
        return ""
    head = parts[0]
    if len(parts) == 1 and head.isupper() and head not in _COMMON_INITIALS:
        return ""
    if head.lower() in _OBSOLETE or any(part.isdigit() or re.fullmatch(r"\d[A-Z]", part) for part in parts[1:]):
        return ""
    if not re.match(r"[A-Z]{2}", head):
        parts[0] = head[0].lower() + head[1:]
    parts[0] = re.sub(r"-[A-Z](?=[a-z])", lambda match: match.group().lower(), parts[0])
    return " ".join(reversed(parts))


def current_names(folder: Path) -> set[str]:
    """Return every label of ESCO's occupations, in lower case."""
    with gzip.open(folder / "esco_occupations.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {label.casefold() for row in rows for label in (row["preferred"], *row["alternatives"].split("|"))}


def build(folder: Path) -> tuple[str, str]:
    """Return the contents of the two shipped files: titles and groups, tab-separated."""
    groups_by_line: dict[str, Counter[str]] = defaultdict(Counter)
    spelling: dict[tuple[str, ...], str] = {}  # "multi-drop" and "multi drop" are one line
    with gzip.open(folder / "soc2010_index.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if line := line_of(row["title"]):
                groups_by_line[spelling.setdefault(tuple(words_of(line)), line)][row["code"]] += 1
    today = current_names(folder)
    with (folder / "soc2010_groups.csv").open(encoding="utf-8", newline="") as file:
        names = {row["code"]: (row["level"], row["title"]) for row in csv.DictReader(file)}
    name_stems = {code: frozenset(stems_of(title)) for code, (_, title) in names.items()}
    titles = "".join(
        f"{line}\t{groups.total()}\t{int(line.casefold() in today)}\t{','.join(in_order(line, groups, name_stems))}\n"
        for line, groups in sorted(groups_by_line.items())
    )
    return titles, "".join(f"{code}\t{level}\t{title}\n" for code, (level, title) in names.items())


def in_order(line: str, groups: Counter[str], name_stems: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the groups of `line`, the commonest first; among equally common ones first the group named after it.

    A waiter is first of all in "Waiters and waitresses". `name_stems` has the stems of the groups' names.
    """
    own = set(stems_of(line))
    return sorted(groups, key=lambda code: (-groups[code], not own <= name_stems.get(code, frozenset()), code))


def main(folder: Path) -> None:
    titles, groups = build(folder)
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        file.write(titles.encode())
    (DATA / "soc2010_titles.tsv.gz").write_bytes(packed.getvalue())
    (DATA / "soc2010_groups.tsv").write_text(groups, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
