from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.models.member import Member


class HandshakeQuerySet(models.QuerySet["Handshake"]):
    def of(self, member: Member) -> "HandshakeQuerySet":
        return self.filter(Q(low=member) | Q(high=member))

    def between(self, one: Member, other: Member) -> "HandshakeQuerySet":
        low, high = sorted([one.pk, other.pk])
        return self.filter(low_id=low, high_id=high)

    def partners_of(self, member: Member) -> set[int]:
        """The ids of the members who share a handshake with `member`."""
        pairs = self.of(member).values_list("low_id", "high_id")
        return {high if low == member.pk else low for low, high in pairs}


class Handshake(models.Model):
    """Two members have each said that they know the other. One row a pair; each keeps a contact of the other."""

    class Origin(models.TextChoices):
        INVITATION = "invitation", _("an invitation")
        RECOGNITION = "recognition", _("one said so, and the other agreed")
        LOADED = "loaded", _("loaded for a demo or a measurement")

    low = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    origin = models.CharField(max_length=12, choices=Origin.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HandshakeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="one_handshake_a_pair"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="a_handshake_in_order"),
        ]
        indexes = [models.Index(fields=["high", "low"])]

    def __str__(self) -> str:
        return f"{self.low_id}–{self.high_id}"

    def other(self, member: Member) -> Member:
        return self.high if self.low_id == member.pk else self.low


class DeclinedRecognition(models.Model):
    """`member` was told that `by` says they know them, and said no. `by` is never told."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="declined_recognitions")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "by"], name="decline_a_recognition_once")]

    def __str__(self) -> str:
        return f"{self.member_id} not {self.by_id}"


class Block(models.Model):
    """`owner` wants nothing passed between them and `other`. Nobody but the owner can tell."""

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks")
    other = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "other"], name="block_once"),
            models.CheckConstraint(condition=~Q(owner=F("other")), name="nobody_blocks_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} blocks {self.other_id}"
