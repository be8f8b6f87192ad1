"""The process that answers pages does its arithmetic on one thread."""

import subprocess
import sys

from backr.settings.environment import PROJECT

ASKED = """
import sys
from backr.serving import web
web.make_server = lambda *words, **more: sys.exit()
sys.argv = ["web"]
try:
    web.main()
except SystemExit:
    pass
import numpy
from threadpoolctl import threadpool_info
from matching.encoder import torch_threads
print(torch_threads(), *(pool["num_threads"] for pool in threadpool_info()))
"""


def test_a_text_is_encoded_and_compared_on_one_thread() -> None:
    said = subprocess.run([sys.executable, "-c", ASKED], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert said.stdout.split()
    assert set(said.stdout.split()) == {"1"}
