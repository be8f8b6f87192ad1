"""Notices and the ledger's words are about a subject, named as a chain is: "introduction:12".

A notice gets the name in a column of its own. The words need none: the chain of their entry is the name.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import BigIntegerField, CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat, Substr

KINDS = ("introduction", "conversation")


def name_subjects(apps: Any, schema_editor: Any) -> None:
    notices = apps.get_model("network", "Notice").objects.using(schema_editor.connection.alias)
    for kind in KINDS:
        name = Concat(Value(f"{kind}:"), Cast(f"{kind}_id", CharField()))
        notices.filter(**{f"{kind}__isnull": False}).update(subject=name)


def point_at_subjects(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    notices = apps.get_model("network", "Notice").objects.using(alias)
    for kind in KINDS:
        pk = Cast(Substr(F("subject"), len(kind) + 2), BigIntegerField())
        notices.filter(subject__startswith=f"{kind}:").update(**{f"{kind}_id": pk})
    entries = apps.get_model("network", "LedgerEntry").objects.filter(pk=OuterRef("entry_id"))
    pk = Cast(Substr("chain", len("introduction:") + 1), BigIntegerField())
    words = apps.get_model("network", "LedgerWords").objects.using(alias)
    words.update(introduction_id=Subquery(entries.values_list(pk)[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ("network", "0014_imports_wait_in_the_outbox"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="subject",
            field=models.CharField(
                blank=True, default="", help_text="the name of what it is about, as 'introduction:12'", max_length=40
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(help_text="as a feature declares it, with its templates", max_length=32),
        ),
        # Backwards, the words have an introduction again only once it has been read from their entry's chain.
        migrations.AlterField(
            model_name="ledgerwords",
            name="introduction",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ledger",
                to="network.introduction",
            ),
        ),
        migrations.RunPython(name_subjects, point_at_subjects),
        migrations.RemoveField(model_name="ledgerwords", name="introduction"),
        migrations.RemoveField(model_name="notice", name="introduction"),
        migrations.RemoveField(model_name="notice", name="conversation"),
        migrations.AddIndex(
            model_name="notice", index=models.Index(fields=["subject"], name="notices_about_a_subject")
        ),
    ]
