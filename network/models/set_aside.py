from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.member import Member


class SetAside(models.Model):
    """A suggestion to which a member said "not for me", and so what it changes for them. Theirs alone to see and undo.

    What a card says is all that is kept: the line of work and who would be asked. Nobody is told, least of all whoever
    stands behind it, who is not named here either.
    """

    class Reason(models.TextChoices):
        WORK = "work", _("It’s not the work I want")
        BY_WAY = "by_way", _("I’d rather not ask through them")
        FAR = "far", _("It’s too far away")
        OTHER = "other", _("Some other reason, or no reason")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="set_aside")
    introducer = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    line_of_work = models.CharField(max_length=120)
    reason = models.CharField(max_length=6, choices=Reason.choices, default=Reason.OTHER)
    miles = models.PositiveSmallIntegerField(null=True, blank=True, help_text="how far it was said to be")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "introducer", "line_of_work"], name="set_a_card_aside_once"),
        ]

    def __str__(self) -> str:
        return self.line_of_work
