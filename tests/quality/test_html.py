"""The Nu HTML checker finds no error on any page in any state (`make html-check`)."""

import json
import subprocess
from pathlib import Path

import arcadedb_embedded
import pytest

from tests.quality.pages import Page

pytestmark = pytest.mark.node

JAVA = Path(arcadedb_embedded.__file__).parent / "jre" / "bin" / "java"  # the one that the embedded graph runs on
CHECKER = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def errors_in(folder: Path) -> list[str]:
    """What the checker says of the pages in the folder, a line each."""
    assert CHECKER.is_file(), "make html-check installs the checker first"
    command = [str(JAVA), "-jar", str(CHECKER), "--errors-only", "--format", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{message.get('url', '').rpartition('/')[2]}:{message.get('lastLine')} {message['message']}"
        f" … {message.get('extract', '').strip()}"
        for message in messages
    ]


def test_no_page_has_an_error(tmp_path: Path, every_page: list[Page]) -> None:
    for page in every_page:
        (tmp_path / f"{page.name}-{page.state}.html").write_text(page.html, encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == len(every_page)
    errors = errors_in(tmp_path)
    assert not errors, "\n".join(errors)


def test_an_error_is_seen(tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text('<!doctype html><html lang="en"><title>x</title><p id="a"><p id="a">')
    assert [error.partition(" … ")[0] for error in errors_in(tmp_path)] == ["wrong.html:1 Duplicate ID “a”."]
