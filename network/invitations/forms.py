from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST_ID = 2**63 - 1


class YesForm(forms.Form):
    """A yes to a handshake, with the contact that the other is, if they are on the member's list already."""

    contact = forms.IntegerField(
        label=_("Who they are on your list"), min_value=1, max_value=LARGEST_ID, required=False
    )
