"""Rows of a database that was made before the ledger and the notices had subjects, by the code of that time.

`before_subjects.json` holds a row a line: five introductions with their chains, of which one has lost the words of an
act; two daily heads; and notices, of which ten still had to be posted.
"""

import json
from pathlib import Path
from typing import Any

from django.db.models import Model

ROWS: list[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


def rows_of(model: str) -> list[dict[str, Any]]:
    """Return the rows of a model, as "network.notice": the id, and the values of the columns by name."""
    return [{"id": row["pk"], **row["fields"]} for row in ROWS if row["model"] == model]


def insert(apps: Any, models: tuple[str, ...] = ()) -> None:
    """Insert the rows, or those of `models` alone, as the models of `apps` have them."""
    for name in dict.fromkeys(row["model"] for row in ROWS):
        if not models or name in models:
            model: type[Model] = apps.get_model(name)
            known = {field.attname: field for field in model._meta.concrete_fields}
            model._base_manager.bulk_create(
                model(**{column: known[column].to_python(value) for column, value in row.items() if column in known})
                for row in rows_of(name)
            )
