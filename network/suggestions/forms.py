"""The box in which somebody types the work they want, and why a suggestion was not for them."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from matching.vocabulary.words import LONGEST
from network.suggestions.aside import Reason, ShownCard


class WorkForm(forms.Form):
    """Shown filled in; what comes back is read by the view as any text is, since nothing typed here is wrong."""

    q = forms.CharField(
        label=_("What work are you after?"),
        help_text=_("In your own words, such as “bakery work” or “looking after children”."),
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "maxlength": LONGEST,
                "data-suggest": reverse_lazy("vocabulary_suggest"),
            }
        ),
    )


class AsideForm(forms.Form):
    """Why a suggestion is not for somebody; they need not say."""

    reason = forms.ChoiceField(
        label=_("Why is it not for you?"),
        help_text=_(
            "Only you see this. It changes what we suggest to you later, and you can take it back at any time."
        ),
        widget=forms.RadioSelect,
        initial=Reason.OTHER,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, *args: Any, card: ShownCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [one for one in Reason.choices if card.miles is not None or one[0] != Reason.FAR]
