from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.contacts.fingerprints import normalise_email
from network.introductions.states import Role
from network.models import Introduction, Member, Recommendation

Telling = Introduction.Telling


class WordsField(forms.CharField):
    """What somebody writes in a few lines. Line ends count once, as the browser counts them."""

    def __init__(self, **options: Any) -> None:
        rows = options.pop("rows", 5)
        super().__init__(max_length=1000, widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class SharesField(forms.MultipleChoiceField):
    """Which of a member's own ways to be reached the other may have, once everybody has said yes."""

    def __init__(self, member: Member) -> None:
        ways = [("email", member.email), ("phone", member.phone)]
        super().__init__(
            label=_("What may they have, if everybody says yes?"),
            help_text=_("You can leave these empty. You will be able to write to each other here either way."),
            choices=[(kind, value) for kind, value in ways if value],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


class AskForm(forms.Form):
    purpose = forms.ChoiceField(
        label=gettext_lazy("What would you like?"), choices=Introduction.Purpose.choices, widget=forms.RadioSelect
    )
    words = WordsField(
        label=gettext_lazy("A few words"),
        help_text=gettext_lazy("Say who you are and why you ask, as in a note. They can be passed on as they are."),
    )

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shares"] = SharesField(member)


class PassOnForm(forms.Form):
    basis = forms.ChoiceField(
        label=gettext_lazy("How do you know them?"), choices=Recommendation.Basis.choices, widget=forms.RadioSelect
    )
    words = WordsField(
        label=gettext_lazy("What would you say of them?"),
        help_text=gettext_lazy("In your own words: what they are like, what they did well. Two lines are plenty."),
    )


class DeclineForm(forms.Form):
    """Not this time. Saying so costs nothing, and it is kept quiet unless they choose otherwise."""

    telling = forms.ChoiceField(
        label=gettext_lazy("How shall they hear of it?"), widget=forms.RadioSelect, initial=Telling.QUIETLY
    )
    words = WordsField(
        label=gettext_lazy("A few words for them, if we tell them now"),
        help_text=gettext_lazy("You can leave this empty. Perhaps you know somebody else they could try?"),
        required=False,
        rows=3,
    )

    def __init__(self, *args: Any, role: Role, introduction: Introduction, **options: Any) -> None:
        super().__init__(*args, **options)
        names = {
            "requester": introduction.requester.display_name,
            "introducer": introduction.introducer.display_name,
        }
        myself = _("I’ll ring or tell %(requester)s myself.")
        if role == Role.TARGET:
            myself = _("I’ll ring or tell %(introducer)s myself.")
        telling = self.fields["telling"]
        assert isinstance(telling, forms.ChoiceField)  # noqa: S101 -- for the type checker; declared above
        telling.choices = [
            (Telling.QUIETLY, _("Keep it quiet. They will see “still asking” until the day it runs out.")),
            (Telling.NOW, _("Tell %(requester)s now, kindly.") % names),
            (Telling.MYSELF, myself % names),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("words") and cleaned.get("telling") not in (None, Telling.NOW):
            self.add_error("words", _("We can pass these words on only if we tell them now. Or leave them out."))
        return cleaned


class AgreeForm(forms.Form):
    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shares"] = SharesField(member)


class GuestForm(forms.Form):
    """Yes, from somebody without an account: what to call them and where to reach them."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send a code there, to be sure that it is yours. Nothing is shared before that."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_address(self) -> str:
        try:
            return normalise_email(self.cleaned_data["address"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("The code"),
        help_text=gettext_lazy("Six digits. It works for 15 minutes."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].replace("-", " ").split())
