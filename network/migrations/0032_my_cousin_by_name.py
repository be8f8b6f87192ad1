from typing import Any

from django.db import migrations
from django.db.models import Q

from matching.spelling import sort_key


def sort_by_the_name(apps: Any, schema_editor: Any) -> None:
    contacts = apps.get_model("network", "Contact").objects
    for pk, name in contacts.filter(Q(name__istartswith="my ") | Q(name__istartswith="our ")).values_list("pk", "name"):
        contacts.filter(pk=pk).update(sort_key=sort_key(name))


class Migration(migrations.Migration):
    dependencies = [("network", "0031_read_marks")]

    operations = [migrations.RunPython(sort_by_the_name, migrations.RunPython.noop)]
