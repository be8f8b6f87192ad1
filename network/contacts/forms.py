"""Writing down somebody you know: a name and what they do, and more if you like."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from matching.offers import nearest_lines
from matching.understanding.past_work import work_said
from network.contacts.cards import LONGEST, MOST_ADDRESSES, ContactCard, columns_of
from network.contacts.everyday_names import line_named
from network.identity.fingerprints import LONGEST_EMAIL, normalise_email, normalise_phone
from network.models import Address, Closeness, Contact, HowKnown, Member
from network.people import places
from network.platform.text import LineField, room, tidy, tidy_lines, too_long, with_room

HOW_KNOWN = [("", _("I’d rather not say")), *[choice for choice in HowKnown.choices if choice[0]]]


class AddressesField(forms.CharField):
    """Addresses of one kind, one on each line. Those in `kept` are not checked: they were imported as they are."""

    TOO_MANY = _("That’s more than we can keep for one person.")

    def __init__(self, *, check: Callable[[str], str], kind: str, autofill: str, **kwargs: Any) -> None:
        attrs = {"rows": 2, "inputmode": kind, "autocomplete": "off", "class": f"addresses-{autofill}"}
        super().__init__(required=False, widget=forms.Textarea(attrs=attrs), **kwargs)
        self.check = check
        self.kept: Collection[str] = ()

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        typed = super().to_python(value) or ""
        if len(typed) > MOST_ADDRESSES * room(LONGEST_EMAIL):
            raise forms.ValidationError(self.TOO_MANY)
        return list(dict.fromkeys(filter(None, map(tidy, typed.splitlines()))))

    def validate(self, value: list[str]) -> None:
        if len(value) > MOST_ADDRESSES:
            raise forms.ValidationError(self.TOO_MANY)
        for address in value:
            if address not in self.kept:
                self._check_one(address)

    def run_validators(self, value: Any) -> None:
        """Skip Django's check for NUL, which expects one text. `tidy` has removed it from each line."""

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
        self.longest = max_length
        self.validators = [too_long(max_length)]

    def to_python(self, value: Any) -> str:
        return tidy_lines(with_room(super().to_python(value) or "", self.longest))


class ContactForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=LONGEST["name"],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a name. A first name is enough.")},
    )
    work = LineField(
        label=_("What they do"),
        max_length=LONGEST["work"],
        required=False,
        widget=forms.TextInput(attrs={"data-suggest": reverse_lazy("vocabulary_suggest"), "autocomplete": "off"}),
    )
    firm = LineField(
        label=_("Where they work"),
        help_text=_(
            "A firm, a shop, a school. Your circles show a line between people who work at the same "
            "place. Only you see it."
        ),
        max_length=LONGEST["firm"],
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
        max_length=LONGEST["place_words"],
        required=False,
        widget=forms.TextInput(attrs={"data-suggest": reverse_lazy("place_suggest"), "autocomplete": "off"}),
    )
    email = AddressesField(
        label=_("E-mail"),
        help_text=_(
            "One on each line. We never write to them. If one belongs to somebody who’s here, we tell "
            "only that person that you say you know them, and you hear nothing unless they say yes."
        ),
        check=normalise_email,
        kind="email",
        autofill="email",
    )
    phone = AddressesField(
        label=_("Phone"),
        help_text=_("One on each line. We never ring or text them."),
        check=normalise_phone,
        kind="tel",
        autofill="phone",
    )
    note = ParagraphsField(
        label=_("A note for yourself"),
        help_text=_("Only you ever see it."),
        max_length=LONGEST["note"],
    )
    private = forms.BooleanField(
        label=_("Keep this person private"),
        help_text=_(
            "Then we won’t tell them anything, and we won’t tell anybody that you know somebody who does their work."
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

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        counts = [len(cleaned.get(kind) or ()) for kind in Address.Kind.values]
        if sum(counts) > MOST_ADDRESSES and not self.errors:  # a contact has so many of both kinds together
            self.add_error(Address.Kind.PHONE.value, AddressesField.TOO_MANY)
        return cleaned

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
    place = card.place_words or (places.label(card.place) if card.place else "")
    addresses = {kind: "\n".join(value for of, value in card.addresses if of == kind) for kind in Address.Kind.values}
    return columns_of(card) | addresses | {"place": place}


NOW, PAST = "now", "past"
WHEN = {NOW: _("Yes, they do this now"), PAST: _("No, they did it once")}


class LineOfWorkForm(forms.Form):
    """What others may read of a contact of `member`. Whatever is typed is kept: where it is no line, `offered` are the
    nearest ones, and the chosen one comes back with the words that it is for in `said`."""

    offered: Sequence[str] = ()
    words_say_past = False

    line = LineField(
        label=_("Line of work"),
        help_text=_("Say it in your own words, or choose one from the list while you type."),
        max_length=LONGEST["work"],
        widget=forms.TextInput(attrs={"data-suggest": reverse_lazy("vocabulary_suggest"), "autocomplete": "off"}),
        error_messages={"required": _("Write a line of work, or choose to hide it.")},
    )
    said = LineField(label=_("Your own words"), max_length=LONGEST["work"], required=False, widget=forms.HiddenInput)

    when = forms.ChoiceField(
        label=_("Do they still do it?"), choices=list(WHEN.items()), widget=forms.RadioSelect, required=False
    )

    def __init__(self, member: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    @property
    def is_past(self) -> bool | None:
        """Whether a valid form says that the work is over; None if it does not say."""
        when: str = self.cleaned_data["when"]
        past_in_words = self.words_say_past or work_said(self.cleaned_data["said"]).is_past
        return past_in_words or (when == PAST if when else None)

    def clean_line(self) -> str:
        words: str = self.cleaned_data["line"]
        self.words_say_past = work_said(words).is_past
        line_of_work = line_named(self.member, words)
        if not line_of_work:
            self.offered = nearest_lines(work_said(words).words)
            raise forms.ValidationError(
                _("We couldn’t make out any work in that. Say it in other words, or hide it from everybody.")
            )
        return line_of_work


def what_others_read(contact: Contact) -> dict[str, str]:
    """Return what the form of the line of work begins with: what others read now, or by the words would."""
    is_past = contact.line_is_past if contact.line_of_work else work_said(contact.work).is_past
    return {"line": contact.line_of_work, "when": PAST if is_past else NOW}
