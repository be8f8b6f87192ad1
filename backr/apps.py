from django import forms
from django.apps import AppConfig
from django.core.validators import EmailValidator, MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from network.platform.text import TOO_LONG


class BackrConfig(AppConfig):
    name = "backr"

    def ready(self) -> None:
        use_plain_form_messages()


def use_plain_form_messages() -> None:
    """Replace Django's default form errors, which are worded for developers, by ours."""
    forms.Field.default_error_messages["required"] = _("Please fill this in.")
    for field in (forms.ChoiceField, forms.TypedChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField):
        field.default_error_messages = {**field.default_error_messages, "required": _("Choose one of these.")}
        field.default_error_messages["invalid_choice"] = _("Choose one of these.")
    forms.FileField.default_error_messages["required"] = _("Choose a file first.")
    EmailValidator.message = _("That doesn’t look like an e-mail address. It should look like name@example.com.")
    MaxLengthValidator.message = TOO_LONG
