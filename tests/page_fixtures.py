"""Every page in every state, asked for once in a test run, whoever looks at them and in however many processes."""

import fcntl
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.quality.pages import Page


@pytest.fixture(scope="session")
def every_page(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> "list[Page]":
    """What the server answers, in English. The first process that needs it asks, and leaves it to the others.

    `BACKR_TEST_PAGES` names a file that keeps the answers for the next run, of the same code.
    """
    from tests.quality.pages import everything  # late: it imports every view

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    kept = Path(os.environ.get("BACKR_TEST_PAGES") or folder / "every-page.pickle")
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            with django_db_blocker.unblock(), translation.override("en-gb"):
                answers = pickle.dumps(everything())
            kept.write_bytes(answers)
    pages: list[Page] = pickle.loads(kept.read_bytes())
    return pages
