from datetime import UTC, datetime

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WORK = ["reading", "applying", "undoing"]


def wait_in_the_outbox(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make a row of the outbox for each import that a worker has something to do for."""
    rows = apps.get_model("network", "OutboxRow")
    imports = apps.get_model("network", "ContactImport").objects.filter(state__in=WORK)
    now = datetime.now(UTC)
    rows.objects.bulk_create(
        (
            rows(consumer="imports", subject=str(pk), due_at=now, marked_at=now)
            for pk in imports.order_by("pk").values_list("pk", flat=True)
        ),
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("network", "0013_say_what_a_card_is")]

    operations = [
        migrations.RunPython(wait_in_the_outbox, migrations.RunPython.noop),
        migrations.RemoveField(model_name="contactimport", name="leased_until"),
    ]
