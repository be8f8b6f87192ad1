"""Fingerprints are half as long, and say which address can be one person's own.

By a landline and by an office's mailbox nobody is joined any more. Whoever was, is parted as soon as one of the records
is written again; `manage.py resolve_people` does it for all.
"""

from django.db import migrations, models
from django.db.models.functions import Substr

from network.identity.fingerprints import digest_of, normalised
from network.identity.own_addresses import can_be_ones_own

AT_ONCE = 500


def shorten(apps, schema_editor):
    apps.get_model("network", "Fingerprint").objects.update(digest=Substr("digest", 1, 32))


def mark_shared(apps, schema_editor):
    """Whether an address can be one's own, the address alone says, so each is marked once, wherever it stands."""
    Address = apps.get_model("network", "Address")
    shared = set()
    for kind, value in Address.objects.order_by().values_list("kind", "value").iterator():
        normal = normalised(kind, value)
        if normal and not can_be_ones_own(kind, normal):
            shared.add(normal)
    prints = apps.get_model("network", "Fingerprint").objects
    digests = sorted(map(digest_of, shared))
    for at in range(0, len(digests), AT_ONCE):
        prints.filter(digest__in=digests[at : at + AT_ONCE]).update(can_be_own=False)


class Migration(migrations.Migration):
    dependencies = [("network", "0036_was_a_sparky")]

    operations = [
        migrations.AddField(
            model_name="fingerprint",
            name="can_be_own",
            field=models.BooleanField(
                default=True,
                help_text="whether such an address can be one person's own: no landline and no office's mailbox",
            ),
        ),
        migrations.RunPython(shorten, migrations.RunPython.noop),
        migrations.RunPython(mark_shared, migrations.RunPython.noop),
    ]
