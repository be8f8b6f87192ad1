"""Insert rows by the hundred thousand.

`bulk_create` makes a model of each row first: the contacts of 2,000 members took 13 s with it, and take 4 s so.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max
from django.utils import timezone


def insert(kind: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
    """Insert a row of `kind` for each of `rows`, which hold the values of `fields`; return their ids, in order.

    What is not given has its default, and times are now. Only where nobody else inserts at the same time.
    """
    own = {field.name: field for field in kind._meta.local_concrete_fields if not field.primary_key}
    constant = {name: _default(field) for name, field in own.items() if name not in fields}
    columns = ["id", *(str(own[name].column) for name in [*fields, *constant])]
    first = (kind._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
    tail = tuple(constant.values())
    numbered = [(first + number, *row, *tail) for number, row in enumerate(rows)]
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {kind._meta.db_table} ({quoted}) VALUES ({places})", numbered)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), [kind]):
            cursor.execute(statement)
    return range(first, first + len(numbered))


def _default(field: "models.Field[Any, Any]") -> Any:
    if isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add):
        return connection.ops.adapt_datetimefield_value(timezone.now())
    return field.get_db_prep_save(field.get_default(), connection)
