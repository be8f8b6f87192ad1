"""The small tables that are shipped beside the vocabulary, as rows of cells."""

from pathlib import Path

DATA = Path(__file__).parent / "data"


def table(name: str) -> list[list[str]]:
    """Return the rows of `data/{name}.tsv`, each as its cells."""
    return [row.split("\t") for row in (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
