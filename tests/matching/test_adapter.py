"""The adapter: the file that its card describes, added to the weights, and nothing else."""

import importlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching import adapter
from matching.adapter import FOLDER, AdapterError, apply_adapter, compressed, load_adapter, write_adapter

MOST_BYTES = 5_000_000


def test_the_shipped_adapter_is_small_and_its_card_tells_where_it_comes_from(torch: Any) -> None:
    adapter = load_adapter("backr2")
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
    card = json.loads((FOLDER / "backr2.json").read_text(encoding="utf-8"))
    assert "ESCO classification of the European Commission" in card["learnt_from"]
    assert "Open Government Licence" in card["learnt_from"]
    assert card["model"] == adapter.model == "all-MiniLM-L6-v2"
    assert {"seed", "rank", "share", "held_out", "command"} <= set(card)
    assert all(bool(torch.isfinite(change).all()) for change in adapter.changes().values())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(adapter, "FOLDER", tmp_path)
    adapter.load_adapter.cache_clear()
    return tmp_path


@pytest.fixture(autouse=True)
def _forget() -> None:
    adapter.load_adapter.cache_clear()


@pytest.fixture(scope="module")
def torch() -> Any:
    """Imported late: it takes seconds, and the other test processes do without it."""
    return importlib.import_module("torch")


@pytest.fixture
def small(torch: Any) -> Any:
    """A model with the parameters layer.weight (8, 6) and layer.bias (8)."""
    return torch.nn.ModuleDict({"layer": torch.nn.Linear(6, 8)})


def test_what_was_learnt_is_added_as_it_was(folder: Path, torch: Any, small: Any) -> None:
    torch.manual_seed(1)
    change = {"layer.weight": torch.randn(8, 2) @ torch.randn(2, 6), "layer.bias": torch.randn(8)}
    write_adapter(compressed(change, rank=2), folder, "tiny", {"model": "small"})
    before = {name: weight.detach().clone() for name, weight in small.named_parameters()}
    apply_adapter(small, load_adapter("tiny"))
    for name, weight in small.named_parameters():
        assert torch.allclose(weight - before[name], change[name], atol=2e-2)


def test_half_of_it_can_be_kept(folder: Path, torch: Any) -> None:
    change = {"layer.bias": torch.ones(8)}
    write_adapter(compressed(change, share=0.5), folder, "half", {"model": "small"})
    assert np.allclose(load_adapter("half").changes()["layer.bias"].numpy(), 0.5)


def test_a_file_that_was_changed_is_refused(folder: Path) -> None:
    for path in FOLDER.glob("backr2.*"):
        shutil.copy(path, folder)
    damaged = bytearray((folder / "backr2.safetensors").read_bytes())
    damaged[-1] ^= 1
    (folder / "backr2.safetensors").write_bytes(damaged)
    with pytest.raises(AdapterError, match="not the file"):
        load_adapter("backr2").changes()


def test_one_that_is_not_there_or_is_for_another_model_is_refused(folder: Path, torch: Any, small: Any) -> None:
    with pytest.raises(AdapterError, match="no adapter nothing"):
        load_adapter("nothing")
    write_adapter(compressed({"elsewhere": torch.ones(3)}), folder, "other", {"model": "small"})
    with pytest.raises(AdapterError, match="does not fit"):
        apply_adapter(small, load_adapter("other"))
