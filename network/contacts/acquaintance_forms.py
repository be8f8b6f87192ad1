"""Naming somebody in one's own list."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from network.contacts.cards import LONGEST
from network.contacts.queries import MOST_FITTING, fitting
from network.models import Contact
from network.platform.text import LineField, tidy


class KnowsForm(forms.Form):
    """Whom a contact knows: a name from the owner's list, and which of them where several bear it."""

    name = LineField(
        label=_("Somebody on your list"),
        help_text=_("Type their name."),
        max_length=LONGEST["name"],
        widget=forms.TextInput(attrs={"data-suggest": reverse_lazy("contact_suggest"), "autocomplete": "off"}),
        error_messages={"required": _("Type the name of somebody on your list.")},
    )
    other = forms.TypedChoiceField(
        label=_("Which one do you mean?"),
        choices=[],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, contact: Contact) -> None:
        super().__init__(data)
        self.found = fitting(contact, tidy(self.data.get("name", ""))[: LONGEST["name"]]) if self.is_bound else []
        several = self.found if len(self.found) > 1 else []
        other = self.fields["other"]
        if isinstance(other, forms.ChoiceField):
            other.choices = [(one.pk, f"{one.name}, {one.work}" if one.work else one.name) for one in several]
        if len(self.found) == MOST_FITTING:
            other.help_text = _(
                "There are lots of these, and here are the first few. Type more of the name to see others."
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "name" in said and not self.found:
            self.add_error("name", _("Nobody else on your list is called that. Try fewer letters, or add them first."))
        elif len(self.found) == 1:
            said["other"] = self.found[0].pk
        elif self.found and "other" not in self.errors and not said.get("other"):
            self.add_error("other", _("More than one person matches. Choose one."))
        return said

    @property
    def asks_which(self) -> bool:
        return len(self.found) > 1
