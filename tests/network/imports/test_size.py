"""20,000 rows, from upload to undone, in 500 MB and without a model; other shapes at 3,000 rows.

`python -m tests.network.imports.whole_import SHAPE 20000` measures any shape whole, with its times. Each is in a
process of its own, since the memory of a process is never given back. `test_growth.py` counts the steps.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backr.settings.environment import PROJECT
from tests.network.imports.shapes import SHAPES

MOST_MB = 500.0
ROWS, FEWER = 20_000, 3_000
STUCK = 600
"""Seconds after which an import of any shape hangs, on any machine."""


def run(home: Path, *words: str) -> str:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("BACKR_", "DJANGO_"))},
        "BACKR_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "backr.settings.embedded",
        "BACKR_LOG_LEVEL": "ERROR",
        "OMP_NUM_THREADS": "1",
    }
    whole = [sys.executable, *words]
    done = subprocess.run(
        whole, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=STUCK
    )
    return done.stdout


@pytest.fixture
def home(migrated_file: Path | None, tmp_path: Path) -> Path:
    """Return a `BACKR_HOME` with a migrated database."""
    if migrated_file is None:
        pytest.skip("in a database file of its own, so on SQLite")
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(migrated_file, home / "backr.sqlite3")
    return home


def measured(shape: str, rows: int, home: Path) -> dict[str, float]:
    figures: dict[str, float] = json.loads(
        run(home, "-m", "tests.network.imports.whole_import", shape, str(rows)).splitlines()[-1]
    )
    return figures


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "rows"), [("linkedin", ROWS), *((shape, FEWER) for shape in SHAPES)])
def test_many_rows_of_any_shape(shape: str, rows: int, home: Path) -> None:
    figures = measured(shape, rows, home)
    print(shape, rows, figures)
    assert figures["mb"] < MOST_MB
    assert figures["left"] == 0, "and undone"
    assert not figures["torch"]


@pytest.mark.costly("an interpreter of its own")
def test_an_import_loads_no_model(home: Path) -> None:
    """The worker of imports is small: no task that it could take, and nothing that it does, imports torch."""
    figures = measured("linkedin", 100, home)
    assert (figures["torch"], figures["contacts"]) == (False, 100)
