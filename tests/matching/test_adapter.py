"""The adapter: the file that its card describes, added to the weights, and nothing else."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from matching.adapter import AdapterDamaged, adapter_named, add_to, files
from matching.adapter.files import FOLDER
from matching.training.packing import packed, write

MOST_BYTES = 5_000_000


def test_the_shipped_adapter_is_small_and_its_card_tells_where_it_comes_from() -> None:
    adapter = adapter_named("backr2")
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
    card = json.loads((FOLDER / "backr2.json").read_text(encoding="utf-8"))
    assert "ESCO classification of the European Commission" in card["learnt_from"]
    assert "Open Government Licence" in card["learnt_from"]
    assert card["model"] == adapter.model == "all-MiniLM-L6-v2"
    assert {"seed", "rank", "share", "held_out", "command"} <= set(card)
    assert all(bool(torch.isfinite(change).all()) for change in adapter.changes().values())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    files.adapter_named.cache_clear()
    return tmp_path


@pytest.fixture(autouse=True)
def _forget() -> None:
    files.adapter_named.cache_clear()


class Small(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = torch.nn.Linear(6, 8)


def test_what_was_learnt_is_added_as_it_was(folder: Path) -> None:
    torch.manual_seed(1)
    change = {"layer.weight": torch.randn(8, 2) @ torch.randn(2, 6), "layer.bias": torch.randn(8)}
    write(packed(change, rank=2), folder, "tiny", {"model": "small"})
    model = Small()
    before = {name: weight.detach().clone() for name, weight in model.named_parameters()}
    add_to(model, adapter_named("tiny"))
    for name, weight in model.named_parameters():
        assert torch.allclose(weight - before[name], change[name], atol=2e-2)


def test_half_of_it_can_be_kept(folder: Path) -> None:
    change = {"layer.bias": torch.ones(8)}
    write(packed(change, share=0.5), folder, "half", {"model": "small"})
    assert np.allclose(adapter_named("half").changes()["layer.bias"].numpy(), 0.5)


def test_a_file_that_was_changed_is_refused(folder: Path) -> None:
    for path in FOLDER.glob("backr2.*"):
        shutil.copy(path, folder)
    damaged = bytearray((folder / "backr2.safetensors").read_bytes())
    damaged[-1] ^= 1
    (folder / "backr2.safetensors").write_bytes(damaged)
    with pytest.raises(AdapterDamaged, match="not the file"):
        adapter_named("backr2").changes()


def test_one_that_is_not_there_or_is_for_another_model_is_refused(folder: Path) -> None:
    with pytest.raises(AdapterDamaged, match="no adapter nothing"):
        adapter_named("nothing")
    write(packed({"elsewhere": torch.ones(3)}), folder, "other", {"model": "small"})
    with pytest.raises(AdapterDamaged, match="does not fit"):
        add_to(Small(), adapter_named("other"))
