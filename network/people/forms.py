"""What members say about themselves. Forms are short, and require only what is needed."""

from datetime import date
from typing import Any

import phonenumbers
from django import forms
from django.conf import settings
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Member, Place, ProfileLine
from network.people import places
from network.people.actions import LONGEST_BREAK, MOST_LINES, MOST_REQUESTS_A_MONTH
from network.platform.text import LineField, LinesField, LinesInput, tidy


class PlaceForm(forms.Form):
    """A place in words. When several places match, the form comes back with a choice of them."""

    place = LineField(
        label=_("Where are you?"),
        help_text=_("A town or village. We use it to tell how far apart people are. You can leave it blank."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"data-suggest": reverse_lazy("place_suggest"), "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.match = places.Match()
        if self.is_bound:
            self.match = places.resolve(tidy(str(self.data.get(self.add_prefix("place")) or "")))
        if self.match.choices:
            self._offer_choices()

    def _offer_choices(self) -> None:
        chosen = forms.ChoiceField(
            label=_("Which one do you mean?"),
            choices=[(str(place.pk), places.label(place)) for place in self.match.choices],
            widget=forms.RadioSelect,
            required=False,
        )
        fields = list(self.fields.items())
        after = [name for name, _field in fields].index("place") + 1
        self.fields = dict([*fields[:after], ("which_place", chosen), *fields[after:]])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        words = cleaned.get("place")
        cleaned["place_found"] = self.match.place
        if words and self.match.choices:
            chosen = {str(place.pk): place for place in self.match.choices}.get(cleaned.get("which_place") or "")
            cleaned["place_found"] = chosen
            if chosen is None:
                self.add_error("place", _("There’s more than one place like that. Choose yours from the list below."))
        elif words and self.match.place is None:
            self.add_error("place", _("We don’t know that place. Try the nearest town, or leave it blank."))
        return cleaned

    @property
    def found(self) -> Place | None:
        place: Place | None = self.cleaned_data["place_found"]
        return place


class NameAndPlaceForm(PlaceForm):
    """The first page after sign-up."""

    name = LineField(
        label=_("What shall we call you?"),
        help_text=_("The name people who know you would use. They’ll see it when they hear from you."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order: tuple[str, ...] = ("name", "place")

    def clean_name(self) -> str:
        """A name that others already know can be changed but not removed."""
        name: str = self.cleaned_data["name"]
        if self.add_prefix("name") not in self.data:
            return str(self.initial.get("name", ""))
        if not name and self.initial.get("name"):
            raise forms.ValidationError(
                _("Please leave a name here: people who know you see it. A first name will do.")
            )
        return name

    @classmethod
    def start(cls, member: Member) -> dict[str, Any]:
        return {"name": member.name, "place": places.label(member.place) if member.place else ""}


class NameForm(forms.Form):
    """Asks for a name when somebody else is about to read it."""

    name = LineField(
        label=_("What shall we call you?"),
        help_text=_("The name people who know you would use."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class AboutForm(NameAndPlaceForm):
    phone = LineField(
        label=_("Phone number"),
        help_text=_("Nobody sees it unless you choose to share it with somebody you’re introduced to."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    field_order = ("name", "place", "phone")

    @classmethod
    def start(cls, member: Member) -> dict[str, Any]:
        return {**super().start(member), "phone": member.phone}

    def clean_phone(self) -> str:
        """The number in the operator's national format, with the country code only if it is another country's."""
        typed: str = self.cleaned_data["phone"]
        if not typed:
            return ""
        complaint = _("That doesn’t look like a whole phone number. Please check it, and include the area code.")
        try:
            number = phonenumbers.parse(typed, settings.PHONE_REGION)
        except phonenumbers.NumberParseException as problem:
            raise forms.ValidationError(complaint) from problem
        if not phonenumbers.is_possible_number(number):
            raise forms.ValidationError(complaint)
        home = number.country_code == phonenumbers.country_code_for_region(settings.PHONE_REGION)
        style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, style)


def _lines(label: Any, help_text: Any) -> LinesField:
    return LinesField(
        label=label,
        help_text=help_text,
        longest=ProfileLine.LONGEST,
        most=MOST_LINES,
        required=False,
        widget=LinesInput(most=MOST_LINES, attrs={"suggest": reverse_lazy("vocabulary_suggest")}),
    )


class WorkForm(forms.Form):
    """The second page: what somebody would like to do, and what they have done."""

    wish = _lines(
        _("What work would you like?"),
        _("One thing on each line, in your own words. For example: baker, work outdoors, helping in a school."),
    )
    done = _lines(
        _("What have you done?"),
        _("Paid or not: jobs, caring for somebody, volunteering, a club you helped to run."),
    )
    wishes_seen = forms.BooleanField(
        label=_("People I’ve shaken hands with can read what work I’d like"),
        help_text=_(
            "So that they can lend a hand. You shake hands here by each saying that you know the other. They read only "
            "those lines, and without the tick nobody does."
        ),
        required=False,
    )


class OfferForm(forms.Form):
    """The third page: what somebody could help others with."""

    offer = _lines(
        _("What could you help others with?"),
        _("Small things count: a lift, reading a letter, how your trade works, knowing who to ask."),
    )
    offers_counted = forms.BooleanField(
        label=_("Use what I could help with when you suggest people to each other"),
        help_text=_(
            "Nobody reads your words. If they fit what somebody says about themselves, we’re a little "
            "more likely to suggest you to them, through somebody who knows you. Without the tick, we "
            "don’t use them for that."
        ),
        required=False,
    )


class LinesForm(WorkForm, OfferForm):
    field_order = ("wish", "wishes_seen", "done", "offer", "offers_counted")


class RequestsForm(forms.Form):
    requests_a_month = forms.TypedChoiceField(
        label=_("How many people a month can ask you for an introduction?"),
        help_text=_("Once that many have asked, nobody else can until a month has gone by. We don’t tell anybody why."),
        coerce=int,
        choices=[(0, _("Nobody for now")), *((number, str(number)) for number in range(1, MOST_REQUESTS_A_MONTH + 1))],
    )


class BreakForm(forms.Form):
    until = forms.DateField(
        label=_("Take a break until the end of"),
        help_text=_("Nobody can ask you anything until then. You can come back sooner."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Please write the day like this: 24/12/2026.")},
    )

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if until < today:
            raise forms.ValidationError(_("That day has gone. Choose today or later."))
        if until > today + LONGEST_BREAK:
            raise forms.ValidationError(_("Choose a day within the next year."))
        return until


class FreshCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from the e-mail"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Type the code from the e-mail.")},
    )
