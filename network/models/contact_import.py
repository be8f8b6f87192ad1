from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.contact import Contact
from network.models.member import Member


class ContactImport(models.Model):
    """An address book that a member brought in: read, previewed, chosen from, applied, and undone as a whole."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        COLUMNS = "columns", _("waiting for you to say what’s in it")
        PREVIEW = "preview", _("waiting for you to choose")
        APPLYING = "applying", _("being added")
        DONE = "done", _("added")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        UNREADABLE = "unreadable", _("couldn’t be read")
        CANCELLED = "cancelled", _("cancelled")

    class Format(models.TextChoices):
        VCARD = "vcard", _("vCard")
        GOOGLE = "google", _("Google CSV")
        OUTLOOK = "outlook", _("Outlook CSV")
        LINKEDIN = "linkedin", _("LinkedIn Connections.csv")
        TABLE = "table", _("CSV")
        EXCEL = "excel", _("Excel")
        LDIF = "ldif", _("LDIF")
        SEVERAL = "several", _("several files")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="imports")
    filename = models.CharField(max_length=200)
    format = models.CharField(max_length=10, choices=Format.choices, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    upload = models.BinaryField(null=True, blank=True, help_text="the file, while it may be read again; then forgotten")
    tables = models.JSONField(
        default=list, blank=True, help_text="the columns of its tables, with examples, while they can be put right"
    )
    columns = models.JSONField(default=list, blank=True, help_text="what the member said of the columns of tables")
    reason = models.CharField(max_length=600, blank=True, help_text="why it could not be read, in plain words")
    all_private = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename


class ImportRow(models.Model):
    """One card or line of an address book: what it holds, what would become of it, and what became of it."""

    class Plan(models.TextChoices):
        ASK = "ask", _("waiting for your answer")
        ADD = "add", _("will be added")
        UPDATE = "update", _("will be updated")
        SKIP = "skip", _("will be left as it is")
        BAD = "bad", _("couldn’t be read")

    origin = models.ForeignKey(ContactImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="counted from 1, as in the file")
    plan = models.CharField(max_length=6, choices=Plan.choices)
    reason = models.CharField(max_length=600, blank=True)
    chosen = models.BooleanField(default=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    card = models.JSONField(default=dict, help_text="what was read, as a mapping")
    before = models.JSONField(null=True, blank=True, help_text="what an update replaced, for undoing")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_rows")
    seen_as = models.JSONField(
        default=list, blank=True, help_text="keyed hashes by which the same card is known in the next file"
    )
    others_read: str
    """The line of work that others may be told of; worked out for the preview, and not kept."""
    asked_on_page: int | None
    """The page of the preview that asks what the work is, if it is still to be said; not kept either."""
    choices: list[Any]
    """What else it could be (`network.imports.answers.Choice`); worked out for the preview, and not kept."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "number"], name="a_row_once_an_import"),
            models.CheckConstraint(
                condition=Q(plan__in=["add", "update"]) | Q(applied_at__isnull=True), name="only_adds_and_updates_apply"
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number}"
