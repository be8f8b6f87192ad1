"""Adapters: low-rank changes to the weights of the shipped model, with the files that hold them.

`NAME.safetensors` has, for each changed matrix W, two thin float16 matrices "W.up" (rows, rank) and "W.down" (rank,
columns), which are added as W += up @ down (Hu et al. 2021, "LoRA"). Changes to vectors (biases, scales) are "W.by".
`NAME.json` is its card, with the SHA-256 of the first file.
"""

import hashlib
import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"
UP_SUFFIX, DOWN_SUFFIX, DELTA_SUFFIX = ".up", ".down", ".by"


class AdapterError(RuntimeError):
    """The adapter is missing, or is not the one that its card describes."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter's card. Its file is read by `changes`."""

    name: str
    path: Path
    sha256: str
    model: str
    """The only model that it may be applied to."""

    def changes(self) -> dict[str, Any]:
        """Return what to add to each weight of the model, by its name, as torch tensors of float32.

        Raises `AdapterError` if the file is not the one that the card describes.
        """
        if hashlib.sha256(self.path.read_bytes()).hexdigest() != self.sha256:
            raise AdapterError(f"{self.path} is not the file that its card describes: fetch it again")
        library: Any = importlib.import_module("safetensors.torch")
        tensors = {key: tensor.float() for key, tensor in library.load_file(str(self.path)).items()}
        changes = {
            key.removesuffix(DELTA_SUFFIX): tensor for key, tensor in tensors.items() if key.endswith(DELTA_SUFFIX)
        }
        for key in tensors:
            if key.endswith(UP_SUFFIX):
                name = key.removesuffix(UP_SUFFIX)
                changes[name] = tensors[key] @ tensors[name + DOWN_SUFFIX]
        return changes


@lru_cache(maxsize=4)
def load_adapter(name: str) -> Adapter:
    """Return the shipped adapter `name`. Raises `AdapterError` if there is none or its card cannot be read."""
    try:
        card = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        return Adapter(name, FOLDER / f"{name}.safetensors", card["sha256"], card["model"])
    except (OSError, ValueError, KeyError) as error:
        raise AdapterError(f"there is no adapter {name} to be read: {error}") from error


def apply_adapter(model: Any, adapter: Adapter) -> None:
    """Add the adapter's changes to `model`, a torch transformer, in place.

    Raises `AdapterError` if a weight that it changes is missing or has another shape.
    """
    torch: Any = importlib.import_module("torch")
    weights = dict(model.named_parameters())
    with torch.no_grad():
        for name, change in adapter.changes().items():
            if name not in weights or weights[name].shape != change.shape:
                raise AdapterError(f"adapter {adapter.name} does not fit the model: {name}")
            weights[name] += change.to(weights[name].dtype)


RANK = 48
"""Rank of the stored matrices. How much of what was learnt it keeps: docs/matching.md, "Weights"."""


def compressed(changes: Mapping[str, Any], *, rank: int = RANK, share: float = 1.0) -> dict[str, Any]:
    """Return the adapter's tensors from `changes` times `share`: each matrix as two thin ones, each vector as it is.

    The matrices are the best approximation of that rank (Eckart and Young 1936). A share below 1 averages the trained
    model with the original (Wortsman et al. 2022, "WiSE-FT").
    """
    torch: Any = importlib.import_module("torch")
    tensors: dict[str, Any] = {}
    for name, change in changes.items():
        if change.ndim != 2:
            tensors[name + DELTA_SUFFIX] = (share * change).half()
            continue
        left, sizes, right = torch.linalg.svd(share * change.float(), full_matrices=False)
        root = sizes[:rank].sqrt()
        tensors[name + UP_SUFFIX] = (left[:, :rank] * root).half().contiguous()
        tensors[name + DOWN_SUFFIX] = (root[:, None] * right[:rank]).half().contiguous()
    return tensors


def write_adapter(tensors: Mapping[str, Any], folder: Path, name: str, card: Mapping[str, Any]) -> Path:
    """Write the adapter and its card to `folder`; return the path of the adapter."""
    library: Any = importlib.import_module("safetensors.torch")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.safetensors"
    library.save_file(dict(tensors), str(path))
    full_card = {**card, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    (folder / f"{name}.json").write_text(json.dumps(full_card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
