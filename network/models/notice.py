from django.db import models
from django.db.models import Q

from network.models.conversation import Conversation
from network.models.introduction import Introduction
from network.models.member import Member


class Notice(models.Model):
    """Something a person is to be told by e-mail, written in the transaction of the act itself and posted by a worker.

    To a member, or to an address that its owner typed and confirmed (`address`), and to nobody else.
    """

    kind = models.CharField(max_length=32, help_text="names the pair of templates in templates/emails/")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    address = models.EmailField(blank=True)
    introduction = models.ForeignKey(
        Introduction, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    conversation = models.ForeignKey(
        Conversation, null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    details = models.JSONField(default=dict, blank=True)
    due_at = models.DateTimeField(help_text="a quiet no is told at its deadline, not before")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, address="") | Q(member__isnull=True) & ~Q(address=""),
                name="a_notice_has_one_reader",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} notice {self.pk}"
