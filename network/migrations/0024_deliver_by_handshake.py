from django.db import migrations, models
from django.db.models import F


def count_what_was_delivered(apps, schema_editor):
    """Until now a request counted in the month of its target exactly when it was delivered to them."""
    introductions = apps.get_model("network", "Introduction").objects
    delivered = introductions.filter(target_member__isnull=False, introducer_agreed_at__isnull=False, held_back=False)
    delivered.update(target_counted_at=F("introducer_agreed_at"))


def hold_back_nothing_behind_a_link(apps, schema_editor):
    """The address that the answerer proves decides from now on, also for links that are out."""
    introductions = apps.get_model("network", "Introduction").objects
    introductions.filter(held_back=True, target_member__isnull=True).exclude(token_hash="").update(held_back=False)


class Migration(migrations.Migration):
    dependencies = [("network", "0023_searchable_people")]

    operations = [
        migrations.AddField(
            model_name="introduction",
            name="target_counted_at",
            field=models.DateTimeField(
                blank=True,
                help_text="since when it counts in the month of the target, held back or not; empty if they could not take it",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="introduction",
            name="held_back",
            field=models.BooleanField(
                default=False, help_text="whoever would be asked next is never asked; looks the same from outside"
            ),
        ),
        migrations.AddField(
            model_name="conversation",
            name="left_at",
            field=models.DateTimeField(blank=True, help_text="when a member left it for good", null=True),
        ),
        migrations.RunPython(count_what_was_delivered, migrations.RunPython.noop),
        migrations.RunPython(hold_back_nothing_behind_a_link, migrations.RunPython.noop),
    ]
