from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.member import Member


class ProfileLine(models.Model):
    """One thing that a member said of themselves, in their own words."""

    class Kind(models.TextChoices):
        WISH = "wish", _("work I would like")
        DONE = "done", _("what I have done")
        OFFER = "offer", _("what I could help with")

    LONGEST: ClassVar[int] = 300

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(max_length=LONGEST)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["member", "kind", "text"], name="say_a_thing_once")]

    def __str__(self) -> str:
        return self.text
