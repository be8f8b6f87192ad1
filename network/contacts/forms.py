"""Writing down somebody you know: a name and what they do, and more if you like."""

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from matching.vocabulary import find_line
from network.contacts.cards import (
    LONGEST_FIRM,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_WORK,
    MOST_ADDRESSES,
    ContactCard,
    paragraphs,
)
from network.contacts.fingerprints import LONGEST_EMAIL, normalise_email, normalise_phone
from network.models import Address, Closeness, HowKnown
from network.people import places
from network.people.words import LineField, tidy, too_long

HOW_KNOWN = [("", _("I’d rather not say")), *[choice for choice in HowKnown.choices if choice[0]]]


class AddressesField(forms.CharField):
    """Addresses of one kind, one on each line. Those in `kept` stay as they are, however odd: they came that way."""

    def __init__(self, *, check: Callable[[str], str], kind: str, autofill: str, **kwargs: Any) -> None:
        attrs = {"rows": 2, "inputmode": kind, "autocomplete": "off", "class": f"addresses-{autofill}"}
        super().__init__(required=False, widget=forms.Textarea(attrs=attrs), **kwargs)
        self.check = check
        self.kept: Collection[str] = ()

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return list(dict.fromkeys(filter(None, map(tidy, (super().to_python(value) or "").splitlines()))))

    def validate(self, value: list[str]) -> None:
        if len(value) > MOST_ADDRESSES:
            raise forms.ValidationError(_("That is more than we can keep for one person."))
        for address in value:
            if address not in self.kept:
                self._check_one(address)

    def run_validators(self, value: Any) -> None:
        """Django's own look for NUL in one text; here they are gone, and there are several."""

    def _check_one(self, address: str) -> None:
        try:
            self.check(address)
        except ValueError as error:
            shown = address if len(address) <= 60 else f"{address[:57]}…"
            raise forms.ValidationError(
                "“%(address)s”: %(error)s", params={"address": shown, "error": error}
            ) from error
        too_long(LONGEST_EMAIL)(address)


class ParagraphsField(forms.CharField):
    """Several lines of a person's own words; may be empty."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        attrs = {"rows": 3, "maxlength": max_length}
        super().__init__(required=False, widget=forms.Textarea(attrs=attrs), **kwargs)
        self.validators = [too_long(max_length)]

    def to_python(self, value: Any) -> str:
        return paragraphs(super().to_python(value) or "")


class ContactForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a name. A first name is enough.")},
    )
    work = LineField(
        label=_("What they do"),
        max_length=LONGEST_WORK,
        required=False,
        widget=forms.TextInput(attrs={"data-suggest": reverse_lazy("vocabulary_suggest"), "autocomplete": "off"}),
    )
    firm = LineField(
        label=_("Where they work"),
        help_text=_("A firm, a shop, a school. On your circles a line joins those who share one. Only you see it."),
        max_length=LONGEST_FIRM,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    how_known = forms.ChoiceField(label=_("How you know them"), choices=HOW_KNOWN, required=False)
    closeness = forms.TypedChoiceField(
        label=_("How well you know them"),
        choices=Closeness.choices,
        coerce=int,
        required=False,
        initial=Closeness.A_LITTLE,
    )
    place = LineField(
        label=_("Where they are"),
        help_text=_("A town or village."),
        max_length=LONGEST_PLACE,
        required=False,
        widget=forms.TextInput(attrs={"data-suggest": reverse_lazy("place_suggest"), "autocomplete": "off"}),
    )
    email = AddressesField(
        label=_("E-mail"),
        help_text=_(
            "One on each line. We never write to it. If it belongs to somebody who is here, they alone are told that "
            "you say you know them, and you hear nothing unless they say yes."
        ),
        check=normalise_email,
        kind="email",
        autofill="email",
    )
    phone = AddressesField(
        label=_("Phone"),
        help_text=_("One on each line. We never ring or text it."),
        check=normalise_phone,
        kind="tel",
        autofill="phone",
    )
    note = ParagraphsField(
        label=_("A note for yourself"),
        help_text=_("Only you ever see it."),
        max_length=LONGEST_NOTE,
    )
    private = forms.BooleanField(
        label=_("Keep this person private"),
        help_text=_(
            "Then nobody is told anything: not they themselves, and not that you know somebody who does their work."
        ),
        required=False,
    )

    MORE = ("how_known", "closeness", "firm", "place", "email", "phone", "note", "private")

    def __init__(self, data: Any = None, *, card: ContactCard | None = None) -> None:
        self.before = card
        super().__init__(data, initial=_initial(card) if card else None)
        for kind in Address.Kind.values:
            field = self.fields[kind]
            if card and isinstance(field, AddressesField):
                field.kept = {value for of, value in card.addresses if of == kind}

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    @property
    def more_is_wrong(self) -> bool:
        return any(name in self.errors for name in self.MORE)

    def card(self) -> ContactCard:
        """Return what a valid form says."""
        said = dict(self.cleaned_data)
        addresses = [(kind, value) for kind in Address.Kind.values for value in said.pop(kind)]
        words = said.pop("place")
        same = self.before is not None and words == _initial(self.before)["place"]
        place = self.before.place if self.before and same else places.resolve(words).place
        said["closeness"] = said["closeness"] or Closeness.A_LITTLE
        return ContactCard(**said, addresses=addresses, place=place, place_words=words)


def _initial(card: ContactCard) -> dict[str, Any]:
    return {
        "name": card.name,
        "work": card.work,
        "firm": card.firm,
        "how_known": card.how_known,
        "closeness": card.closeness,
        "place": card.place_words or (places.label(card.place) if card.place else ""),
        "note": card.note,
        "private": card.private,
    } | {kind: "\n".join(value for of, value in card.addresses if of == kind) for kind in Address.Kind.values}


class LineOfWorkForm(forms.Form):
    """What others may read of a contact."""

    line = LineField(
        label=_("Line of work"),
        help_text=_("Choose one that comes up while you type."),
        max_length=LONGEST_WORK,
        widget=forms.TextInput(attrs={"data-suggest": reverse_lazy("vocabulary_suggest"), "autocomplete": "off"}),
        error_messages={"required": _("Write a line of work, or choose to hide it.")},
    )

    def clean_line(self) -> str:
        found = find_line(self.cleaned_data["line"])
        if not found:
            raise forms.ValidationError(
                _("We do not know that line of work. Try a plainer word for it, or hide it from everybody.")
            )
        return found
