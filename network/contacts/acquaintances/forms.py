"""Naming somebody in one's own list."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from network.contacts.acquaintances.queries import MOST_FITTING, fitting
from network.contacts.cards import LONGEST_NAME
from network.models import Contact
from network.people.words import LineField, tidy


class KnowsForm(forms.Form):
    """Whom a contact knows: a name from the owner's list, and which of them where several bear it."""

    name = LineField(
        label=_("Somebody in your list"),
        help_text=_("Type their name."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"data-suggest": reverse_lazy("contact_suggest"), "autocomplete": "off"}),
        error_messages={"required": _("Write the name of somebody in your list.")},
    )
    other = forms.TypedChoiceField(
        label=_("The one you mean"), choices=[], coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, contact: Contact) -> None:
        super().__init__(data)
        self.found = fitting(contact, tidy(self.data.get("name", ""))[:LONGEST_NAME]) if self.is_bound else []
        several = self.found if len(self.found) > 1 else []
        other = self.fields["other"]
        if isinstance(other, forms.ChoiceField):
            other.choices = [(one.pk, f"{one.name}, {one.work}" if one.work else one.name) for one in several]
        if len(self.found) == MOST_FITTING:
            other.help_text = _("Here are the first of many. Write more of the name to see others.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "name" in said and not self.found:
            self.add_error("name", _("Nobody else in your list is called that. Try fewer letters, or add them first."))
        elif len(self.found) == 1:
            said["other"] = self.found[0].pk
        elif self.found and "other" not in self.errors and not said.get("other"):
            self.add_error("other", _("More than one person fits. Choose one."))
        return said

    @property
    def asks_which(self) -> bool:
        return len(self.found) > 1
