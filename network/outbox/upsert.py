"""The one statement that makes a subject due: a row is made, or its version goes up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

ROWS_A_STATEMENT = 500  # SQLite takes 32,766 parameters in a statement, and a row has four

UPSERT = """
    INSERT INTO network_outboxrow
        (consumer, subject, version, done_version, due_at, marked_at, lease, attempts, error)
    VALUES {rows}
    ON CONFLICT (consumer, subject) DO UPDATE SET
        version = network_outboxrow.version + 1,
        marked_at = CASE
            WHEN network_outboxrow.due_at IS NULL OR network_outboxrow.marked_at > excluded.marked_at
            THEN excluded.marked_at ELSE network_outboxrow.marked_at END,
        due_at = CASE
            WHEN network_outboxrow.due_at IS NULL OR network_outboxrow.due_at > excluded.due_at
            THEN excluded.due_at ELSE network_outboxrow.due_at END,
        attempts = CASE WHEN network_outboxrow.parked_at IS NULL THEN network_outboxrow.attempts ELSE 0 END,
        parked_at = NULL
"""


def make_due(consumer: str, subjects: Sequence[str], due_at: datetime) -> None:
    """Make each of `subjects` due at `due_at`, or at the earlier time that it is due already.

    A plain upsert by the ORM cannot add to what stands in the row. PostgreSQL and SQLite read this one alike.
    """
    when = connection.ops.adapt_datetimefield_value(due_at)
    names = sorted(subjects)
    for start in range(0, len(names), ROWS_A_STATEMENT):
        chunk = names[start : start + ROWS_A_STATEMENT]
        parameters: list[Any] = []
        for name in chunk:
            parameters += [consumer, name, when, when]
        rows = ", ".join(["(%s, %s, 1, 0, %s, %s, '', 0, '')"] * len(chunk))
        with connection.cursor() as cursor:
            cursor.execute(UPSERT.format(rows=rows), parameters)
