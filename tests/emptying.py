"""Tests of real transactions empty every table afterwards; the guards of the ledger step aside for that moment."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from network.platform.ledger import triggers


@pytest.fixture(autouse=True, scope="session")
def ledger_lets_itself_be_emptied() -> Iterator[None]:
    """Wrap what `flush` does to the database, and nothing else."""
    real = BaseDatabaseOperations.execute_sql_flush

    def execute_sql_flush(self: BaseDatabaseOperations, sql_list: Any) -> None:
        triggers.remove(self.connection)
        try:
            real(self, sql_list)
        finally:
            triggers.install(self.connection)

    BaseDatabaseOperations.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign,assignment]
    yield
    BaseDatabaseOperations.execute_sql_flush = real  # type: ignore[method-assign]
