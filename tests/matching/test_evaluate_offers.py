"""The measurement of what is offered."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from matching.management.commands.evaluate_offers import FILES, _read

pytestmark = pytest.mark.django_db


def test_each_of_our_phrases_has_right_lines() -> None:
    for path in FILES:
        assert all(right for _, right in _read(path))


def test_it_tells_how_often_the_right_work_is_offered(tmp_path: Path) -> None:
    phrases = tmp_path / "phrases.tsv"
    phrases.write_text("does braids\thairdresser\nretired\tbaker\nBaker\tbaker\n", encoding="utf-8")
    out = StringIO()
    call_command("evaluate_offers", phrases, stdout=out)
    assert "3 phrases; found unaided 0.67, of these right 1.00" in out.getvalue()
    assert "among 1: 0.67 3: 0.67 5: 0.67" in out.getvalue()


def test_a_file_that_is_none_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "wrong.tsv").write_text("does braids\tzzxq\n", encoding="utf-8")
    for name in ("wrong.tsv", "missing.tsv"):
        with pytest.raises(CommandError, match="Cannot read"):
            call_command("evaluate_offers", tmp_path / name)
