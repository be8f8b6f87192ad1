"""What forms say when something is missing or wrong: Django's own words are for those who make forms."""

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _


def speak_plainly() -> None:
    """Put our words in the place of Django's, for every form that does not say something of its own."""
    forms.Field.default_error_messages["required"] = _("Please fill this in.")
    for kind in (forms.ChoiceField, forms.TypedChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField):
        kind.default_error_messages = {**kind.default_error_messages, "required": _("Choose one of these.")}
        kind.default_error_messages["invalid_choice"] = _("Choose one of these.")
    forms.FileField.default_error_messages["required"] = _("Choose a file first.")
    EmailValidator.message = _("That does not look like an e-mail address. It should be like name@example.com.")
