"""What is learnt from: pairs for one work, batches with hard wrong answers, and nothing that is held out."""

import gzip
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError, call_command

from matching.training.noise import misspelt, noised
from matching.training.sources import Pair, Sources, is_held_out, read_sources
from matching.training.trainer import batches

LABELS = 6
OCCUPATIONS = 60


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """Sixty occupations of six made-up labels each; "baker" is a label of half of them, "bakers" of one more."""
    rows = ["uri,preferred,alternatives"]
    twin = next(number for number in range(30, OCCUPATIONS) if not is_held_out(f"uri-{number}"))
    for number in range(OCCUPATIONS):
        labels = [f"worker {number} of kind {kind}" for kind in range(LABELS)]
        baker = ["baker"] if number < 30 else ["bakers"] if number == twin else []
        rows.append(f"uri-{number},{labels[0]},{'|'.join([*labels[1:], *baker])}")
    (tmp_path / "esco_occupations.csv.gz").write_bytes(gzip.compress("\n".join(rows).encode()))
    return read_sources(tmp_path)


def test_what_is_held_out_is_learnt_nowhere(sources: Sources) -> None:
    assert sources.held_out
    assert all(is_held_out(uri) for uri in sources.held_out)
    assert not set(sources.labels) & set(sources.held_out)
    unseen = {label.casefold() for labels in sources.held_out.values() for label in labels}
    assert "baker" in unseen
    assert all(label.casefold() not in unseen for labels in sources.labels.values() for label in labels)
    assert "baker" not in {title.text for title in sources.titles}
    assert "baker" not in sources.names.values()
    learnt = {label for labels in sources.labels.values() for label in labels}
    assert "bakers" not in learnt, "a twin of what is held out, in number, case or the order of its words"
    pairs = [pair for batch in batches(sources, nearest(sources), Random(1)) for pair in batch]
    assert {pair.positive.casefold() for pair in pairs}.isdisjoint(unseen)


def nearest(sources: Sources) -> dict[str, list[str]]:
    uris = list(sources.labels)
    return {uri: [other for other in uris if other != uri][:16] for uri in uris}


def test_every_label_is_learnt_once_an_epoch_and_the_same_seed_gives_the_same(sources: Sources) -> None:
    made = [list(batches(sources, nearest(sources), Random(4), size=40)) for _ in range(2)]
    assert made[0] == made[1]
    learnt = Counter(pair.occupation for batch in made[0] for pair in batch if pair.occupation)
    assert learnt.total() >= 0.9 * LABELS * len(sources.labels) - 40
    assert max(learnt.values()) <= LABELS + 1
    assert all(len(batch) <= 40 for batch in made[0])


def test_two_texts_of_one_work_are_never_learnt_as_different() -> None:
    baker = Pair("baker wanted", "baker", "a", frozenset({"5432"}))
    assert baker.same_work(Pair("bread maker", "maker of bread", "a", frozenset()))
    assert baker.same_work(Pair("BAKER", "Baker", "b", frozenset()))
    assert baker.same_work(Pair("flour confectioner", "confectioner", "", frozenset({"5432"})))
    assert not baker.same_work(Pair("cook", "school cook", "b", frozenset({"5432"}))), "neighbours are what is hard"
    assert not baker.same_work(Pair("clerk", "wages clerk", "", frozenset({"4122"})))


def test_titles_are_written_as_people_write_them_and_the_same_each_time() -> None:
    made = [[noised("pastry chef", Random(seed), "cook") for seed in range(300)] for _ in range(2)]
    assert made[0] == made[1]
    assert len(set(made[0])) > 100
    assert all(made[0])
    assert 0.15 < made[0].count("pastry chef") / 300 < 0.6
    assert sum("chef" in text or "pastry" in text for text in made[0]) > 280


def test_a_slip_changes_little() -> None:
    for seed in range(200):
        assert abs(len(misspelt("electrician", Random(seed))) - len("electrician")) <= 1
    assert misspelt("cook", Random(1)) == "cook"


def test_without_the_data_it_is_said_where_they_should_be(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not part of the project: say where it is with --data"):
        call_command("train_matcher", data=tmp_path, out=tmp_path)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("calibrate_matcher", data=tmp_path)
