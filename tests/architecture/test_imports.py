"""Imports keep their direction: backr → network → matching, and the layers within network."""

import logging
from collections.abc import Iterator

import pytest
from importlinter.cli import lint_imports


@pytest.fixture
def loggers_as_before() -> Iterator[None]:
    """import-linter configures logging for itself, which silences every logger that there is."""
    loggers = [each for each in logging.root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    before = {logger: logger.disabled for logger in loggers}
    yield
    for logger, disabled in before.items():
        logger.disabled = disabled


@pytest.mark.usefixtures("loggers_as_before")
def test_the_import_contract_holds() -> None:
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0
