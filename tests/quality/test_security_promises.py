"""Each promise of docs/security.md names tests that there are, and chapters of the standard."""

import re

import pytest

from backr.settings.environment import PROJECT

DOCUMENT = PROJECT / "docs/security.md"
HEADING = "| promise | against whom | held by | ASVS 5.0 |"
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
CHAPTER = re.compile(r"V(?:1[0-7]|[1-9])")


def promises(text: str) -> list[list[str]]:
    """Return the cells of each row of the tables of promises."""
    rows, inside = [], False
    for line in text.splitlines():
        inside = line == HEADING or (inside and line.startswith("|"))
        if inside and line != HEADING and not line.startswith("|---"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def faults(row: list[str]) -> list[str]:
    """Return what is wrong with a row."""
    if len(row) != 4:
        return [f"{len(row)} cells"]
    held, chapters = TEST.findall(row[2]), row[3].split(", ")
    missing = [path for path, name in held if not is_there(path, name)]
    unread = TEST.sub("", row[2]).strip(", ")
    unknown = [chapter for chapter in chapters if not CHAPTER.fullmatch(chapter)]
    return [*missing, *unknown, *([unread] if unread else []), *([] if held else ["held by nothing"])]


def is_there(path: str, name: str) -> bool:
    file = PROJECT / path
    return file.is_file() and bool(
        re.search(rf"^ *(?:def|class) {name or 'test_'}", file.read_text("utf-8"), re.MULTILINE)
    )


ROWS = promises(DOCUMENT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_each_promise_is_held_by_tests_that_there_are(row: list[str]) -> None:
    assert faults(row) == []


def test_no_table_is_overlooked() -> None:
    assert len(ROWS) >= 40


@pytest.mark.parametrize(
    "row",
    [
        ["a", "b", "`tests/quality/test_nothing.py`", "V1"],
        ["a", "b", "`tests/quality/pages.py`", "V1"],
        ["a", "b", "`tests/quality/test_security_promises.py::test_nothing`", "V1"],
        ["a", "b", "`tests/quality/test_security_promises.py`", "V18"],
        ["a", "b", "our care", "V1"],
        ["a", "b"],
    ],
)
def test_an_empty_promise_is_seen(row: list[str]) -> None:
    assert faults(row)
