"""The state of the circles page, which its address alone holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from network.contacts.searching import LONGEST_SEARCH
from network.models import Closeness, Contact
from network.people_map.words import RINGS, SECTORS, WORK
from network.platform.text import tidy

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Look:
    """Whom to show, whom to open, and which page of the list. Invalid values in the address are ignored."""

    search: str = ""
    ring: int | None = None
    sector: str = ""
    work: str = ""
    handshake: bool = False
    person: int | None = None
    left_out: bool = False
    """Whether the list holds only whom the drawing has no room for."""
    page: str = "1"

    @property
    def narrowed(self) -> bool:
        """Whether a filter is set."""
        return bool(self.search or self.ring or self.sector or self.work or self.handshake)

    @property
    def opened(self) -> bool:
        """Whether one part of the drawing is open: one ring in one sector."""
        return bool(self.ring and self.sector)

    def query(self, **changes: Any) -> str:
        """Return the address's query for this look with `changes`, "?" before it. Pages begin anew."""
        look = replace(self, page="1", **changes)
        said = {
            "q": look.search,
            "ring": look.ring,
            "sector": look.sector,
            "work": look.work,
            "handshake": "yes" if look.handshake else "",
            "person": look.person,
            "left_out": "yes" if look.left_out else "",
        }
        return f"?{urlencode({name: value for name, value in said.items() if value})}"


def look_of(query: Mapping[str, str]) -> Look:
    """Return the state from a query: of an address, or sent back by a form."""
    return Look(
        search=tidy(query.get("q", "")[:LONGEST_SEARCH]),
        ring=_number(query.get("ring", ""), RINGS),
        sector=_one_of(query.get("sector", ""), SECTORS),
        work=_one_of(query.get("work", ""), WORK),
        handshake=bool(query.get("handshake")),
        person=_number(query.get("person", "")),
        left_out=bool(query.get("left_out")),
        page=query.get("page", "1"),
    )


def look_in(words: str) -> Look:
    """Return the state from a query in one text, as a form sends it back."""
    return look_of(QueryDict(words.removeprefix("?")[:1000], encoding="utf-8"))


def _one_of(said: str, known: Mapping[str, Any]) -> str:
    return said if said in known else ""


def _number(said: str, known: Mapping[int, Any] | None = None) -> int | None:
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None
    if number is None or number > LARGEST_ID or (known is not None and number not in known):
        return None
    return number


class LookForm(forms.Form):
    """Shows the state. The view reads the query by `look_of`, so nothing typed here can be invalid."""

    q = forms.CharField(
        label=_("Search for somebody"),
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    ring = forms.ChoiceField(label=_("How well you know them"), choices=[("", _("Any ring")), *RINGS.items()])
    sector = forms.ChoiceField(label=_("How you know them"), choices=[("", _("Any way at all")), *SECTORS.items()])
    work = forms.ChoiceField(label=_("Line of work"), choices=[("", _("Any work")), *WORK.items()])
    handshake = forms.BooleanField(
        label=_("Only people you’ve shaken hands with"), widget=forms.CheckboxInput(attrs={"value": "yes"})
    )

    def __init__(self, look: Look) -> None:
        shown = {"q": look.search, "ring": look.ring or "", "sector": look.sector, "work": look.work}
        super().__init__(initial={**shown, "handshake": look.handshake}, auto_id="look-%s")
        self.use_required_attribute = False


class MoveForm(forms.Form):
    """The ring somebody belongs in. `look` is the query of the page to return to."""

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
