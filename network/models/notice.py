from django.db import models
from django.db.models import Q

from network.models.member import Member


class Notice(models.Model):
    """An e-mail that somebody is to get, written in the transaction of the act that it tells of and posted by a worker.

    To a member, or to an address that its owner typed (`address`), and to nobody else. It is deleted with
    its subject: see `network.platform.receivers`.
    """

    kind = models.CharField(max_length=32, help_text="as a feature declares it, with its templates")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    address = models.EmailField(blank=True)
    subject = models.CharField(
        max_length=40, blank=True, default="", help_text="the name of what it is about, as 'introduction:12'"
    )
    details = models.JSONField(default=dict, blank=True)
    due_at = models.DateTimeField(help_text="a quiet no is told at its deadline, not before")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="notices_about_a_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, address="") | Q(member__isnull=True) & ~Q(address=""),
                name="a_notice_has_one_reader",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} notice {self.pk}"
