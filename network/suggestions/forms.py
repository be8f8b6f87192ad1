"""The box for the work that somebody wants, and the form by which they put a suggestion aside."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from matching.vocabulary.tokenizer import MAX_CHARACTERS
from network.suggestions.dismissals import Reason, ShownCard


class WorkForm(forms.Form):
    """Only shown, never validated: nothing that is typed here can be wrong, and the view reads it as any text."""

    q = forms.CharField(
        label=_("What work are you after?"),
        help_text=_("In your own words, such as “bakery work” or “looking after children”."),
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "maxlength": MAX_CHARACTERS,
                "data-suggest": reverse_lazy("vocabulary_suggest"),
            }
        ),
    )


class DismissalForm(forms.Form):
    """Why a suggestion is not for the member. They need not say: one of the reasons is "another"."""

    reason = forms.ChoiceField(
        label=_("Why isn’t it for you?"),
        help_text=_("Only you see this. It changes what we suggest to you later, and you can undo it any time."),
        widget=forms.RadioSelect,
        initial=Reason.OTHER,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, *args: Any, card: ShownCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [choice for choice in Reason.choices if card.miles is not None or choice[0] != Reason.FAR]
