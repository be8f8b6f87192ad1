"""Keeps, as everyday names of theirs, the words of which owners have chosen a line of work: the latest choice counts."""

from typing import Any

from django.db import migrations

from matching.vocabulary import find_line
from network.models.everyday_name import key_of_words
from network.platform.chunks import in_chunks


def keep_names(apps: Any, schema_editor: Any) -> None:
    contacts = apps.get_model("network", "Contact").objects
    EverydayName = apps.get_model("network", "EverydayName")
    chosen = contacts.filter(line_source="chosen").exclude(line_of_work="").exclude(work="").order_by("updated_at", "pk")
    names = {
        (owner, key_of_words(work)): EverydayName(
            member_id=owner, words=work, key=key_of_words(work), line_of_work=line
        )
        for owner, work, line in chosen.values_list("owner", "work", "line_of_work").iterator()
        if not find_line(work)
    }
    for chunk in in_chunks(names.values()):
        EverydayName.objects.bulk_create(chunk)


class Migration(migrations.Migration):
    dependencies = [("network", "0033_everyday_names")]

    operations = [migrations.RunPython(keep_names, migrations.RunPython.noop)]
