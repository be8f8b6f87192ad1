from typing import ClassVar

from django.db import models
from django.db.models import Q

from network.models.contact import Contact
from network.models.contact_import import ContactImport
from network.models.everyday_name import EverydayName


class UnplacedWork(models.Model):
    """Words about work in an address book that name no line of work for sure: a question in its preview.

    Asked once for all cards that have them. What the member says is kept here until the import is confirmed, and
    forgotten with it.
    """

    LONGEST_NAMES: ClassVar[int] = 250

    origin = models.ForeignKey(ContactImport, on_delete=models.CASCADE, related_name="unplaced_work")
    number = models.PositiveIntegerField(help_text="counted from 1, in the order of asking")
    words = models.CharField(max_length=EverydayName.LONGEST, help_text="as they stand in the file first")
    key = models.CharField(max_length=EverydayName.LONGEST_KEY, help_text="as of an everyday name")
    people = models.PositiveIntegerField(help_text="how many cards have them")
    names = models.CharField(max_length=LONGEST_NAMES, help_text="of the first who have them")
    typed = models.CharField(
        max_length=EverydayName.LONGEST, blank=True, help_text="what the member calls it, by hand, where it is no line"
    )
    line_of_work = models.CharField(max_length=Contact._meta.get_field("line_of_work").max_length, blank=True)
    kept_out = models.BooleanField(default=False, help_text="nothing is to be said of those who have these words")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "key"], name="the_same_words_are_asked_once_an_import"),
            models.CheckConstraint(condition=Q(kept_out=False) | Q(line_of_work=""), name="kept_out_has_no_line"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def answered(self) -> bool:
        return self.kept_out or bool(self.line_of_work)
