"""Narrowing the drawing, and moving somebody in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.contacts.mapping.look import Look
from network.contacts.mapping.words import RINGS, SECTORS, WORK
from network.contacts.queries import LONGEST_SEARCH
from network.models import Closeness, Contact


class LookForm(forms.Form):
    """Shows a look; `network.contacts.mapping.look` reads what comes back, so nothing typed here can be wrong."""

    q = forms.CharField(
        label=_("Look for somebody"),
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    ring = forms.ChoiceField(label=_("How well you know them"), choices=[("", _("Every ring")), *RINGS.items()])
    sector = forms.ChoiceField(label=_("How you know them"), choices=[("", _("Every way")), *SECTORS.items()])
    work = forms.ChoiceField(label=_("Line of work"), choices=[("", _("All work")), *WORK.items()])
    handshake = forms.BooleanField(
        label=_("Only those you have shaken hands with"), widget=forms.CheckboxInput(attrs={"value": "yes"})
    )

    def __init__(self, look: Look) -> None:
        shown = {"q": look.search, "ring": look.ring or "", "sector": look.sector, "work": look.work}
        super().__init__(initial={**shown, "handshake": look.handshake}, auto_id="look-%s")
        self.use_required_attribute = False


class MoveForm(forms.Form):
    """Which ring somebody belongs in. `look` is the query of the page to go back to."""

    closeness = forms.TypedChoiceField(
        label=_("How well you know them"), choices=list(RINGS.items()), coerce=int, widget=forms.RadioSelect
    )
    person = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    look = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000, strip=False)

    def __init__(self, data: Any = None, *, contact: Contact | None = None, look: Look | None = None) -> None:
        initial = {"closeness": contact.closeness, "person": contact.pk} if contact else {}
        super().__init__(data, initial={**initial, "look": look.query() if look else ""}, auto_id="move-%s")

    def clean_closeness(self) -> int:
        return Closeness(self.cleaned_data["closeness"]).value
