from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0017_say_what_a_browser_is")]

    operations = [
        migrations.AlterField(
            model_name="contactimport",
            name="format",
            field=models.CharField(
                blank=True,
                choices=[
                    ("vcard", "vCard"),
                    ("google", "Google CSV"),
                    ("outlook", "Outlook CSV"),
                    ("linkedin", "LinkedIn Connections.csv"),
                    ("table", "CSV"),
                    ("ldif", "LDIF"),
                ],
                max_length=10,
            ),
        ),
    ]
