"""Choosing a file, and choosing from it."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from network.models import ImportRow


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Your address book"),
        help_text=_("A vCard file (.vcf), or a CSV file from Google Contacts, Outlook or LinkedIn."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".vcf,.csv,text/vcard,text/x-vcard,text/csv"}),
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size and file.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _(
                    "This file is %(size)s, and we can take %(most)s. Photographs make a file this large: "
                    "export without them, if your phone asks, or one group at a time."
                ),
                params={"size": filesizeformat(file.size), "most": filesizeformat(settings.IMPORT_MAX_BYTES)},
            )
        return file


class ChooseForm(forms.Form):
    """One page of the preview as it was sent back: which rows it showed, which of them are ticked, what was pressed."""

    PRESSED = ("add", "all", "none", "keep")

    show = forms.ChoiceField(label=_("Which list"), choices=ImportRow.Plan.choices)
    shown = forms.CharField(label=_("Rows of this page"), required=False, max_length=10_000)
    all_private = forms.BooleanField(label=_("Keep everybody new private"), required=False)

    def clean_shown(self) -> set[int]:
        return numbers(self.cleaned_data["shown"].split(","))

    @property
    def ticked(self) -> set[int]:
        return numbers(self.data.getlist("row"))  # type: ignore[attr-defined]

    @property
    def pressed(self) -> str:
        return next((name for name in self.PRESSED if name in self.data), "keep")


def numbers(words: list[str]) -> set[int]:
    """Return the row numbers among `words`; what is none is left out."""
    return {int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 10}
