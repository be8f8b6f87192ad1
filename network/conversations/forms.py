import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from network.platform.text import too_long

LONGEST = 4000


def new_key() -> str:
    return secrets.token_hex(16)


class MessageForm(forms.Form):
    """A message. `key` is made with the form, so that sending the form twice posts the message once."""

    text = forms.CharField(
        label=_("Your message"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
        validators=[too_long(LONGEST)],
    )
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput, initial=new_key)
