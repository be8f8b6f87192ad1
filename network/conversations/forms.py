import secrets

from django import forms
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    return secrets.token_hex(16)


class MessageForm(forms.Form):
    """Something to say. `key` is made with the form, so that sending it twice says it once."""

    text = forms.CharField(label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput, initial=new_key)
