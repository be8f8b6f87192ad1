"""The box in which somebody types the work they want."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from matching.vocabulary.words import LONGEST


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
