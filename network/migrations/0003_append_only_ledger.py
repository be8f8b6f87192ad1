from django.db import migrations

from network.platform.ledger import triggers


class Migration(migrations.Migration):

    dependencies = [
        ("network", "0002_reach_codes"),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: triggers.install(schema_editor.connection),
            lambda apps, schema_editor: triggers.remove(schema_editor.connection),
        ),
    ]
