"""The model: loaded late, once, without a network; and said to be away when it is."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
import pytest
from django.conf import settings as django_settings

from matching import encoder
from matching.encoder import EncoderUnavailable, LoadState


class Slow:
    """Counts how often it is made, and takes its time."""

    name = "slow"
    dimensions = 2
    made: ClassVar[list[int]] = []

    def __init__(self) -> None:
        time.sleep(0.1)
        self.made.append(1)

    def encode(self, texts: list[str]) -> Any:
        return np.ones((len(texts), 2), dtype=np.float32)


class Broken:
    def __init__(self) -> None:
        raise RuntimeError("no such model")


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    encoder.reset()
    Slow.made.clear()
    yield
    encoder.reset()


def test_many_threads_that_want_it_at_once_load_it_once(settings: Any) -> None:
    settings.MATCHING_ENCODER = f"{__name__}.Slow"
    threads = [threading.Thread(target=encoder.encoder) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Slow.made) == 1


def test_it_warms_up_in_the_background_and_says_where_it_stands(settings: Any) -> None:
    settings.MATCHING_ENCODER = f"{__name__}.Slow"
    assert encoder.state() is LoadState.COLD
    encoder.warm_up()
    encoder.warm_up()
    assert encoder.state() is LoadState.LOADING
    assert not encoder.ready()
    deadline = time.monotonic() + 5
    while not encoder.ready() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert encoder.ready()
    assert len(Slow.made) == 1


def test_a_model_that_cannot_be_had_is_said_so_and_can_be_had_later(settings: Any) -> None:
    settings.MATCHING_ENCODER = f"{__name__}.Broken"
    with pytest.raises(EncoderUnavailable, match="no such model"):
        encoder.encoder()
    assert encoder.state() is LoadState.FAILED
    settings.MATCHING_ENCODER = f"{__name__}.Slow"
    assert encoder.encoder().name == "slow"
    assert encoder.ready()


def test_the_name_of_the_vectors_is_known_without_loading(settings: Any) -> None:
    settings.MATCHING_ENCODER = "matching.encoder.SentenceTransformerEncoder"
    assert encoder.model_name().startswith(django_settings.MATCHING_MODEL)
    settings.MATCHING_ENCODER = f"{__name__}.Slow"
    assert encoder.model_name() == "slow"
    assert encoder.state() is LoadState.COLD


@pytest.mark.costly("imports torch and loads the real model")
@pytest.mark.model
def test_the_shipped_model_makes_unit_vectors_offline_and_puts_like_beside_like() -> None:
    """In a process of its own, whose every connection is refused."""
    program = """
import socket
def refuse(*args, **kwargs): raise OSError("no network here")
socket.socket.connect = refuse
import django; django.setup()
from django.conf import settings
settings.MATCHING_ENCODER = "matching.encoder.SentenceTransformerEncoder"
import threading
import numpy as np
from matching.encoder import encoder
model = encoder()
made = model.encode(["nurse", "hospital ward work", "bricklayer", "", "x" * 10000])
assert made.shape == (5, 384) and made.dtype == np.float32, made.shape
assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-4)
assert made[0] @ made[1] > made[2] @ made[1]
errors = []
def encode():
    try:
        for _ in range(5): model.encode(["a chat about the work", "nurse"])
    except Exception as error: errors.append(error)
threads = [threading.Thread(target=encode) for _ in range(8)]
[thread.start() for thread in threads]; [thread.join() for thread in threads]
assert not errors, errors
assert model.encode([]).shape == (0, 384)
from tests.matching.test_shipped import unlike_the_models
assert unlike_the_models(model) == []
"""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "backr.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
