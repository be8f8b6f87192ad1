from typing import Any

from django.db import migrations
from django.db.models.functions import Now


def what_was_written_so_far_is_read(apps: Any, schema_editor: Any) -> None:
    apps.get_model("network", "Conversation").objects.update(requester_read_at=Now(), target_read_at=Now())


class Migration(migrations.Migration):
    dependencies = [("network", "0030_cut_off")]

    operations = [
        migrations.RunPython(what_was_written_so_far_is_read, migrations.RunPython.noop),
    ]
