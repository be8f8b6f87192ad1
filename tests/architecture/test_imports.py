"""Imports keep their direction: backr → network → matching, and the layers within network."""

from importlinter.cli import lint_imports


def test_the_import_contract_holds() -> None:
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0
