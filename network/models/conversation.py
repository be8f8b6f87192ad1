from django.db import models
from django.db.models import Q

from network.models.introduction import Introduction
from network.models.member import Member


class Conversation(models.Model):
    """Where two people who have both said yes can talk. A target who is no member comes by a personal link."""

    introduction = models.OneToOneField(Introduction, on_delete=models.CASCADE, related_name="conversation")
    guest_token_hash = models.CharField(
        max_length=64, blank=True, help_text="SHA-256, hex; for a target without account"
    )
    requester_read_at = models.DateTimeField(null=True, blank=True, help_text="when they last had the page before them")
    target_read_at = models.DateTimeField(null=True, blank=True, help_text="the same of the target, member or guest")
    left_at = models.DateTimeField(null=True, blank=True, help_text="when a member left it for good")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guest_token_hash"], condition=~Q(guest_token_hash=""), name="one_conversation_a_guest_token"
            )
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Message(models.Model):
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="empty: the guest"
    )
    from_guest = models.BooleanField(default=False)
    text = models.TextField(max_length=4000)
    key = models.CharField(max_length=32, help_text="made with the form, so that sending twice says it once")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["conversation", "key"], name="a_message_once")]

    def __str__(self) -> str:
        return f"message {self.pk}"
