"""What each part of the training is good for: a line a recipe, and nothing trained that is there."""

import io
import re
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from matching.management.commands.evaluate_training import ABLATIONS, ModelScores, read_evaluation_sets
from matching.training.sources import Pair, Sources, beside_neighbours, read_sources
from matching.training.trainer import batches


def test_each_recipe_is_measured_and_everything_is_held_against_the_rest(data: Path) -> None:
    for name in ABLATIONS:
        (data / f"{name}.json").write_text("{}")  # as if it had been trained: the model of the tests has no adapter
    out = io.StringIO()
    call_command("evaluate_training", data=data, out=data, stdout=out)
    rows = out.getvalue().splitlines()
    assert [row.split(" | ")[0] for row in rows] == list(ABLATIONS)
    measured = r"[01]\.\d{3} \([01]\.\d{3}–[01]\.\d{3}\)"
    assert re.fullmatch(rf"everything \| {measured} \| {measured} \| {measured}", rows[0])
    better = r"-?0\.000 \(-?0\.000–-?0\.000\)"
    assert re.fullmatch(rf"without-titles(?: \| {measured}; {better}){{3}}", rows[1])


def test_what_everything_adds_is_told_with_its_sign(data: Path) -> None:
    questions = read_evaluation_sets(data)
    asked, labels = len(questions.vacancies.texts), len(questions.titles.asked)
    less = ModelScores(np.full(asked, 0.5), np.full(asked, 0.5), np.full(labels, 0.5))
    more = ModelScores(np.full(asked, 0.75), np.full(asked, 0.75), np.full(labels, 0.75))
    assert [told.split("; ")[1] for told in questions.columns(less, more)] == ["0.250 (0.250–0.250)"] * 3


def test_without_the_data_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate_training", data=tmp_path, out=tmp_path)


def sources(data: Path, name: str) -> Sources:
    return read_sources(data, ABLATIONS[name])


def drawn(training: Sources) -> list[list[Pair]]:
    uris = list(training.labels)
    nearest = {uri: [other for other in uris if other != uri][:16] for uri in uris}
    return list(batches(training, nearest, Random(1), size=24))


def test_what_a_recipe_leaves_out_is_left_out(data: Path) -> None:
    assert any(not pair.occupation for batch in drawn(sources(data, "everything")) for pair in batch)
    assert all(pair.occupation for batch in drawn(sources(data, "without-titles")) for pair in batch)
    bare = {label for labels in sources(data, "everything").labels.values() for label in labels}
    anchor = {pair.anchor for batch in drawn(sources(data, "without-noise")) for pair in batch if pair.occupation}
    assert anchor <= bare
    noised = {pair.anchor for batch in drawn(sources(data, "everything")) for pair in batch if pair.occupation}
    assert not noised <= bare


def test_titles_come_in_runs_of_one_minor_group() -> None:
    pairs = [Pair(str(number), "", "", frozenset({f"{100 + number % 7}{number % 3}"})) for number in range(84)]
    ordered = beside_neighbours(pairs, Random(1))
    assert sorted(pair.anchor for pair in ordered) == sorted(pair.anchor for pair in pairs)

    def alike(row: list[Pair]) -> int:
        minors = [min(pair.groups)[:3] for pair in row]
        return sum(minor == following for minor, following in pairwise(minors))

    assert alike(ordered) >= 63 > 2 * alike(pairs)
    assert ordered == beside_neighbours(pairs, Random(1))
