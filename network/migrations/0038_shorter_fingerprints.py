from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0037_addresses_of_ones_own")]

    operations = [
        migrations.AlterField(
            model_name="fingerprint",
            name="digest",
            field=models.CharField(help_text="first half of an HMAC-SHA-256, hex", max_length=32),
        ),
    ]
