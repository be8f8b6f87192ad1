"""A folder of data as the commands that measure expect it, small enough to read."""

import gzip
from pathlib import Path

import pytest


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Forty occupations of three names each, and a vacancy for each by its first name."""
    rows = [f"uri-{number},worker {number},work of {number}|doing {number}" for number in range(40)]
    asked = [f"worker {number} wanted,uri-{number}" for number in range(40)]
    (tmp_path / "esco_occupations.csv.gz").write_bytes(
        gzip.compress("\n".join(["uri,preferred,alternatives", *rows]).encode())
    )
    (tmp_path / "jobbert_validation.csv.gz").write_bytes(gzip.compress("\n".join(["title,uri", *asked]).encode()))
    return tmp_path
