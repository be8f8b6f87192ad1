"""Scores: from 0 to 1, the same for the same texts, and better for a better fit."""

import io
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.encoder import encoder
from matching.fit import Fits, Wish
from matching.rank import Corpus, top_indices
from tests.hypothesis_profiles import examples

TEXTS = ["pastry chef", "plasterer", "primary school teacher", "teaching assistant", "electrician", ""]


def corpus() -> Corpus:
    return Corpus(TEXTS, encoder().encode(TEXTS))


def test_the_same_text_fits_wholly_and_nothing_fits_nothing() -> None:
    scores = corpus().scores("pastry chef", encoder().encode(["pastry chef"])[0])
    assert scores[0] == pytest.approx(1.0, abs=1e-5)
    assert scores[5] < 0.3


@given(st.text(max_size=80))
@settings(max_examples=examples(60), deadline=None)
def test_every_score_is_between_0_and_1(text: str) -> None:
    scores = corpus().scores(text, encoder().encode([text])[0])
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()
    assert (scores <= 1.0001).all()


def test_a_typing_error_is_forgiven() -> None:
    scores = corpus().scores("electrican", None)
    assert int(scores.argmax()) == 4


def test_an_everyday_name_fits_by_its_line_of_work() -> None:
    fits = Fits([Wish("sparky", None, encoder().encode(["electrician"])[0])], corpus())
    assert int(fits.best.argmax()) == 4
    assert fits.at(4).by_line


@pytest.mark.django_db
def test_the_best_of_several_wishes_counts_and_is_known() -> None:
    wishes = ["plasterer", "pastry chef"]
    fits = Fits([Wish(text, vector) for text, vector in zip(wishes, encoder().encode(wishes), strict=True)], corpus())
    assert fits.at(0).wish == 1
    assert fits.at(1).wish == 0
    assert fits.at(0).score == pytest.approx(fits.at(1).score, abs=1e-3)


def test_the_best_come_first_and_equals_in_order() -> None:
    assert top_indices(np.array([0.1, 0.9, 0.5, 0.9], dtype=np.float32), 3) == [1, 3, 2]
    assert top_indices(np.array([0.1], dtype=np.float32), 5) == [0]
    assert top_indices(np.zeros(0, dtype=np.float32), 5) == []


def test_rank_texts_prints_numbers_and_scores(tmp_path: Path) -> None:
    (tmp_path / "queries").write_text("pastry chef\n\nteaching assistant\n", encoding="utf-8")
    (tmp_path / "corpus").write_text("electrician\nteaching assistant\npastry chef", encoding="utf-8")
    out = io.StringIO()
    call_command("rank_texts", str(tmp_path / "queries"), str(tmp_path / "corpus"), top=2, stdout=out)
    rows = [row.split("\t") for row in out.getvalue().splitlines()]
    assert [row[0] for row in rows] == ["0", "0", "1", "1", "2", "2"]
    assert rows[0][1] == "2"
    assert rows[4][1] == "1"
    assert float(rows[0][2]) == pytest.approx(1.0, abs=1e-4)


def test_rank_texts_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(b"\xff\xfe\x00nurse")
    (tmp_path / "good").write_text("nurse", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Cannot read .*bad: "):
        call_command("rank_texts", str(tmp_path / "good"), str(tmp_path / "bad"))
    with pytest.raises(CommandError, match=r"Cannot read .*none: "):
        call_command("rank_texts", str(tmp_path / "none"), str(tmp_path / "good"))


def test_rank_texts_takes_empty_files(tmp_path: Path) -> None:
    (tmp_path / "none").write_text("", encoding="utf-8")
    out = io.StringIO()
    call_command("rank_texts", str(tmp_path / "none"), str(tmp_path / "none"), stdout=out)
    assert out.getvalue() == ""
