from typing import Any

from django.db import migrations, models
from django.db.models import Q

from matching.understanding.past_work import work_said
from matching.understanding.time_of_work import tells_when


def read_what_is_past(apps: Any, schema_editor: Any) -> None:
    """Say of the lines of work that there are whether they are past, by the words that their owners wrote."""
    contacts = apps.get_model("network", "Contact").objects
    with_both = contacts.exclude(line_of_work="").exclude(work="").order_by("pk")
    for pk, work, line, source in with_both.values_list("pk", "work", "line_of_work", "line_source").iterator():
        if not tells_when(work):
            continue
        said = work_said(work)
        now = line if source == "chosen" or said.is_past else ""
        named = said.line if source == "found" and said.line else now
        contacts.filter(pk=pk).update(line_of_work=named, line_is_past=said.is_past and bool(named))


class Migration(migrations.Migration):
    dependencies = [("network", "0035_unplaced_work")]

    operations = [
        migrations.RemoveIndex(model_name="contact", name="works_they_know"),
        migrations.AddField(
            model_name="contact",
            name="line_is_past",
            field=models.BooleanField(default=False, help_text="they did this work once: others are told so"),
        ),
        migrations.AddField(
            model_name="introduction",
            name="line_is_past",
            field=models.BooleanField(default=False, help_text="as the requester was shown it"),
        ),
        migrations.RunPython(read_what_is_past, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                fields=["owner", "line_of_work", "line_is_past", "private", "closeness", "confirmed_as"],
                name="works_they_know",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=Q(line_is_past=False) | ~Q(line_of_work=""), name="a_past_line_is_a_line"
            ),
        ),
    ]
