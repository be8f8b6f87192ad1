from django.db import models
from django.db.models import F, Q


class OutboxRow(models.Model):
    """A projection of one subject is out of date, or has been made. See `network.platform.outbox`."""

    consumer = models.CharField(max_length=20)
    subject = models.CharField(max_length=40)
    version = models.PositiveBigIntegerField(default=1, help_text="goes up with every mark")
    done_version = models.PositiveBigIntegerField(default=0, help_text="the version last projected")
    due_at = models.DateTimeField(null=True, blank=True, help_text="when to project; empty: up to date")
    marked_at = models.DateTimeField(help_text="when the oldest mark not yet projected was made")
    lease = models.CharField(max_length=32, blank=True, default="")
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    parked_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consumer", "subject"], name="one_row_a_consumer_and_subject"),
            models.CheckConstraint(condition=Q(done_version__lte=F("version")), name="done_is_not_ahead"),
        ]
        indexes = [
            models.Index(fields=["consumer", "due_at"], condition=Q(due_at__isnull=False), name="outbox_due"),
        ]

    def __str__(self) -> str:
        return f"{self.consumer} {self.subject} v{self.version}"


class Heartbeat(models.Model):
    """A worker was alive at `beaten_at`."""

    worker = models.CharField(max_length=120, primary_key=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
