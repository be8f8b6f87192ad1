"""What was learnt, made small: the nearest matrices of low rank, in float16, with a card beside them."""

import hashlib
import importlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matching.adapter.files import BY, DOWN, UP

RANK = 48
"""The best approximation of that rank (Eckart and Young 1936) keeps four fifths of what was learnt, by its square."""


def packed(changes: Mapping[str, Any], *, rank: int = RANK, share: float = 1.0) -> dict[str, Any]:
    """Return the adapter's tensors: each matrix as two thin ones, each vector as it is, times `share`.

    A share under 1 is the average with the model as it was (Wortsman et al. 2022, "WiSE-FT").
    """
    torch: Any = importlib.import_module("torch")
    out: dict[str, Any] = {}
    for name, change in changes.items():
        if change.ndim != 2:
            out[name + BY] = (share * change).half()
            continue
        left, sizes, right = torch.linalg.svd(share * change.float(), full_matrices=False)
        root = sizes[:rank].sqrt()
        out[name + UP] = (left[:, :rank] * root).half().contiguous()
        out[name + DOWN] = (root[:, None] * right[:rank]).half().contiguous()
    return out


def write(tensors: Mapping[str, Any], folder: Path, name: str, card: Mapping[str, Any]) -> Path:
    """Write the adapter and its card into `folder`; return the adapter's file."""
    library: Any = importlib.import_module("safetensors.torch")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.safetensors"
    library.save_file(dict(tensors), str(path))
    told = {**card, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    (folder / f"{name}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
