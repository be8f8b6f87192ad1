from typing import ClassVar

from django.db import models

from network.models.member import Member


class Draft(models.Model):
    """What a member has typed into a form and not sent yet. Theirs alone: nothing else ever reads it."""

    LONGEST_PLACE: ClassVar[int] = 200

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=LONGEST_PLACE, help_text="which form: its address, or what it is about")
    path = models.CharField(max_length=500, help_text="the address at which it was typed")
    title = models.CharField(max_length=120, blank=True, help_text="the heading that stood over it")
    fields = models.JSONField(help_text="each field's name with the list of its values, as they were typed")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["member", "place"], name="one_draft_a_form")]
        indexes = [models.Index(fields=["saved_at"])]

    def __str__(self) -> str:
        return f"draft {self.pk}"
