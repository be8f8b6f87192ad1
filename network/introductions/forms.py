from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.contacts.named import contacts_named, first_names_in, is_named
from network.identity.fingerprints import normalise_email
from network.introductions.states import Role
from network.models import Introduction, Member, Recommendation
from network.platform.text import LineField, too_long

Telling, Purpose = Introduction.Telling, Introduction.Purpose
LONGEST = 1000
OF_THE_PAST = [(purpose.value, purpose.label) for purpose in (Purpose.CHAT, Purpose.ADVICE)]


class WordsField(forms.CharField):
    """A text of a few lines. A line end counts as one character, as it does in the browser."""

    def __init__(self, **options: Any) -> None:
        rows = options.pop("rows", 5)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST}), **options)
        self.validators.append(too_long(LONGEST))

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class SharesField(forms.MultipleChoiceField):
    """The contact details that a member shares with the other once everybody has said yes."""

    def __init__(self, member: Member) -> None:
        details = [("email", member.email), ("phone", member.phone)]
        super().__init__(
            label=_("What can they have, if everybody says yes?"),
            help_text=_("You can leave these blank. You’ll be able to write to each other here either way."),
            choices=[(kind, value) for kind, value in details if value],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


class AskForm(forms.Form):
    purpose = forms.ChoiceField(
        label=gettext_lazy("What would you like?"), choices=Introduction.Purpose.choices, widget=forms.RadioSelect
    )
    words = WordsField(
        label=gettext_lazy("A few words"),
        help_text=gettext_lazy(
            "Say who you are and why you’re asking, as you would in a note. For example: “I’m Grace. I bake bread "
            "every weekend, and I’d love to hear how you got into it.” They can pass it on just as it is."
        ),
    )

    def __init__(self, *args: Any, member: Member, of_the_past: bool = False, **options: Any) -> None:
        """`of_the_past`: whoever is to be met did the work once, and has no workplace to show and no job to give."""
        super().__init__(*args, **options)
        self.fields["shares"] = SharesField(member)
        if of_the_past:
            self.fields["purpose"] = forms.ChoiceField(
                label=_("What would you like?"), choices=OF_THE_PAST, widget=forms.RadioSelect
            )


class PassOnForm(forms.Form):
    basis = forms.ChoiceField(
        label=gettext_lazy("How do you know them?"), choices=Recommendation.Basis.choices, widget=forms.RadioSelect
    )
    words = WordsField(
        label=gettext_lazy("What would you say about them?"),
        help_text=gettext_lazy(
            "In your own words: what they’re like, what they did well. For example: “Grace ran our cake stall for "
            "two years, and she was never late.” Two lines is plenty."
        ),
    )


class DeclineForm(forms.Form):
    """Not this time. It is kept quiet unless they choose otherwise."""

    telling = forms.ChoiceField(
        label=gettext_lazy("How should they find out?"), widget=forms.RadioSelect, initial=Telling.QUIETLY
    )
    words = WordsField(
        label=gettext_lazy("A few words for them, if we tell them now"),
        help_text=gettext_lazy("You can leave this blank. Perhaps you know somebody else they could try?"),
        required=False,
        rows=3,
    )

    def __init__(
        self, *args: Any, role: Role, introduction: Introduction, member: Member | None = None, **options: Any
    ) -> None:
        """`member` is whoever says no; None for a guest, whose own name and contacts we do not know."""
        super().__init__(*args, **options)
        self.role, self.introduction, self.member = role, introduction, member
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
            (Telling.QUIETLY, _("Keep it quiet. They’ll see “no answer yet” until the day it runs out.")),
            (Telling.NOW, _("Tell %(requester)s now, kindly.") % names),
            (Telling.MYSELF, myself % names),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("words") and cleaned.get("telling") not in (None, Telling.NOW):
            self.add_error(
                "words", _("We can only pass this on if we tell them now. Choose that, or leave this blank.")
            )
        elif cleaned.get("words") and not self.data.get("with_name"):
            self._ask_about_names(cleaned["words"])
        return cleaned

    def _ask_about_names(self, words: str) -> None:
        """Ask whether the requester is meant to read a name: of somebody on the member's list, or their own."""
        named = self._named_in(words)
        if not named:
            return
        reader = {"names": ", ".join(named), "requester": self.introduction.requester.display_name}
        warning = _("You’ve named %(names)s, and %(requester)s will read it. Take the name out, or tick the box below.")
        self.add_error("words", warning % reader)
        self.fields["with_name"] = forms.BooleanField(label=_("They won’t mind. Send it with the name"), required=False)

    def _named_in(self, words: str) -> list[str]:
        if self.member is None:
            return first_names_in(words, but=self.introduction.requester.name)
        named = contacts_named(self.member, words, but=frozenset([self.introduction.requester_id]))
        if self.role == Role.TARGET and is_named(self.member.name, words):
            named.append(self.member.name)
        return named


class AgreeForm(forms.Form):
    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shares"] = SharesField(member)


class GuestForm(forms.Form):
    """Yes, from somebody without an account: their name and their e-mail address."""

    name = LineField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "We’ll send a code there, to make sure it’s yours. We won’t share anything before that."
        ),
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
