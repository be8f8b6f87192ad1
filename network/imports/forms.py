"""The upload of a file, and the choices in its preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from network.contacts.cards import LONGEST
from network.imports.answers import Said
from network.imports.reading import TableColumns, put_together
from network.imports.reading.tables.headings import Role
from network.imports.work import SHOW
from network.models import ImportRow
from network.platform.text import room, shortened, tidy


class SeveralFiles(forms.ClearableFileInput):
    """A field for one file or several. Without JavaScript, too, several are chosen by holding down a key."""

    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files that a member chose, each not empty of a name; at least one."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


ACCEPTED = (
    ".vcf,.vcard,.csv,.tsv,.txt,.xlsx,.ldif,.ldi,.zip,text/vcard,text/csv,text/x-vcard,text/comma-separated-values"
)
"""What a browser lets be chosen. The last two are what old Androids call vCard and CSV files."""


class UploadForm(forms.Form):
    """The files of one import. Several are read as one."""

    MOST_FILES = 30

    file = FilesField(
        label=_("Your address book"),
        help_text=_(
            "A vCard file (.vcf), a CSV or Excel file (.xlsx), or a zip of them. You can choose several files at once."
        ),
        allow_empty_file=True,
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_file(self) -> list[UploadedFile[bytes]]:
        files: list[UploadedFile[bytes]] = self.cleaned_data["file"]
        size = sum(file.size or 0 for file in files)
        if size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                ngettext_lazy(
                    "This file is %(size)s, and the most we can take is %(most)s. It’s usually photos that "
                    "make it so big. Export without them, if your phone asks, or export one group at a time.",
                    "These files are %(size)s together, and the most we can take is %(most)s. Bring in a few at a "
                    "time. If one alone is too big, it’s usually photos. Export without them, if your phone asks.",
                    len(files),
                ),
                params={"size": filesizeformat(size), "most": filesizeformat(settings.IMPORT_MAX_BYTES)},
            )
        if len(files) > self.MOST_FILES:
            raise forms.ValidationError(
                _("That’s %(count)s files, and the most we can take at once is %(most)s. Bring in some of them first."),
                params={"count": len(files), "most": self.MOST_FILES},
            )
        return files

    @property
    def filename(self) -> str:
        """The names of the files, as many as there is room for."""
        names = [str(file.name) for file in self.cleaned_data["file"]]
        return names[0] if len(names) == 1 else shortened(tidy(", ".join(names)[:1000]), 200)

    @property
    def contents(self) -> bytes:
        """What is in the files, as one."""
        return put_together([(str(file.name), file.read()) for file in self.cleaned_data["file"]])


USED_FOR: dict[str, Any] = {
    "": _("Leave it out"),
    Role.NAME: _("Name"),
    Role.GIVEN: _("First name"),
    Role.FAMILY: _("Last name"),
    Role.MIDDLE: _("Middle name"),
    Role.PREFIX: _("Title, such as Dr"),
    Role.SUFFIX: _("After the name, such as Jr"),
    Role.NICKNAME: _("Nickname"),
    Role.EMAIL: _("E-mail"),
    Role.EMAIL_NAME: _("E-mail with a name"),
    Role.MOBILE: _("Mobile"),
    Role.PHONE: _("Phone"),
    Role.SHARED: _("Fax, or a number others share"),
    Role.KIND: _("What kind of number"),
    Role.TITLE: _("What they do"),
    Role.FIRM: _("Where they work"),
    Role.DEPARTMENT: _("Department"),
    Role.TOWN: _("Town"),
    Role.REGION: _("County or region"),
    Role.COUNTRY: _("Country"),
    Role.NOTE: _("Note"),
    Role.PAGE: _("LinkedIn page"),
    Role.PRIVATE: _("“Private”, or not"),
}
"""What a member can say that a column is, in the order of the list to choose from."""
SAYS_WHO = frozenset([
    Role.NAME, Role.GIVEN, Role.FAMILY, Role.NICKNAME, Role.FIRM, Role.EMAIL, Role.EMAIL_NAME, Role.MOBILE, Role.PHONE,
])  # fmt: skip


class ColumnsForm(forms.Form):
    """What each column of the tables in a file is. Columns that hold nothing are not asked about.

    Each choice takes some milliseconds to show, so no more than `MOST_ASKED` are; what is beyond stays as it was read.
    """

    MOST_ASKED = 150  # of all tables together; Google's table has as many columns, most of which hold nothing

    def __init__(self, tables: Sequence[TableColumns], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tables = tables
        self.names: list[list[str]] = []
        filled = [[at for at, examples in enumerate(table.examples) if examples] for table in tables]
        left = self.MOST_ASKED
        self.is_cut = sum(map(len, filled)) > left
        for number, (table, columns) in enumerate(zip(tables, filled, strict=True)):
            self.names.append(self._ask(number, table, columns[:left]))
            left -= len(columns[:left])

    def _ask(self, number: int, table: TableColumns, columns: Sequence[int]) -> list[str]:
        """Add the fields about these columns of a table; return their names."""
        before, labels = len(self.fields), table.labels
        if columns and (table.first_is_person or not table.understood):
            self.fields[f"person-{number}"] = forms.BooleanField(
                label=_("The first row is a person too"), required=False, initial=table.first_is_person
            )
        for at in columns:
            self.fields[f"column-{number}-{at}"] = forms.ChoiceField(
                label=labels[at],
                help_text=escape(", ".join(table.examples[at])),  # a field's help is markup
                choices=list(USED_FOR.items()),
                required=False,
                initial=table.roles[at] if table.roles[at] in USED_FOR else "",
            )
        return list(self.fields)[before:]

    @property
    def groups(self) -> list[list[forms.BoundField]]:
        """The fields of each table that is asked about, apart."""
        return [[self[name] for name in names] for names in self.names if names]

    @property
    def columns(self) -> list[TableColumns]:
        """What the member said, a column of which they were not asked as it was."""
        return [
            replace(
                table,
                understood=True,
                first_is_person=self.cleaned_data.get(f"person-{number}", False),
                roles=tuple(
                    self.cleaned_data.get(f"column-{number}-{at}", role) for at, role in enumerate(table.roles)
                ),
            )
            for number, table in enumerate(self.tables)
            if table.understood or self.names[number]
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(SAYS_WHO & set(table.roles) for table in self.columns):
            raise forms.ValidationError(_("Say which column has the names, the e-mail addresses or the phone numbers."))
        return cleaned


class ChooseForm(forms.Form):
    """One submitted page of the preview: the rows on it, which of them are ticked, which are somebody
    else, and the button pressed."""

    PRESSED = ("add", "all", "none", "all_same", "all_apart", "keep")

    show = forms.ChoiceField(label=_("Which list"), choices=[*ImportRow.Plan.choices, (SHOW, _("What they do"))])
    shown = forms.CharField(label=_("Rows of this page"), required=False, max_length=10_000)
    all_private = forms.BooleanField(label=_("Keep all the new people private"), required=False)

    def clean_shown(self) -> set[int]:
        return numbers(self.cleaned_data["shown"].split(","))

    @property
    def ticked(self) -> set[int]:
        return numbers(self.data.getlist("row"))  # type: ignore[attr-defined]

    @property
    def decided(self) -> dict[int, str]:
        """The plan that the member wants for each row of which they said that it is wrong, or answered a question."""
        answers = [value for name, value in self.data.items() if name.startswith("answer-")]
        pairs = (value.partition("-") for value in [*answers, *self.data.getlist("instead")])  # type: ignore[attr-defined]
        return {number: plan for words, _dash, plan in pairs for number in numbers([words])}

    @property
    def said_of_work(self) -> dict[int, Said]:
        """What the member says of each question about words for work, by its id. What is typed counts before a tap."""
        said: dict[int, Said] = {}
        for name, value in self.data.items():
            kind, _dash, number = name.partition("-")
            if kind in ("work", "typed") and (value := tidy(value[: room(LONGEST["work"])])[: LONGEST["work"]]):
                tapped = {"out": Said(kept_out=True), "later": Said()}.get(value, Said(line_of_work=value))
                for pk in numbers([number]):
                    said[pk] = Said(typed=value) if kind == "typed" else said.get(pk, tapped)
        return said

    @property
    def leaves_questions(self) -> bool:
        """Whether those are added whom no question is open about, and the others are left out."""
        return bool(self.data.get("add") == "without")

    @property
    def pressed(self) -> str:
        return next((name for name in self.PRESSED if name in self.data), "keep")


def numbers(words: list[str]) -> set[int]:
    """Return the valid row numbers among `words`."""
    return {int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 10}
