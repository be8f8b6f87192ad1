from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from network.contacts.cards import LONGEST
from network.platform.text import LineField

# The cursor starts in the name, past the question; so the question and what was said last are read out with it.
READ_WITH_THE_NAME = "walk-asks walk-says"


class NameForm(forms.Form):
    """One line of the walk: a name, and what they do. Both may be empty, unless somebody asked to add."""

    name = LineField(
        label=_("A name"),
        max_length=LONGEST["name"],
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autofocus": True, "aria-describedby": READ_WITH_THE_NAME}
        ),
    )
    work = LineField(
        label=_("What they do, if you know"),
        max_length=LONGEST["work"],
        required=False,
        widget=forms.TextInput(attrs={"data-suggest": reverse_lazy("vocabulary_suggest"), "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, adding: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.adding = adding

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "name" in said and not said["name"] and (said.get("work") or self.adding):
            self.add_error("name", _("Write a name first. A first name is enough, or “Sue from the chip shop”."))
        if "name" in self.errors:
            self.fields["name"].widget.attrs["aria-describedby"] = f"{self['name'].auto_id}_error {READ_WITH_THE_NAME}"
        return said
