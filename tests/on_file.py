"""Races need real connections: run a scenario in a process of its own, on an SQLite file with the embedded settings."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from backr.settings.environment import PROJECT

SCRIPT = """
import django, json
django.setup()
from {module} import everything
print("FOUND", json.dumps(everything()))
"""


def everything_at_once(module: str, home: Path, migrated: Path) -> dict[str, Any]:
    """Return what `everything()` of `module` found, with `home` as the folder of all state.

    It begins with a copy of the database file `migrated`.
    """
    shutil.copy(migrated, home / "backr.sqlite3")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BACKR_", "DJANGO_"))}
    environment |= {"BACKR_HOME": str(home), "DJANGO_SETTINGS_MODULE": "backr.settings.embedded"}
    command = [sys.executable, "-c", SCRIPT.format(module=module)]
    result = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout.rpartition("FOUND ")[2])
    return found
