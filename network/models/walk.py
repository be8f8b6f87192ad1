from typing import ClassVar

from django.db import models

from network.models.contact import Contact
from network.models.member import Member


class WalkedQuestion(models.Model):
    """How far a member is with one question of the "who do I know" walk, and whom they named there."""

    LONGEST: ClassVar[int] = 16

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="walked_questions")
    question = models.CharField(max_length=LONGEST, help_text="a slug of network.contacts.walk.questions")
    left_at = models.DateTimeField(null=True, blank=True, help_text="when they went on; empty: they stopped here")
    names = models.ManyToManyField(Contact, related_name="+", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["member", "question"], name="walk_a_question_once")]

    def __str__(self) -> str:
        return f"{self.question} of {self.member_id}"
