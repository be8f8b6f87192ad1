"""Two people in one moment: on PostgreSQL here, on SQLite in a process with a database file, as in embedded mode."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.network.invitations import at_once

PROJECT = Path(__file__).resolve().parents[3]

SCRIPT = """
import django, json
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.network.invitations import at_once
print("FOUND", json.dumps(at_once.everything()))
"""


def on_a_database_file(home: Path) -> dict[str, Any]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BACKR_", "DJANGO_"))}
    environment |= {"BACKR_HOME": str(home), "DJANGO_SETTINGS_MODULE": "backr.settings.embedded"}
    command = [sys.executable, "-c", SCRIPT]
    result = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout.rpartition("FOUND ")[2])
    return found


@pytest.mark.django_db(transaction=True)
def test_what_many_do_at_once_comes_out_as_if_one_after_the_other(tmp_path: Path) -> None:
    found = on_a_database_file(tmp_path) if connection.vendor == "sqlite" else at_once.everything()
    assert found["yes to one link"] == [["used"] * 5 + ["yes"]] * 5
    assert found["handshakes are sound"]
    for answers, persons, left in found["one address"]:
        assert answers == ["added"] * 6 + ["removed"] * 6
        assert persons == 1, "written down by several at once, it is still one person"
        assert left == 0
    assert found["crossed handshakes"] == ["shaken"] * 4
    assert found["handshakes are sound in the end"]
