"""Contacts and addresses get what they are searched and put in order by, worked out for those there are."""

from collections.abc import Callable
from typing import Any

from django.db import migrations, models

from network.models import contact as rules

CHUNK = 500


def fill(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    _fill(
        schema_editor.connection,
        apps.get_model("network", "Contact").objects.using(alias),
        {
            "sort_key": lambda row: rules.sort_key(row.name),
            "search_names": lambda row: rules.names_to_search(row.name),
            "search_texts": rules.texts_to_search,
        },
    )
    _fill(
        schema_editor.connection,
        apps.get_model("network", "Address").objects.using(alias),
        {"search_value": rules.address_to_search},
    )


def _fill(connection: Any, rows: Any, columns: dict[str, Callable[[Any], Any]]) -> None:
    """Write the columns of all rows. Statements of one row each are faster than `bulk_update`."""
    table = connection.ops.quote_name(rows.model._meta.db_table)
    setting = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in columns)
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {setting} WHERE id = %s",  # noqa: S608
                [[*(derive(row) for derive in columns.values()), row.pk] for row in chunk],
            )


class Migration(migrations.Migration):

    dependencies = [("network", "0022_rate_limits")]

    operations = [
        migrations.AlterModelOptions(name="contact", options={"ordering": ["sort_key", "pk"]}),
        migrations.RemoveIndex(model_name="contact", name="network_con_owner_i_3b6c03_idx"),
        migrations.AddField(model_name="address", name="search_value", field=models.TextField(default="")),
        migrations.AddField(model_name="contact", name="search_names", field=models.TextField(default="")),
        migrations.AddField(model_name="contact", name="search_texts", field=models.TextField(default="")),
        migrations.AddField(model_name="contact", name="sort_key", field=models.BinaryField(default=b"")),
        migrations.AddIndex(
            model_name="contact", index=models.Index(fields=["owner", "sort_key"], name="contacts_in_order")
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
