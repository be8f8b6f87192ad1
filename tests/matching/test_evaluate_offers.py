"""The measurement of what is offered."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from matching.evaluation.sureness import notes_of_no_work, reliability_table
from matching.management.commands.evaluate_offers import FILES, OWN, _groups, _read
from matching.vocabulary import find_line
from matching.vocabulary.likely import WEIGHTS

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


def test_what_is_promised_by_cross_validation_comes_true() -> None:
    weights, bands = reliability_table([phrase for path in OWN for phrase in _read(path)], _groups)
    surest = float(bands[-1].rsplit(" ", 1)[1])
    assert surest >= 0.95
    assert [round(float(weight), 1) for weight in weights] == [round(weight, 1) for weight in WEIGHTS]


def test_hardly_a_note_of_no_work_is_found_to_be_work() -> None:
    found = [text for text, _ in notes_of_no_work() if find_line(text)]
    assert len(found) < 0.05 * len(notes_of_no_work()), found
