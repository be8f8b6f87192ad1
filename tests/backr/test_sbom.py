"""The bill of materials lists exactly what is locked, and refuses to list what is not installed."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backr.settings.environment import PROJECT

LOCK = PROJECT / "requirements.lock"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", str(PROJECT / "scripts" / "sbom.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("sbom") / "sbom.json"
    done = run(str(path))
    assert done.returncode == 0, done.stderr
    loaded: dict[str, Any] = json.loads(path.read_text())
    return loaded


def test_it_lists_what_is_locked_with_version_licence_and_address(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "backr"
    libraries = {part["name"]: part for part in bill["components"] if part["type"] == "library"}
    pinned = dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", LOCK.read_text(), re.MULTILINE))
    assert {name.lower().replace("_", "-").replace(".", "-"): version for name, version in pinned.items()} == {
        name: part["version"].partition("+")[0] for name, part in libraries.items()
    }
    assert all(part["purl"].startswith(f"pkg:pypi/{name}@") for name, part in libraries.items())
    assert [name for name, part in libraries.items() if not part.get("licenses")] == []


def test_it_says_what_needs_what(bill: dict[str, Any]) -> None:
    needs = {row["ref"].partition("@")[0]: row.get("dependsOn", []) for row in bill["dependencies"]}
    names = {name: {ref.partition("@")[0] for ref in refs} for name, refs in needs.items()}
    assert {"django", "celery", "torch"} <= names["backr"]
    assert {"asgiref", "sqlparse"} <= names["django"]
    assert "fido2" in names["django-allauth"], "by the extra that we ask for"
    refs = {part["bom-ref"] for part in bill["components"]}
    assert {ref for needed in needs.values() for ref in needed} <= refs


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no-such-package==1.0", "no-such-package is locked and not installed"),
        ("django==1.0", "django 1.0 is locked and"),
    ],
)
def test_a_lock_that_is_not_what_is_installed_is_refused(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "scripts").mkdir()
    script = tmp_path / "scripts" / "sbom.py"
    script.write_text((PROJECT / "scripts" / "sbom.py").read_text())
    (tmp_path / "pyproject.toml").write_text((PROJECT / "pyproject.toml").read_text())
    (tmp_path / "requirements.lock").write_text(f"{line}    # via nothing\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "var").exists()
