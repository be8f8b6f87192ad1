from django.db import models
from django.db.models import Q

from network.models.contact import Contact
from network.models.member import Member


class Invitation(models.Model):
    """A member's personal link to somebody they know. The link itself is not kept, only its hash."""

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token, hex")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True), name="not_accepted_and_revoked"
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | Q(accepted_at__isnull=False), name="accepted_by_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(revoked_at__isnull=True, accepted_at__isnull=True),
                name="one_live_invitation_a_contact",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
