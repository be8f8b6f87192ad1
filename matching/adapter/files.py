"""An adapter's two files: the changes, and a card that says where they come from and what they must weigh.

`NAME.safetensors` holds, for each changed matrix W of the model, two thin ones of float16, "W.up" (rows, rank) and
"W.down" (rank, columns), to be added as W += up @ down (Hu et al. 2021, "LoRA"); and vectors (biases, scales) as they
are, "W.by". `NAME.json` is the card, with the SHA-256 of the first.
"""

import hashlib
import importlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"
UP, DOWN, BY = ".up", ".down", ".by"


class AdapterDamaged(RuntimeError):
    """The adapter is not there, or not the one that its card describes."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter that is at hand."""

    name: str
    path: Path
    sha256: str
    model: str
    """The model that it changes, and no other."""

    def changes(self) -> dict[str, Any]:
        """Return what to add to each of the model's weights, by its name, as torch tensors of float32.

        Raises `AdapterDamaged` when the file is not the one that the card describes.
        """
        if hashlib.sha256(self.path.read_bytes()).hexdigest() != self.sha256:
            raise AdapterDamaged(f"{self.path} is not the file that its card describes: fetch it again")
        library: Any = importlib.import_module("safetensors.torch")
        held = {key: tensor.float() for key, tensor in library.load_file(str(self.path)).items()}
        added = {key.removesuffix(BY): tensor for key, tensor in held.items() if key.endswith(BY)}
        for key in held:
            if key.endswith(UP):
                name = key.removesuffix(UP)
                added[name] = held[key] @ held[name + DOWN]
        return added


@lru_cache(maxsize=4)
def adapter_named(name: str) -> Adapter:
    """Return the shipped adapter `name`. Raises `AdapterDamaged` if there is none or its card cannot be read."""
    try:
        card = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        return Adapter(name, FOLDER / f"{name}.safetensors", card["sha256"], card["model"])
    except (OSError, ValueError, KeyError) as error:
        raise AdapterDamaged(f"there is no adapter {name} to be read: {error}") from error


def add_to(model: Any, adapter: Adapter) -> None:
    """Add the adapter's changes to `model`, a transformer of torch, in place.

    Raises `AdapterDamaged` when a weight that it changes is not there, or of another shape.
    """
    torch: Any = importlib.import_module("torch")
    weights = dict(model.named_parameters())
    with torch.no_grad():
        for name, change in adapter.changes().items():
            if name not in weights or weights[name].shape != change.shape:
                raise AdapterDamaged(f"adapter {adapter.name} does not fit the model: {name}")
            weights[name] += change.to(weights[name].dtype)
