from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0016_plainer_choices")]

    operations = [
        migrations.AlterField(
            model_name="signin",
            name=name,
            field=models.CharField(blank=True, help_text="a plain word, as “Firefox”", max_length=16),
        )
        for name in ("browser", "system")
    ]
